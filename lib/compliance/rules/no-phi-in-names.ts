import type { PhiKind } from '../../../lambda/shared/phi-like';
import { phiLike } from '../../../lambda/shared/phi-like';
import type { Rule } from '../rule';
import { tagsOf } from '../reading/tags';
import { isObject } from '../reading/zone-view';

/** A text that shows in consoles, bills, logs and tickets. */
interface Shown {
  /** Where it stands. */
  readonly where: string;
  readonly text: string;
  readonly form: 'name' | 'prose';
}

const NAME = /(?:Name|Identifier|Alias)$/;
const PROSE = /^(?:Description|AlarmDescription|Comment)$/;
const PREFIX = /Prefix$/;

/** A team may be reached by mail; a person responsible for a resource is no patient. */
const OWNER_TAG = 'Owner';

export const noPhiInNames: Rule = {
  name: 'NoPhiInNames',
  asks: 'No name, tag or description holds what looks like an identifier of a patient.',
  citations: ['164.502(b)', '164.312(a)(1)'],
  types: 'every',
  find: (resource) => {
    const { properties, logicalId } = resource;
    return [
      { where: 'The logical id', text: logicalId, form: 'name' } as const,
      ...Object.entries(properties).flatMap(([name, value]) => shownAtTop(name, value)),
      ...prefixesIn(properties),
      ...[...tagsOf(resource)].flatMap(([key, value]) => shownInTag(key, value)),
    ].flatMap(problemsOf);
  },
};

function shownAtTop(name: string, value: unknown): readonly Shown[] {
  const form = NAME.test(name) ? 'name' : PROSE.test(name) ? 'prose' : undefined;
  return form === undefined ? [] : textsIn(value).map((text) => ({ where: name, text, form }));
}

/** The key is read with its value, as in `mrn: 00012345`. */
function shownInTag(key: string, value: unknown): readonly Shown[] {
  return phiLike(key, 'name').length === 0
    ? textsIn(value).map((text) => ({
        where: `The tag ${key}`,
        text: `${key} ${text}`,
        form: 'prose',
      }))
    : [{ where: 'The key of a tag', text: key, form: 'name' }];
}

/** Prefixes of objects in buckets, at any depth. */
function prefixesIn(value: unknown): readonly Shown[] {
  if (Array.isArray(value)) return value.flatMap(prefixesIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    PREFIX.test(name)
      ? textsIn(inner).map((text) => ({ where: name, text, form: 'name' }) as const)
      : prefixesIn(inner),
  );
}

/** Literal texts in a value, with references between them. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  const join = isObject(value) ? value['Fn::Join'] : undefined;
  return Array.isArray(join) ? join.slice(1).flat().flatMap(textsIn) : [];
}

function problemsOf({ where, text, form }: Shown): readonly string[] {
  return phiLike(text, form)
    .filter((kind) => !isAllowed(where, kind))
    .map(
      (kind) =>
        `${where} holds what looks like ${kind}. Use an opaque word: names, tags and descriptions show where PHI must not.`,
    );
}

function isAllowed(where: string, kind: PhiKind): boolean {
  return where === `The tag ${OWNER_TAG}` && kind === 'an e-mail address';
}
