import type { Identifier, Sensitivity } from '../../../lambda/phi/detect/finding';
import { SENSITIVITY_OF } from '../../../lambda/phi/detect/finding';
import type { NameClass } from '../../../lambda/phi/detect/names';

/**
 * What PHI is: a column of a table, values in a file, or a field that is declared in code, which holds
 * none by itself.
 */
export const PLACES = ['column', 'value', 'declaration'] as const;
export type Place = (typeof PLACES)[number];

/** What an entry of the inventory is about: no two have the same. */
export interface FoundAt {
  readonly place: Place;
  /** Table with its schema, such as `public.patients`. Of columns. */
  readonly table?: string;
  /** Path from the directory that was scanned, with `/`. Of everything but columns of a database. */
  readonly file?: string;
  /** Column, key or name; `text` for what stands in running text. */
  readonly field: string;
  /** `health` for health data that identifies nobody by itself. */
  readonly identifier: Identifier | 'health';
}

/** PHI that was found. Never a value of it. */
export interface Found extends FoundAt {
  readonly classification: Sensitivity;
  readonly encrypted: boolean;
  /** How often: values of a sample, or places of a file. @default - told from the name alone */
  readonly count?: number;
  /** First line of a file, from 1. */
  readonly line?: number;
}

export function classificationOf(identifier: Found['identifier']): Sensitivity {
  return identifier === 'health' ? 'low' : SENSITIVITY_OF[identifier];
}

/** What a name tells, as the inventory calls it. */
export function identifierOf({ identifier, health }: NameClass): Found['identifier'] | undefined {
  return identifier ?? (health === true ? 'health' : undefined);
}

/** Column beside a plain one that holds it encrypted. */
export const ENCRYPTED_SUFFIX = '_jwe';

/** Beginning of a field that the zone encrypted: `{"alg":"dir","enc":"A256GCM",` in base64url. */
const FIELD_START = Buffer.from('{"alg":"dir","enc":"A256GCM",').toString('base64url').slice(0, 36);

/** Whether a value is a field that the zone encrypted. */
export function isEncryptedField(value: string): boolean {
  return value.startsWith(FIELD_START);
}

/** In the order in which people look for it. */
export function byPlace(a: FoundAt, b: FoundAt): number {
  const [left, right] = [keyOf(a), keyOf(b)];
  return left < right ? -1 : Number(left > right);
}

/** The same for the same thing at the next scan. */
export function keyOf({ table = '', file = '', place, field, identifier }: FoundAt): string {
  return [file, table, place, field, identifier].join('\n');
}

/** One entry for each thing, however often it was found. */
export function together(found: readonly Found[]): readonly Found[] {
  const entries = new Map<string, Found>();
  for (const one of found) {
    const key = keyOf(one);
    const before = entries.get(key);
    entries.set(key, before === undefined ? one : both(before, one));
  }
  return [...entries.values()].toSorted(byPlace);
}

function both(a: Found, b: Found): Found {
  const count = (a.count ?? 0) + (b.count ?? 0);
  const lines = [a.line, b.line].filter((line) => line !== undefined);
  return {
    ...a,
    encrypted: a.encrypted && b.encrypted,
    ...(count === 0 ? {} : { count }),
    ...(lines.length === 0 ? {} : { line: Math.min(...lines) }),
  };
}
