import fc from 'fast-check';
import {
  logOrigin,
  segmentKey,
  SPOOL_LOG,
  spoolKey,
} from '../../../../lambda/ledger/format/layout';
import { buildSegment, EMPTY_LOG } from '../../../../lambda/ledger/format/segment';
import { readPointer } from '../../../../lambda/ledger/index/pointer';
import { eventIn } from '../../../../lambda/ledger/index/read-entry';
import type { IndexRow } from '../../../../lambda/ledger/index/row';
import { indexedIn, itemOf, rowsOf } from '../../../../lambda/ledger/index/row';
import { LEDGER_TABLES } from '../../../../lambda/ledger/index/tables';
import type { IndexerDependencies } from '../../../../lambda/ledger/indexer/create-handler';
import { createHandler } from '../../../../lambda/ledger/indexer/create-handler';
import type { LedgerStore } from '../../../../lambda/ledger/store';
import type { Table } from '../../../../lambda/shared/table';
import { goodDraft } from '../../support/audit-events';
import { memoryTable } from '../../support/memory-table';
import type { Random } from '../model/random';
import { seeded } from '../model/random';
import type { Process } from '../model/scheduler';
import { createScheduler } from '../model/scheduler';
import { bytesOf, EPOCH_START, stored } from '../support/events';
import { memoryStore } from '../support/memory-store';
import { LONG_ENOUGH, PREFIX, recordingLogger } from '../support/sealing';

const RETENTION = { auditDays: 2192, indexDays: 90 };
const NOW = EPOCH_START + 3_600_000;
const LOGS = ['shardId-000000000000', 'shardId-000000000001', SPOOL_LOG];
const SCHEDULES = 150;

Error.stackTraceLimit = 0;

/** Entries of made-up events; some come again in the same or another log, some are no events. */
const EVENTS = fc.sample(goodDraft, { numRuns: 60, seed: 3 }).map((draft, n) => {
  const event = stored(draft, n);
  return { bytes: bytesOf(event), event };
});

interface Ledger {
  readonly objects: Map<string, Buffer>;
  /** What stands in each log, leaf by leaf. */
  readonly leaves: ReadonlyMap<string, readonly Buffer[]>;
}

/** Writes a segment more to a log. */
function grower(random: Random) {
  const objects = new Map<string, Buffer>();
  const leaves = new Map<string, Buffer[]>();
  const heads = new Map(LOGS.map((log) => [log, EMPTY_LOG]));
  let sequence = 1;
  const grow = (): void => {
    const log = random.pick(LOGS);
    const entries = Array.from({ length: 1 + random.below(6) }, () =>
      random.chance(0.15) ? Buffer.from('no event') : random.pick(EVENTS).bytes,
    );
    const head = heads.get(log) ?? EMPTY_LOG;
    const source =
      log === SPOOL_LOG
        ? { spooled: entries.map((_, at) => spoolKey(`x-${String(sequence + at)}`)) }
        : { first: String(sequence), last: String(sequence + entries.length) };
    sequence += entries.length + 1;
    const records = entries.map((data) => ({ data, arrivedAt: NOW }));
    const { bytes, head: next } = buildSegment(logOrigin(PREFIX, log), head, records, source);
    objects.set(segmentKey(log, head.tree.size), bytes);
    heads.set(log, next);
    leaves.set(log, [...(leaves.get(log) ?? []), ...entries]);
  };
  return { ledger: { objects, leaves } satisfies Ledger, grow };
}

const keyOf = ({ subject, at }: IndexRow): string => `${subject} ${at}`;

/** Keys of the rows that some leaves must have. */
function expectedRows(leaves: readonly Buffer[]): ReadonlySet<string> {
  return new Set(
    leaves.flatMap((entry) => {
      const event = eventIn(entry);
      if (event === undefined) return [];
      return rowsOf(event, entry, { log: '', index: 0, arrived: NOW }, RETENTION, NOW).map(keyOf);
    }),
  );
}

const EXPECTED = new Map<Buffer, ReadonlySet<string>>();
function rowsExpected(leaves: readonly Buffer[]): readonly string[] {
  return leaves.flatMap((leaf) => {
    const known = EXPECTED.get(leaf) ?? expectedRows([leaf]);
    EXPECTED.set(leaf, known);
    return [...known];
  });
}

