import type { Table } from '../../shared/table';
import { isLogName, logOrigin, SEGMENTS } from '../format/layout';
import { leavesAt } from '../log-leaves';
import type { LedgerStore } from '../store';
import { readPointer } from './pointer';

/**
 * Up to when, exclusive, nothing that has arrived and is sealed is missing in the index: milliseconds since 1970,
 * `Infinity` when all is indexed. Read this before the rows of which it is to be said.
 *
 * @param prefix origin of the ledger
 * @throws LedgerFormatError when a segment cannot be what was written
 */
export async function readIndexedBefore(
  store: LedgerStore,
  table: Table,
  prefix: string,
): Promise<number> {
  const logs = (await store.folders(SEGMENTS)).filter((name) => isLogName(name));
  const times = await Promise.all(
    logs.map(async (log) => {
      const origin = logOrigin(prefix, log);
      const { segment } = await readPointer(table, origin);
      const next = await leavesAt(store, origin, log, segment);
      return next?.arrived.from ?? Infinity;
    }),
  );
  return Math.min(...times);
}
