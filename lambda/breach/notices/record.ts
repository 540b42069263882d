import type { Author } from '../register/incident';

/** The record as text, without a word left out. */

/** Milliseconds since 1970 as a moment. */
export function instant(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().replace('T', ' ').slice(0, 19)} UTC`;
}

export function author({ id, ...rest }: Author): string {
  return rest.kind === 'person' ? `${id} (${rest.role})` : `${id} (a service)`;
}

/** Every value of something by its path, such as `counts.byState.CA`. A list of plain values is one; a time is written out. */
export function leaves(value: object): readonly (readonly [path: string, text: string])[] {
  return Object.entries(value).flatMap(([name, member]: readonly [string, unknown]) =>
    leavesOf(name, member),
  );
}

function leavesOf(path: string, value: unknown): readonly (readonly [string, string])[] {
  if (Array.isArray(value)) return [[path, value.map(plain).join(', ')]];
  if (typeof value === 'object' && value !== null) {
    return leaves(value).map(([name, text]) => [`${path}.${name}`, text] as const);
  }
  if (typeof value === 'number' && IS_TIME.test(path)) return [[path, instant(value)]];
  return value === undefined ? [] : [[path, plain(value)]];
}

/** Names of times: `at`, `firstAt`. */
const IS_TIME = /(?:^|\.)at$|At$/;

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
