import type { PageData } from '../page-data';
import { all, only, shownOf } from './dom';
import type { Entry, Wanted } from './filter';
import { shown } from './filter';

/** What other parts may ask of the matrix. */
export interface Matrix {
  /** Shows every control again. */
  readonly clear: () => void;
}

/** Filter and search over the controls. */
export function matrix(data: () => PageData): Matrix {
  const section = only(document, '#controls', HTMLElement);
  const form = only(section, 'form.filters', HTMLFormElement);
  const controls = all(section, 'details.control', HTMLDetailsElement);
  const groups = all(section, '.rule-section', HTMLElement);
  const count = only(form, 'output', HTMLOutputElement);
  const empty = only(section, '.empty', HTMLElement);
  const search = only(form, 'input[type=search]', HTMLInputElement);
  let entries: readonly Entry[] | undefined;

  const visibleControls = (): readonly HTMLDetailsElement[] =>
    controls.filter((control) => control.parentElement?.hidden !== true);

  const apply = (): void => {
    // Reading every text takes some time, which who never searches does not wait for.
    entries ??= controls.map((control) => entryOf(control, data()));
    const visible = shown(entries, wantedIn(form));
    for (const [at, control] of controls.entries()) {
      if (control.parentElement !== null) control.parentElement.hidden = !(visible[at] ?? false);
    }
    for (const group of groups)
      group.hidden = group.querySelector('li:not([hidden]) > .control') === null;
    const left = visible.filter(Boolean).length;
    count.textContent = shownOf(left, controls.length, 'control');
    empty.hidden = left > 0;
  };
  const clear = (): void => {
    form.reset();
    apply();
  };

  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const [first] = visibleControls();
    if (first === undefined) return;
    first.open = true;
    only(first, 'summary', HTMLElement).focus();
  });
  for (const button of all(section, '[data-clear]', HTMLButtonElement)) {
    button.addEventListener('click', () => {
      clear();
      search.focus();
    });
  }
  only(form, '[data-open]', HTMLButtonElement).addEventListener('click', () => {
    const some = visibleControls();
    const open = some.some((control) => !control.open);
    for (const control of some) control.open = open;
  });
  for (const link of all(document, '[data-show-status]', HTMLAnchorElement)) {
    link.addEventListener('click', () => {
      form.reset();
      only(form, '[name=status]', HTMLSelectElement).value = link.dataset['showStatus'] ?? '';
      apply();
    });
  }
  return { clear };
}

function entryOf(control: HTMLDetailsElement, { controls, resources }: PageData): Entry {
  const { citation = '', status = '', by = '', type = '', section = '' } = control.dataset;
  const own = (controls[control.id] ?? []).flatMap((mechanism) =>
    mechanism.resources.map((at) => `${resources[at]?.path ?? ''} ${resources[at]?.type ?? ''}`),
  );
  const text = [control.textContent, ...own].join('\n').toLowerCase();
  return { citation, status, by, type, section, text };
}

function wantedIn(form: HTMLFormElement): Wanted {
  const fields = new FormData(form);
  const field = (name: string): string => {
    const value = fields.get(name);
    return typeof value === 'string' ? value : '';
  };
  return {
    search: field('search'),
    status: field('status'),
    by: field('by'),
    type: field('type'),
    section: field('section'),
  };
}
