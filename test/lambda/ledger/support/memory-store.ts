import type { LedgerStore } from '../../../../lambda/ledger/store';
import { NoSuchObjectError, ObjectTooLargeError } from '../../../../lambda/ledger/errors';

/** A ledger in memory. `calls` has every call in its order, as `action key`. */
export interface MemoryStore extends LedgerStore {
  readonly objects: Map<string, Buffer>;
  readonly calls: string[];
}

export function memoryStore(objects = new Map<string, Buffer>()): MemoryStore {
  const calls: string[] = [];
  const sorted = (prefix: string): readonly string[] =>
    [...objects.keys()].filter((key) => key.startsWith(prefix)).toSorted();
  return {
    objects,
    calls,
    async *keys(prefix, { after = '', limit = Infinity } = {}) {
      calls.push(`list ${prefix}`);
      await Promise.resolve();
      yield* sorted(prefix)
        .filter((key) => key > after)
        .slice(0, limit);
    },
    folders(prefix) {
      calls.push(`folders ${prefix}`);
      const names = sorted(prefix)
        .map((key) => key.slice(prefix.length).split('/'))
        .flatMap(([name = '', ...rest]) => (rest.length > 0 ? [name] : []));
      return Promise.resolve([...new Set(names)]);
    },
    async read(key, { most = Infinity } = {}) {
      calls.push(`read ${key}`);
      await Promise.resolve();
      const bytes = objects.get(key);
      if (bytes === undefined) {
        throw new NoSuchObjectError('read', key, new Error('no such object'));
      }
      if (bytes.length > most) throw new ObjectTooLargeError(key, most);
      return bytes;
    },
    create(key, bytes) {
      calls.push(`create ${key}`);
      if (objects.has(key)) return Promise.resolve('exists');
      objects.set(key, bytes);
      return Promise.resolve('created');
    },
  };
}
