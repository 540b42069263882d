import { ENTRIES_SET_ONCE, SET_ONCE } from './stateful';
import type { TemplateResource } from './templates';

/** What of a resource is set once, each property in words: `KeySchema` is `tenant HASH, kid RANGE`. */
export function setOnceOf({
  Type,
  Properties = {},
}: Pick<TemplateResource, 'Type' | 'Properties'>): readonly (readonly [string, string])[] {
  const names = [...(SET_ONCE[Type] ?? []), ...Object.keys(ENTRIES_SET_ONCE[Type] ?? {})];
  return names
    .filter((name) => Properties[name] !== undefined)
    .map((name) => [name, words(Properties[name], ENTRIES_SET_ONCE[Type]?.[name])]);
}

/** Whether another value of a property is no more than entries that came or went beside those that stay. */
export function onlyOtherEntries(type: string, name: string, was: string, is: string): boolean {
  if (ENTRIES_SET_ONCE[type]?.[name] === undefined) return false;
  const now = entriesOf(is);
  return [...entriesOf(was)].every(([entry, rest]) => (now.get(entry) ?? rest) === rest);
}

/** Entries by what they are called: the first of their words. */
function entriesOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(', ').map((entry) => {
      const [called = '', ...rest] = entry.split(' ');
      return [called, rest.join(' ')];
    }),
  );
}

/** A value in one line: `tenant HASH, kid RANGE`; of an entry of a list first the field by which it is called. */
export function words(value: unknown, called = ''): string {
  if (Array.isArray(value)) return value.map((entry) => words(entry, called)).join(', ');
  if (typeof value === 'object' && value !== null) {
    const { [called]: first, ...rest } = value as Readonly<Record<string, unknown>>;
    const all = first === undefined ? Object.values(rest) : [first, ...Object.values(rest)];
    return all.map((part) => words(part)).join(' ');
  }
  return String(value);
}
