import type { CheckRow } from '../../compliance/check-ledger';
import type { Subject } from '../../compliance/evaluation';
import { findingId } from '../../compliance/evaluation';
import { visible } from '../../../lambda/shared/markup';
import { sha256 } from '../manifest';
import type { EvidenceModel } from '../model';
import { excerptOf } from './excerpt';
import type { PageData, PageMechanism, PageResource, PageRow } from './page-data';
import { VERDICTS } from './page-data';

/** What the script of the page needs to open a control down to its templates. */
export function collect(model: EvidenceModel): PageData {
  const { zone, controls } = model;
  const texts = numbered((text: string) => text, visible);
  const files = new Map(zone.stacks.map(({ id, name }) => [name, templateHref(id)]));

  const resources = numbered(keyOf, (subject: Subject): PageResource => {
    const { text, cut } = excerptOf(zone.body(subject));
    return {
      path: visible(subject.path),
      logicalId: visible(subject.logicalId),
      type: visible(subject.type),
      stack: visible(subject.stack),
      file: files.get(subject.stack) ?? '',
      excerpt: texts.of(text),
      cut,
    };
  });
  const rows = numbered(
    (row: CheckRow) => [keyOf(row), row.rule, row.finding].join('\n'),
    (row): PageRow => [
      texts.of(findingId(row)),
      resources.of(row),
      VERDICTS.indexOf(row.verdict),
      texts.of(row.reason),
      texts.of(row.review),
    ],
  );
  const mechanisms = controls.map((control) =>
    control.mechanisms.map((mechanism): PageMechanism => ({
      resources: mechanism.resources.map(resources.of),
      rows: mechanism.rows.map(rows.of),
    })),
  );
  const data: Omit<PageData, 'answersKey'> = {
    zone: visible(model.config.name),
    controls: Object.fromEntries(
      controls.flatMap(({ oscalId }, at) => {
        const own = mechanisms[at] ?? [];
        return own.length === 0 ? [] : [[oscalId, own]];
      }),
    ),
    rows: rows.all,
    resources: resources.all,
    texts: texts.all,
  };
  return { ...data, answersKey: answersKey(model, data) };
}

/** Another pack, even of the same zone, never finds what was answered on this one. */
function answersKey({ config, source, inputs, answers }: EvidenceModel, data: object): string {
  const { name, account, region } = config;
  const digest = sha256(Buffer.from(JSON.stringify([source, inputs, answers, data])));
  return visible(`hlz-evidence:${name}/${account}/${region}/${digest}`);
}

/** Path in the pack of the template of a stack, as a link. */
export function templateHref(stackId: string): string {
  return hrefOf(`templates/${stackId}.template.json`);
}

/** A file of the pack as a link from the page: never a scheme, never above the pack. */
export function hrefOf(path: string): string {
  return `./${path.split('/').map(encoded).join('/')}`;
}

function encoded(segment: string): string {
  return segment === '..' ? '%2E%2E' : encodeURIComponent(visible(segment));
}

/** The data as it may stand in an element `script`: nothing in it ends that, or begins a comment. */
export function inertJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[<>\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function keyOf({ stack, logicalId }: Pick<Subject, 'stack' | 'logicalId'>): string {
  return `${stack}/${logicalId}`;
}

interface Numbered<T, U> {
  /** Number of a value; that of the first that has the same key. */
  readonly of: (value: T) => number;
  readonly all: readonly U[];
}

function numbered<T, U>(key: (value: T) => string, made: (value: T) => U): Numbered<T, U> {
  const numbers = new Map<string, number>();
  const all: U[] = [];
  return {
    all,
    of: (value) => {
      const own = key(value);
      const known = numbers.get(own);
      if (known !== undefined) return known;
      // Before it is pushed: making it may number others, never itself.
      const next = made(value);
      numbers.set(own, all.length);
      return all.push(next) - 1;
    },
  };
}
