import type { PageData, PageMechanism, PageResource, PageRow } from '../page-data';
import { VERDICT_WORDS, VERDICTS } from '../page-data';
import { all, element } from './dom';

/** Resources that are listed at once: a mechanism may have a hundred. */
const AT_ONCE = 20;

/** A resource of a mechanism, and what its rules said of it. */
interface Judged {
  readonly resource: PageResource;
  readonly rows: readonly PageRow[];
}

/** Fills the places of a control's mechanisms, once. */
export function fillControl(control: HTMLDetailsElement, data: PageData): void {
  const mechanisms = data.controls[control.id] ?? [];
  for (const place of all(control, '.drill', HTMLElement)) {
    const mechanism = mechanisms[Number(place.dataset['mechanism'])];
    if (mechanism === undefined || place.dataset['filled'] !== undefined) continue;
    place.dataset['filled'] = '';
    place.replaceChildren(...resourceList(judged(mechanism, data), data));
  }
}

/** What needs somebody first, then in the order of the templates. */
function judged(mechanism: PageMechanism, { resources, rows }: PageData): readonly Judged[] {
  const byResource = new Map<number, PageRow[]>(mechanism.resources.map((at) => [at, []]));
  for (const at of mechanism.rows) {
    const row = rows[at];
    if (row === undefined) continue;
    const own = byResource.get(row[1]);
    if (own === undefined) byResource.set(row[1], [row]);
    else own.push(row);
  }
  const worst = ({ rows: own }: Judged): number =>
    Math.min(VERDICTS.length, ...own.map(([, , verdict]) => verdict));
  return [...byResource]
    .flatMap(([at, own]): Judged[] => {
      const resource = resources[at];
      const sorted = own.toSorted((a, b) => a[2] - b[2]);
      return resource === undefined ? [] : [{ resource, rows: sorted }];
    })
    .toSorted((a, b) => worst(a) - worst(b));
}

function resourceList(entries: readonly Judged[], data: PageData): readonly HTMLElement[] {
  const list = element('ul', { class: 'resources' });
  const add = (some: readonly Judged[]): readonly HTMLElement[] => {
    const made = some.map((entry) => element('li', {}, resourceEntry(entry, data)));
    list.append(...made);
    return made;
  };
  add(entries.slice(0, AT_ONCE));
  const rest = entries.slice(AT_ONCE);
  if (rest.length === 0) return [list];
  const more = element('button', { type: 'button' }, `Show ${rest.length} more resources`);
  more.addEventListener('click', () => {
    const [first] = add(rest);
    more.remove();
    first?.querySelector('summary')?.focus();
  });
  return [list, more];
}

function resourceEntry(entry: Judged, data: PageData): HTMLElement {
  const { resource, rows } = entry;
  const details = element(
    'details',
    { class: 'resource' },
    element(
      'summary',
      {},
      element('code', {}, resource.path),
      ' ',
      element('span', { class: 'kind' }, resource.type),
      ' ',
      element('span', { class: 'counts' }, countsOf(rows)),
    ),
  );
  details.addEventListener('toggle', () => {
    if (details.open && details.childElementCount === 1) details.append(...contents(entry, data));
  });
  return details;
}

function countsOf(rows: readonly PageRow[]): string {
  return VERDICTS.flatMap((verdict, at) => {
    const count = rows.filter((row) => row[2] === at).length;
    return count === 0 ? [] : [`${count} ${VERDICT_WORDS[verdict].toLowerCase()}`];
  }).join(', ');
}

function contents({ resource, rows }: Judged, data: PageData): readonly HTMLElement[] {
  const text = (at: number): string => data.texts[at] ?? '';
  const title = resource.path;
  return [
    ...(rows.length === 0 ? [] : [verdictTable(title, rows, text)]),
    element(
      'div',
      {
        class: 'scroll excerpt',
        role: 'group',
        tabindex: '0',
        'aria-label': `Template: ${title}`,
      },
      element('pre', {}, element('code', {}, text(resource.excerpt), resource.cut ? '\n…' : '')),
    ),
    element(
      'p',
      { class: 'where' },
      element('code', {}, resource.logicalId),
      ` of stack ${resource.stack}`,
      ...(resource.file === ''
        ? []
        : [
            resource.cut ? '. The rest is in ' : ', ',
            element('a', { href: resource.file }, decodeURIComponent(resource.file.slice(2))),
          ]),
    ),
  ];
}

function verdictTable(
  title: string,
  rows: readonly PageRow[],
  text: (at: number) => string,
): HTMLElement {
  const columns = ['Rule', 'Verdict', 'Reason and citation', 'Review'];
  const head = columns.map((column) => element('th', { scope: 'col' }, column));
  const body = rows.map(([rule, , verdict, reason, review]) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, element('code', {}, text(rule))),
      element('td', {}, badge(VERDICTS[verdict] ?? 'error')),
      element('td', {}, text(reason)),
      element('td', {}, text(review)),
    ),
  );
  return element(
    'div',
    { class: 'scroll', role: 'group', tabindex: '0', 'aria-label': `Rules: ${title}` },
    element(
      'table',
      {},
      element('thead', {}, element('tr', {}, ...head)),
      element('tbody', {}, ...body),
    ),
  );
}

function badge(verdict: (typeof VERDICTS)[number]): HTMLElement {
  return element(
    'span',
    { class: `badge ${verdict}` },
    element('i', { 'aria-hidden': 'true' }),
    VERDICT_WORDS[verdict],
  );
}
