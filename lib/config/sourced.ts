import type { Profile } from './schema';
import type { Path } from './problems';
import { pathText } from './problems';

/** Where a value was written. */
export type Origin =
  | { readonly kind: 'file'; readonly line: number }
  | { readonly kind: 'profile'; readonly profile: Profile };

export type Scalar = string | number | boolean | null;

/** A value every part of which knows where it was written. */
export type Sourced = SourcedMap | SourcedList | SourcedScalar;

export interface SourcedMap {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Sourced>;
  readonly origin: Origin;
}

export interface SourcedList {
  readonly kind: 'list';
  readonly items: readonly Sourced[];
  readonly origin: Origin;
}

export interface SourcedScalar {
  readonly kind: 'scalar';
  readonly value: Scalar;
  /** As it was written: `0123` is not `123`. */
  readonly text: string;
  readonly origin: Origin;
}

/** A plain value that was all written in one place. */
export function sourced(value: unknown, origin: Origin): Sourced {
  if (Array.isArray(value)) {
    return { kind: 'list', items: value.map((item) => sourced(item, origin)), origin };
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, entry]): [string, Sourced] => [
      key,
      sourced(entry, origin),
    ]);
    return { kind: 'map', entries: new Map(entries), origin };
  }
  return { kind: 'scalar', value: value as Scalar, text: String(value), origin };
}

/**
 * `top` over `base`: mappings merge, lists and scalars replace, and a key with nothing after it
 * stands for what is below.
 */
export function overlay(base: Sourced, top: Sourced): Sourced {
  if (isEmpty(top)) return base;
  if (base.kind !== 'map' || top.kind !== 'map') return top;
  const merged = [...top.entries].map(([key, value]): [string, Sourced] => {
    const below = base.entries.get(key);
    return [key, below === undefined ? value : overlay(below, value)];
  });
  return { ...top, entries: new Map([...base.entries, ...merged]) };
}

/** Without the keys that have nothing after them. */
export function withoutEmpty(value: Sourced): Sourced {
  if (value.kind !== 'map') return value;
  const kept = [...value.entries]
    .filter(([, entry]) => !isEmpty(entry))
    .map(([key, entry]): [string, Sourced] => [key, withoutEmpty(entry)]);
  return { ...value, entries: new Map(kept) };
}

/** The bare value. Nothing (`null` in YAML) is `undefined`: for a schema it is not there. */
export function plain(value: Sourced): unknown {
  if (value.kind === 'scalar') return value.value ?? undefined;
  if (value.kind === 'list') return value.items.map(plain);
  return Object.fromEntries([...value.entries].map(([key, entry]) => [key, plain(entry)]));
}

/** What stands at a path. */
export function at(value: Sourced | undefined, path: Path): Sourced | undefined {
  return path.reduce(child, value);
}

/**
 * Line of the value at a path in what was written or, where it was left out, of what should hold it.
 * Nothing for what should stand at the top.
 */
export function lineAt(written: Sourced, path: Path): number | undefined {
  if (path.length === 0) return undefined;
  const origin = at(written, path)?.origin;
  return origin?.kind === 'file' ? origin.line : lineAt(written, path.slice(0, -1));
}

/** Origin of each leaf (scalar, empty list, empty mapping) by dotted path. */
export function originsOf(value: Sourced): ReadonlyMap<string, Origin> {
  return new Map(leavesOf(value, []));
}

function* leavesOf(value: Sourced, path: Path): Generator<[string, Origin]> {
  const children = childrenOf(value);
  if (children.length === 0) yield [pathText(path), value.origin];
  for (const [key, entry] of children) yield* leavesOf(entry, [...path, key]);
}

function isEmpty(value: Sourced): boolean {
  return value.kind === 'scalar' && value.value === null;
}

function child(value: Sourced | undefined, key: string | number): Sourced | undefined {
  if (value?.kind === 'map') return value.entries.get(String(key));
  return value?.kind === 'list' ? value.items[Number(key)] : undefined;
}

function childrenOf(value: Sourced): readonly (readonly [string | number, Sourced])[] {
  if (value.kind === 'map') return [...value.entries];
  return value.kind === 'list' ? [...value.items.entries()] : [];
}
