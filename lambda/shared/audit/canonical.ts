import { CanonicalJsonError } from './errors';

/** What canonical JSON is made from. Members that are undefined are left out, as by JSON.stringify. */
export type CanonicalValue =
  | string
  | number
  | boolean
  | null
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue | undefined };

/** Deeper than any event; ends a circle. */
const DEEPEST = 32;

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * JSON of which a value has exactly one form: RFC 8785 (JCS), with integers as the only numbers, so
 * that every language writes the same bytes. Keys in the order of their UTF-16 code units, no
 * white space.
 *
 * @throws CanonicalJsonError for anything else: a fraction, an integer beyond 2^53 - 1, a lone
 * surrogate, a Date, a Map, a circle
 */
export function canonicalJson(value: CanonicalValue): string {
  return write(value, 0);
}

function write(value: unknown, depth: number): string {
  if (depth > DEEPEST) throw refused('a value that is nested too deeply, or a circle');
  switch (typeof value) {
    case 'string':
      return text(value);
    case 'boolean':
      return String(value);
    case 'number':
      // Section 3.2.2.3: minus zero is written as 0.
      if (!Number.isSafeInteger(value)) throw refused('a number that is no integer below 2^53');
      return String(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value)
        ? `[${Array.from(value, (entry: unknown) => write(entry, depth + 1)).join(',')}]`
        : members(value, depth);
    default:
      throw refused(`a value of type ${typeof value}`);
  }
}

function members(value: object, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw refused('an object that is more than its members, such as a Date or a Map');
  }
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  // Without a comparer, sort goes by UTF-16 code units: what section 3.2.3 asks for.
  const sorted = new Map<string, unknown>(entries);
  const keys = [...sorted.keys()].toSorted();
  return `{${keys.map((key) => `${text(key)}:${write(sorted.get(key), depth + 1)}`).join(',')}}`;
}

/** Section 3.2.2.2 escapes as JSON.stringify does, but has no form for half a character. */
function text(value: string): string {
  if (LONE_SURROGATE.test(value)) throw refused('a text with half of a surrogate pair');
  return JSON.stringify(value);
}

function refused(found: string): CanonicalJsonError {
  return new CanonicalJsonError(
    `Canonical JSON has no form for ${found}: use strings, integers, booleans, null, lists and plain objects.`,
  );
}