/** Calls of an indexer go through a process, which may stand still, fail or be cut off at each. */
function throughProcess(
  process: Process,
  ledger: Ledger,
  table: Table,
  rows: Map<string, IndexRow>,
): IndexerDependencies {
  const inner: LedgerStore = memoryStore(ledger.objects);
  const settle = async <T>(write: boolean, call: () => Promise<T>): Promise<T> =>
    process.call(write, () => {
      const result = call();
      // Nobody waits for one that lands later.
      result.catch(() => undefined);
      return result;
    });
  return {
    store: {
      ...inner,
      folders: async (prefix) => settle(false, async () => inner.folders(prefix)),
      read: async (key) => settle(false, async () => inner.read(key)),
    },
    table: {
      ...table,
      get: async (key) => settle(false, async () => table.get(key)),
      put: async (item, when) => settle(true, async () => table.put(item, when)),
      update: async (key, change, when) =>
        settle(true, async () => table.update(key, change, when)),
    },
    writer: {
      async write(all) {
        if (new Set(all.map(keyOf)).size < all.length) throw new Error('a key twice in a batch');
        // Two calls: one may arrive without the other.
        const half = Math.ceil(all.length / 2);
        for (const part of [all.slice(0, half), all.slice(half)]) {
          await process.call(true, () => {
            for (const row of part) rows.set(keyOf(row), row);
          });
        }
      },
    },
    prefix: PREFIX,
    retention: RETENTION,
    now: () => NOW,
    leavesAtOnce: 4,
    log: recordingLogger().log,
  };
}

/** Runs indexers against each other, and says what must not have happened. */
async function runSchedule(seed: number): Promise<readonly string[]> {
  const random = seeded(seed);
  const scheduler = createScheduler(random);
  const table = memoryTable(LEDGER_TABLES.index);
  const rows = new Map<string, IndexRow>();
  const { ledger, grow } = grower(random);
  const complaints: string[] = [];
  const pointers = new Map<string, number>();

  const check = async (): Promise<void> => {
    for (const log of LOGS) {
      const { next } = await readPointer(table, logOrigin(PREFIX, log));
      const before = pointers.get(log) ?? 0;
      if (next < before)
        complaints.push(`${log} went back from ${String(before)} to ${String(next)}`);
      if (next === before) continue;
      pointers.set(log, next);
      const leaves = ledger.leaves.get(log) ?? [];
      if (next > leaves.length) complaints.push(`${log} is ahead of what is sealed`);
      if (rowsExpected(leaves.slice(0, next)).some((key) => !rows.has(key))) {
        complaints.push(`${log} passed a row that is not written`);
      }
    }
  };
  const start = async (): Promise<void> =>
    scheduler.start(
      async (process) =>
        createHandler(throughProcess(process, ledger, table, rows))({}, LONG_ENOUGH),
      () => undefined,
    );

  for (let turn = 0; turn < 8; turn += 1) {
    grow();
    if (random.chance(0.6)) grow();
    await start();
    if (random.chance(0.5)) await start();
    for (let steps = random.below(40); steps > 0 && scheduler.waiting() > 0; steps -= 1) {
      await scheduler.step(true);
      if (scheduler.late() > 0 && random.chance(0.2)) scheduler.land();
      await check();
    }
  }
  while (scheduler.late() > 0) scheduler.land();
  await start();
  while (scheduler.waiting() > 0) await scheduler.step(false);
  await check();

  const all = rowsExpected([...ledger.leaves.values()].flat());
  const expected = new Set(all);
  for (const key of expected) if (!rows.has(key)) complaints.push('an event has no row');
  for (const key of rows.keys()) if (!expected.has(key)) complaints.push('a row has no event');
  for (const row of rows.values()) {
    const { event, ...place } = indexedIn(itemOf(row));
    const leaf = ledger.leaves.get(place.log)?.[place.index];
    if (leaf === undefined || !leaf.equals(bytesOf(event))) complaints.push('a row is misplaced');
  }
  for (const log of LOGS) {
    const { next } = await readPointer(table, logOrigin(PREFIX, log));
    if (next !== (ledger.leaves.get(log)?.length ?? 0)) complaints.push(`${log} is not through`);
  }
  return complaints;
}

it('has one row a subject for every event, and no pointer ahead of them, in every schedule', async () => {
  const failures: string[] = [];
  for (let seed = 1; seed <= SCHEDULES && failures.length < 5; seed += 1) {
    const found = await runSchedule(seed);
    if (found.length > 0) failures.push(`seed ${String(seed)}: ${[...new Set(found)].join('; ')}`);
  }
  expect(failures).toEqual([]);
}, 60_000);
