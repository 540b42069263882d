import { logOrigin } from '../format/layout';
import { advance, readPointer } from '../index/pointer';
import { eventIn } from '../index/read-entry';
import type { IndexRow, Retention } from '../index/row';
import { rowsOf } from '../index/row';
import type { IndexWriter } from '../index/writer';
import type { Leaves } from '../log-leaves';
import { leavesAt } from '../log-leaves';
import type { LedgerStore } from '../store';
import type { Table } from '../../shared/table';

export interface IndexLogDependencies {
  readonly store: LedgerStore;
  /** The index, for the pointers. */
  readonly table: Table;
  readonly writer: IndexWriter;
  /** Origin of the ledger. */
  readonly prefix: string;
  readonly retention: Retention;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Leaves whose rows are written before the pointer moves. @default - `LEAVES_AT_ONCE` */
  readonly leavesAtOnce?: number;
}

/** What was done to a log. */
export interface IndexedLog {
  readonly events: number;
  readonly rows: number;
  /** Leaves that are no events of ours. */
  readonly skipped: number;
  /** Whether all that is sealed is indexed. */
  readonly done: boolean;
}

/** A second or two of work, also where writes are slow. */
export const LEAVES_AT_ONCE = 250;

/**
 * Writes the rows of all that is sealed in a log and not indexed, segment by segment in their order.
 *
 * The pointer moves only behind rows that are written, and rows follow from the bytes of an event alone: so
 * whoever crashes, runs twice or comes too late does again what was done, and nothing else.
 *
 * @param timeLeft asked before each step; without it nothing more is begun
 * @throws LedgerFormatError when a segment cannot be what was written
 */
export async function indexLog(
  dependencies: IndexLogDependencies,
  log: string,
  timeLeft: () => boolean,
): Promise<IndexedLog> {
  const { store, table, writer, prefix, leavesAtOnce = LEAVES_AT_ONCE } = dependencies;
  const origin = logOrigin(prefix, log);
  let pointer = await readPointer(table, origin);
  let [events, rows, skipped] = [0, 0, 0];
  let segment: Leaves | undefined;
  while (timeLeft()) {
    if (segment?.start !== pointer.segment) {
      segment = await leavesAt(store, origin, log, pointer.segment);
    }
    if (segment === undefined) return { events, rows, skipped, done: true };
    const end = Math.min(pointer.next + leavesAtOnce, segment.size);
    const entries = segment.entries.slice(pointer.next - segment.start, end - segment.start);
    const made = rowsFrom(dependencies, entries, {
      log,
      next: pointer.next,
      arrived: segment.arrived.to,
    });
    await writer.write(made.rows);
    events += made.events;
    rows += made.rows.length;
    skipped += entries.length - made.events;
    // Where another indexer was faster, from there.
    pointer = await advance(table, origin, pointer, {
      next: end,
      segment: end === segment.size ? end : segment.start,
    });
  }
  return { events, rows, skipped, done: false };
}

/** Rows of some leaves, each key once: an event may come twice. */
function rowsFrom(
  { retention, now }: IndexLogDependencies,
  entries: readonly Buffer[],
  { log, next, arrived }: { readonly log: string; readonly next: number; readonly arrived: number },
): { readonly events: number; readonly rows: readonly IndexRow[] } {
  const rows = new Map<string, IndexRow>();
  let events = 0;
  for (const [at, entry] of entries.entries()) {
    const event = eventIn(entry);
    if (event === undefined) continue;
    events += 1;
    const place = { log, index: next + at, arrived };
    for (const row of rowsOf(event, entry, place, retention, now())) {
      rows.set(`${row.subject}\n${row.at}`, row);
    }
  }
  return { events, rows: [...rows.values()] };
}
