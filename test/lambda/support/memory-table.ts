import type {
  Change,
  Clause,
  Condition,
  Item,
  Key,
  Page,
  Query,
  Table,
  TableShape,
  Value,
} from '../../../lambda/shared/table';
import { ConditionFailedError } from '../../../lambda/shared/table';

/** A table in memory: what DynamoDB promises of each call, one after another. */
export interface MemoryTable extends Table {
  /** Everything in it, in no order. */
  readonly all: () => readonly Item[];
  /** How often it was written to. */
  readonly writes: () => number;
  /** Makes the next calls throw, as a service that is down. */
  fail(error: unknown, times?: number): void;
  /**
   * What a write would do now, which happens when it is called: for transactions.
   *
   * @throws ConditionFailedError
   */
  stage(write: StagedWrite): () => Item;
  /** A text that no other item of the table has. */
  idOf(write: StagedWrite): string;
}

/** A write without the table that it is to. */
export type StagedWrite =
  | { readonly put: Item; readonly when?: Condition }
  | { readonly update: Key; readonly change: Change; readonly when?: Condition };

export function memoryTable(shape: TableShape, seed: readonly Item[] = []): MemoryTable {
  const items = new Map<string, Item>();
  let writes = 0;
  let failures: { error: unknown; times: number } = { error: undefined, times: 0 };

  const idOf = (item: Item): string =>
    [shape.partitionKey, ...(shape.sortKey === undefined ? [] : [shape.sortKey])]
      .map((name) => {
        const value = item[name];
        if (typeof value !== 'string' || value === '') throw new Error(`no key attribute ${name}`);
        return value;
      })
      .join('\u0000');
  /** Calls interleave where those of DynamoDB would. */
  const arrive = async (): Promise<void> => {
    await Promise.resolve();
    if (failures.times > 0) {
      failures.times -= 1;
      throw failures.error;
    }
  };
  const check = (found: Item | undefined, when: Condition): void => {
    for (const clause of when) {
      if ('value' in clause && clause.is !== 'equal' && typeof clause.value === 'boolean') {
        throw new Error('truth has no order');
      }
    }
    if (!when.every((clause) => holds(clause, found))) throw new ConditionFailedError(found);
  };
  const stage = (write: StagedWrite): (() => Item) => {
    const id = idOf(keyIn(write));
    const found = items.get(id);
    check(found, write.when ?? []);
    const next = 'put' in write ? write.put : changedItem(found, write.change, write.update);
    checkIndexes(next, shape);
    return () => {
      items.set(id, structuredClone(next));
      writes += 1;
      return structuredClone(next);
    };
  };
  for (const item of seed) items.set(idOf(item), structuredClone(item));

  return {
    all: () => [...items.values()].map((item) => structuredClone(item)),
    writes: () => writes,
    fail: (error, times = 1) => {
      failures = { error, times };
    },
    stage,
    idOf: (write) => idOf(keyIn(write)),
    async get(key) {
      await arrive();
      return structuredClone(items.get(idOf(key)));
    },
    async query(query) {
      await arrive();
      return pageOf([...items.values()], shape, query);
    },
    async put(item, when = []) {
      await arrive();
      stage({ put: item, when })();
    },
    async update(key, change, when = []) {
      await arrive();
      return stage({ update: key, change, when })();
    },
    async delete(key: Key, when = []) {
      await arrive();
      const found = items.get(idOf(key));
      check(found, when);
      if (items.delete(idOf(key))) writes += 1;
      return found;
    },
  };
}

function holds(clause: Clause, found: Item | undefined): boolean {
  const value = found?.[clause.attribute];
  if (clause.is === 'absent') return value === undefined;
  if (clause.is === 'present') return value !== undefined;
  if (value === undefined) return clause.orAbsent === true;
  if (clause.is === 'equal') return value === clause.value;
  // DynamoDB compares within one type only.
  if (typeof value !== typeof clause.value) return false;
  if (clause.is === 'less-than') return value < clause.value;
  return clause.is === 'at-most' ? value <= clause.value : value >= clause.value;
}

function keyIn(write: StagedWrite): Item {
  return 'put' in write ? write.put : write.update;
}

function changedItem(
  found: Item | undefined,
  { set = {}, add = {}, remove = [] }: Change,
  key: Key,
): Item {
  const names = [...Object.keys(set), ...Object.keys(add), ...remove];
  if (new Set(names).size < names.length) throw new Error('an attribute is changed twice');
  if (names.some((name) => name in key)) throw new Error('an attribute is part of the key');
  const changed: Record<string, Value> = {
    ...structuredClone(found ?? key),
    ...structuredClone(set),
  };
  for (const [name, by] of Object.entries(add)) {
    const value = changed[name] ?? 0;
    if (typeof value !== 'number') throw new Error(`${name} is no number`);
    changed[name] = value + by;
  }
  for (const name of remove) delete changed[name];
  return changed;
}

/** What an index is sorted by is a text, or not there. */
function checkIndexes(item: Item, { indexes = {} }: TableShape): void {
  for (const { partitionKey, sortKey } of Object.values(indexes)) {
    for (const name of [partitionKey, ...(sortKey === undefined ? [] : [sortKey])]) {
      const value = item[name];
      if (value !== undefined && (typeof value !== 'string' || value === '')) {
        throw new Error(`${name} is no key of an index`);
      }
    }
  }
}

function pageOf(items: readonly Item[], shape: TableShape, query: Query): Page {
  const index = query.index === undefined ? undefined : shape.indexes?.[query.index];
  if (query.index !== undefined && index === undefined) throw new Error(`no index ${query.index}`);
  const { partitionKey, sortKey } = index ?? shape;
  if (sortKey === undefined && (query.from ?? query.to) !== undefined)
    throw new Error('no sort key');
  const sortOf = (item: Item): string => {
    const value = sortKey === undefined ? '' : item[sortKey];
    return typeof value === 'string' ? value : '';
  };
  const placeOf = (item: Item): string =>
    JSON.stringify([sortOf(item), item[shape.partitionKey], item[shape.sortKey ?? '']]);
  const found = items
    .filter((item) => item[partitionKey] === query.partition)
    .filter((item) => sortKey === undefined || item[sortKey] !== undefined)
    .filter((item) => query.from === undefined || sortOf(item) >= query.from)
    .filter((item) => query.to === undefined || sortOf(item) <= query.to)
    .toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
  const ordered = query.descending === true ? found.toReversed() : found;
  const start =
    query.after === undefined ? 0 : ordered.findIndex((item) => placeOf(item) === query.after) + 1;
  const page = ordered.slice(start, start + query.limit);
  const last = page.at(-1);
  return {
    items: structuredClone(page),
    ...(last !== undefined && start + query.limit < ordered.length ? { next: placeOf(last) } : {}),
  };
}
