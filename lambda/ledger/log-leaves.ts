import { NoSuchObjectError } from './errors';
import { segmentKey } from './format/layout';
import { readSegmentAt } from './log-head';
import type { LedgerStore } from './store';

/** Entries of one segment. */
export interface Leaves {
  /** Index of the first. */
  readonly start: number;
  /** Leaves of the log with this segment. */
  readonly size: number;
  /** When the first and the last of its records arrived. */
  readonly arrived: { readonly from: number; readonly to: number };
  readonly entries: readonly Buffer[];
}

/**
 * The segment whose first leaf has this index; undefined when it is not sealed yet.
 *
 * @throws LedgerFormatError when it cannot be what was written
 */
export async function leavesAt(
  store: LedgerStore,
  origin: string,
  log: string,
  first: number,
): Promise<Leaves | undefined> {
  const key = segmentKey(log, first);
  let bytes: Buffer;
  try {
    bytes = await store.read(key);
  } catch (error) {
    if (error instanceof NoSuchObjectError) return undefined;
    throw error;
  }
  const { header, entries } = readSegmentAt(origin, key, bytes);
  return { start: header.start, size: header.size, arrived: header.arrived, entries };
}
