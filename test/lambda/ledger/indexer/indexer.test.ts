import { logOrigin, segmentKey } from '../../../../lambda/ledger/format/layout';
import { coveredFrom, readCoverage } from '../../../../lambda/ledger/index/coverage';
import { readPointer } from '../../../../lambda/ledger/index/pointer';
import type { IndexRow } from '../../../../lambda/ledger/index/row';
import { DAY_MS } from '../../../../lambda/ledger/index/row';
import { LEDGER_TABLES } from '../../../../lambda/ledger/index/tables';
import type { IndexerDependencies } from '../../../../lambda/ledger/indexer/create-handler';
import { createHandler } from '../../../../lambda/ledger/indexer/create-handler';
import { VIEW } from '../../support/audit-events';
import { memoryTable } from '../../support/memory-table';
import { bytesOf, stored } from '../support/events';
import { memoryStore } from '../support/memory-store';
import {
  kinesisEvent,
  LONG_ENOUGH,
  PREFIX,
  recordingLogger,
  sealer,
  SHARD,
} from '../support/sealing';

const OTHER = 'shardId-000000000007';
const NOW = 1_700_000_000_000;

function indexing(more: Partial<IndexerDependencies> = {}) {
  const store = memoryStore();
  const table = memoryTable(LEDGER_TABLES.index);
  const rows: IndexRow[] = [];
  const { log, lines } = recordingLogger();
  const handler = createHandler({
    store,
    table,
    writer: {
      write: async (some) => {
        rows.push(...some);
      },
    },
    prefix: PREFIX,
    retention: { auditDays: 2192, indexDays: 90 },
    now: () => NOW,
    log,
    ...more,
  });
  const pointer = async (log: string) => readPointer(table, logOrigin(PREFIX, log));
  return { store, table, rows, lines, handler, pointer };
}

const view = (n: number): Buffer => bytesOf(stored(VIEW, n));

it('indexes what is sealed, passes over what is no event, and says what it did', async () => {
  const { store, rows, lines, handler, pointer, table } = indexing();
  await sealer(store).handler(kinesisEvent([view(0), Buffer.from('x'), view(1)]), LONG_ENOUGH);
  store.objects.set('ledger/segments/other/999999999999999', Buffer.from('not ours'));
  await handler({}, LONG_ENOUGH);
  expect(rows.map(({ subject, index }) => [subject.slice(0, 1), index])).toEqual([
    ['e', 0],
    ['p', 0],
    ['a', 0],
    ['e', 2],
    ['p', 2],
    ['a', 2],
  ]);
  expect(lines).toEqual([
    expect.objectContaining({ event: 'index-run', logs: 1, events: 2, rows: 6, skipped: 1 }),
  ]);
  expect(await pointer(SHARD)).toEqual({ next: 3, segment: 3 });
  const coverage = await readCoverage(table);
  expect(coverage && coveredFrom(coverage, NOW)).toBe(NOW - 90 * DAY_MS);

  await handler({}, LONG_ENOUGH);
  expect(rows).toHaveLength(6);
  await sealer(store).handler(kinesisEvent([view(2)], { from: 10 }), LONG_ENOUGH);
  await handler({}, LONG_ENOUGH);
  expect(rows.slice(6).map(({ index }) => index)).toEqual([3, 3, 3]);
});

it('stops in the middle of a segment when its time is over, and goes on there', async () => {
  let left = 0;
  const { store, rows, lines, handler, pointer } = indexing({ leavesAtOnce: 2 });
  await sealer(store).handler(kinesisEvent([0, 1, 2, 3, 4].map(view)), LONG_ENOUGH);
  const context = {
    getRemainingTimeInMillis: () => {
      left -= 1;
      return left < 0 ? 0 : 60_000;
    },
  };
  for (const [next, calls] of [
    [2, 2],
    [4, 2],
    [5, 2],
  ] as const) {
    left = calls;
    await handler({}, context);
    expect((await pointer(SHARD)).next).toBe(next);
  }
  expect(rows.filter(({ subject }) => subject.startsWith('e/'))).toHaveLength(5);
  expect(lines.map(({ unfinished }) => unfinished)).toEqual([1, 1, 1]);
});

it('leaves time for the other logs', async () => {
  let now = 0;
  const { store, handler, pointer } = indexing({
    leavesAtOnce: 1,
    writer: {
      write: async () => {
        now += 5000;
      },
    },
  });
  const { handler: seal } = sealer(store);
  await seal(kinesisEvent(Array.from({ length: 40 }, (_, n) => view(n))), LONG_ENOUGH);
  await seal(kinesisEvent([view(50), view(51)], { shard: OTHER }), LONG_ENOUGH);
  await handler({}, { getRemainingTimeInMillis: () => 60_000 - now });
  expect((await pointer(SHARD)).next).toBe(5);
  expect((await pointer(OTHER)).next).toBe(2);
});

it('passes no segment that is not what was written, and indexes the other logs', async () => {
  const { store, rows, lines, handler, pointer } = indexing();
  const { handler: seal } = sealer(store);
  await seal(kinesisEvent([view(0)]), LONG_ENOUGH);
  await seal(kinesisEvent([view(1)], { shard: OTHER }), LONG_ENOUGH);
  store.objects.set(segmentKey(SHARD, 0), Buffer.from('rubbish'));
  await handler({}, LONG_ENOUGH);
  expect(lines.map(({ event }) => event)).toEqual(['index-refused', 'index-run']);
  expect(lines[1]).toMatchObject({ refused: 1, unfinished: 1, failed: 0, events: 1 });
  expect((await pointer(SHARD)).next).toBe(0);
  expect(new Set(rows.map(({ log }) => log))).toEqual(new Set([OTHER]));
});

it('throws when a call failed, once the other logs are done', async () => {
  let calls = 0;
  const { store, lines, handler, pointer } = indexing({
    writer: {
      write: async () => {
        calls += 1;
        if (calls === 1) throw new Error('throttled');
      },
    },
  });
  const { handler: seal } = sealer(store);
  await seal(kinesisEvent([view(0)]), LONG_ENOUGH);
  await seal(kinesisEvent([view(1)], { shard: OTHER }), LONG_ENOUGH);
  await expect(handler({}, LONG_ENOUGH)).rejects.toMatchObject({ name: 'IndexRunError' });
  expect(lines.map(({ event }) => event)).toEqual(['index-failed', 'index-run']);
  expect((await pointer(SHARD)).next).toBe(0);
  expect((await pointer(OTHER)).next).toBe(1);
});

it('says nothing of a patient or a person in its log', async () => {
  const { store, lines, handler } = indexing({
    writer: { write: async () => Promise.reject(new Error('down')) },
  });
  await sealer(store).handler(kinesisEvent([view(0)]), LONG_ENOUGH);
  await expect(handler({}, LONG_ENOUGH)).rejects.toThrow('could not be indexed');
  const said = JSON.stringify(lines);
  for (const id of [VIEW.patient, VIEW.actor.id, VIEW.actor.session, VIEW.resource.ref]) {
    expect(said).not.toContain(id);
  }
});
