import { HEARTBEAT_MS } from '../../../../lambda/ledger/checkpointer/zone';
import {
  checkpointKey,
  segmentKey,
  spoolKey,
  zoneCheckpointKey,
} from '../../../../lambda/ledger/format/layout';
import { parseCheckpoint } from '../../../../lambda/ledger/note/checkpoint';
import { openNote } from '../../../../lambda/ledger/note/signed-note';
import { rootOf } from '../../../../lambda/ledger/tree/tree-head';
import { checkpointer, KEY, NOON, zoneCheckpoints } from '../support/checkpointing';
import type { MemoryStore } from '../support/memory-store';
import { memoryStore } from '../support/memory-store';
import {
  idOf,
  kinesisEvent,
  LONG_ENOUGH,
  PREFIX,
  sealedRecords,
  sealer,
  SHARD,
} from '../support/sealing';

const CHILD = 'shardId-000000000001';

/** A segment of each of these sizes. */
async function seal(store: MemoryStore, shard: string, ...sizes: readonly number[]): Promise<void> {
  const { handler } = sealer(store);
  let from = (await sealedRecords(store, shard)).head.tree.size;
  for (const size of sizes) {
    const data = Array.from({ length: size }, (_, at) =>
      Buffer.from(`${shard} ${String(from + at)}`),
    );
    await handler(kinesisEvent(data, { shard, from }), LONG_ENOUGH);
    from += size;
  }
}

const sizes = async (store: MemoryStore) =>
  (await zoneCheckpoints(store)).map(({ logs }) =>
    Object.fromEntries(logs.map(({ origin, size }) => [origin.slice(PREFIX.length + 1), size])),
  );

it('signs a zone without logs, then each log that grew and the zone', async () => {
  const store = memoryStore();
  const { handler, lines } = checkpointer(store);
  await handler({}, LONG_ENOUGH);
  await seal(store, SHARD, 2, 3);
  await seal(store, CHILD, 1);
  await handler({}, LONG_ENOUGH);
  await seal(store, SHARD, 4);
  await handler({}, LONG_ENOUGH);
  expect(await sizes(store)).toEqual([{}, { [SHARD]: 5, [CHILD]: 1 }, { [SHARD]: 9, [CHILD]: 1 }]);
  const { head } = await sealedRecords(store);
  const [, , zone] = await zoneCheckpoints(store);
  expect(zone).toMatchObject({ number: 2, time: '2026-11-25T12:00:00.000Z' });
  expect(zone?.logs[0]).toEqual({
    origin: `${PREFIX}/${SHARD}`,
    size: 9,
    root: rootOf(head.tree),
    head: head.hash,
  });
  const note = openNote(await store.read(checkpointKey(SHARD, 9)), KEY.verifier);
  expect(parseCheckpoint(note.text)).toEqual({
    origin: `${PREFIX}/${SHARD}`,
    size: 9,
    root: rootOf(head.tree),
  });
  expect(lines.filter(({ event }) => event === 'checkpoint-signed')).toEqual([
    { level: 'info', event: 'checkpoint-signed', log: CHILD, size: 1, segments: 1 },
    { level: 'info', event: 'checkpoint-signed', log: SHARD, size: 5, segments: 2 },
    { level: 'info', event: 'checkpoint-signed', log: SHARD, size: 9, segments: 1 },
  ]);
  expect(lines.at(-1)).toEqual({
    level: 'info',
    event: 'checkpoint-run',
    logs: 2,
    signed: 1,
    refused: 0,
    failed: 0,
    unsignedSegments: 0,
    unsealedSpool: 0,
    zoneNumber: 2,
    zoneSigned: true,
  });
});

it('signs nothing while nothing grows, but the zone once an hour', async () => {
  const store = memoryStore();
  let time = NOON;
  const { handler } = checkpointer(store, { now: () => time });
  await seal(store, SHARD, 1);
  for (const minutes of [0, 1, 59, 60, 61, 119, 120]) {
    time = NOON + minutes * 60_000;
    await handler({}, LONG_ENOUGH);
  }
  expect((await zoneCheckpoints(store)).map(({ number, time }) => [number, time])).toEqual([
    [0, '2026-11-25T12:00:00.000Z'],
    [1, '2026-11-25T13:00:00.000Z'],
    [2, '2026-11-25T14:00:00.000Z'],
  ]);
  expect(HEARTBEAT_MS).toBe(3_600_000);
});

it('never gives a zone checkpoint an earlier time than the one before', async () => {
  const store = memoryStore();
  await checkpointer(store).handler({}, LONG_ENOUGH);
  await seal(store, SHARD, 1);
  await checkpointer(store, { now: () => NOON - 5000 }).handler({}, LONG_ENOUGH);
  expect((await zoneCheckpoints(store)).map(({ time }) => Date.parse(time))).toEqual([NOON, NOON]);
});

it('reads no more than what is new, once it knows the log', async () => {
  const store = memoryStore();
  await seal(store, SHARD, 1, 1, 1);
  const { handler } = checkpointer(store);
  await handler({}, LONG_ENOUGH);
  await seal(store, SHARD, 1);
  store.calls.length = 0;
  await handler({}, LONG_ENOUGH);
  expect(store.calls.filter((call) => call.startsWith('read ledger/segments'))).toHaveLength(1);
  store.calls.length = 0;
  await handler({}, LONG_ENOUGH);
  expect(store.calls.map((call) => call.replace(/9{5,}\d*/, '<number>'))).toEqual([
    'list ledger/zone/',
    'read ledger/zone/<number>',
    'folders ledger/segments/',
    `list ledger/segments/${SHARD}/`,
    'list ledger/spool/',
  ]);
});

it('goes on from what a run left that went no further than the log', async () => {
  const store = memoryStore();
  await seal(store, SHARD, 2);
  await checkpointer(store).handler({}, LONG_ENOUGH);
  await seal(store, SHARD, 2);
  const cutOff = checkpointer({
    ...store,
    create: (key, bytes) =>
      key.includes('/zone/') ? Promise.reject(new Error('cut off')) : store.create(key, bytes),
  });
  await expect(cutOff.handler({}, LONG_ENOUGH)).rejects.toThrow('cut off');
  expect(store.objects.has(checkpointKey(SHARD, 4))).toBe(true);
  await checkpointer(store).handler({}, LONG_ENOUGH);
  await seal(store, SHARD, 1);
  await checkpointer(store).handler({}, LONG_ENOUGH);
  expect(await sizes(store)).toEqual([{ [SHARD]: 2 }, { [SHARD]: 4 }, { [SHARD]: 5 }]);
});

it('puts its lines beside those of a run that was faster, and turns none back', async () => {
  const store = memoryStore();
  await seal(store, SHARD, 2);
  await checkpointer(store).handler({}, LONG_ENOUGH);
  await seal(store, SHARD, 1);
  await seal(store, CHILD, 1);
  let raced = false;
  const slow = checkpointer({
    ...store,
    async create(key, bytes) {
      if (key.includes('/zone/') && !raced) {
        raced = true;
        await seal(store, SHARD, 5);
        await checkpointer(store).handler({}, LONG_ENOUGH);
        // The slow run has seen nothing of this one, and must keep it.
        await seal(store, 'shardId-000000000002', 1);
        await checkpointer(store).handler({}, LONG_ENOUGH);
      }
      return store.create(key, bytes);
    },
  });
  await slow.handler({}, LONG_ENOUGH);
  expect((await sizes(store)).at(-1)).toEqual({
    [SHARD]: 8,
    [CHILD]: 1,
    'shardId-000000000002': 1,
  });
  expect(slow.lines.at(-1)).toMatchObject({ zoneNumber: 2, zoneSigned: false });
  expect((await zoneCheckpoints(store)).map(({ number }) => number)).toEqual([0, 1, 2]);
});

it('knows its zone checkpoint whose acknowledgement was lost', async () => {
  const store = memoryStore();
  await seal(store, SHARD, 2);
  const { handler, lines } = checkpointer({
    ...store,
    async create(key, bytes) {
      const outcome = await store.create(key, bytes);
      if (key.includes('/zone/')) throw new Error('socket hang up');
      return outcome;
    },
  });
  await handler({}, LONG_ENOUGH);
  expect(await sizes(store)).toEqual([{ [SHARD]: 2 }]);
  expect(lines.map(({ event }) => event)).toEqual([
    'checkpoint-signed',
    'zone-retried',
    'checkpoint-run',
  ]);
});

it('goes on from what is signed, not from what it has seen in a run that failed', async () => {
  const store = memoryStore();
  let down = false;
  const { handler, lines } = checkpointer({
    ...store,
    create: (key, bytes) =>
      down && key.includes('/zone/')
        ? Promise.reject(new Error('timed out'))
        : store.create(key, bytes),
  });
  await seal(store, SHARD, 2);
  await handler({}, LONG_ENOUGH);
  await seal(store, SHARD, 3);
  down = true;
  await expect(handler({}, LONG_ENOUGH)).rejects.toThrow('timed out');
  down = false;
  await handler({}, LONG_ENOUGH);
  expect(await sizes(store)).toEqual([{ [SHARD]: 2 }, { [SHARD]: 5 }]);
  expect(lines.filter(({ event }) => event === 'checkpoint-refused')).toEqual([]);
});

it('signs a backlog run by run, at the ends of segments, the quick logs first', async () => {
  const store = memoryStore();
  await seal(store, SHARD, 1, 2, 3);
  await seal(store, CHILD, 1);
  const hurried = { getRemainingTimeInMillis: () => 10_000 };
  const { handler, lines } = checkpointer(store);
  await handler({}, hurried);
  expect(lines.at(-1)).toMatchObject({ signed: 2, unsignedSegments: 2 });
  await handler({}, hurried);
  await handler({}, LONG_ENOUGH);
  expect(await sizes(store)).toEqual([
    { [SHARD]: 1, [CHILD]: 1 },
    { [SHARD]: 3, [CHILD]: 1 },
    { [SHARD]: 6, [CHILD]: 1 },
  ]);
  expect(lines.at(-1)).toMatchObject({ signed: 1, unsignedSegments: 0 });
});

it('finds its way in a log of more segments than one list gives', async () => {
  const store = memoryStore();
  await seal(store, SHARD, ...Array.from({ length: 120 }, () => 1));
  const { handler, lines } = checkpointer(store);
  await handler({}, { getRemainingTimeInMillis: () => 10_000 });
  expect(lines.at(-1)).toMatchObject({ unsignedSegments: 119 });
  await handler({}, LONG_ENOUGH);
  expect((await sizes(store)).at(-1)).toEqual({ [SHARD]: 120 });
});

it('counts what is in the spool and not sealed', async () => {
  const store = memoryStore();
  await store.create(spoolKey(idOf('a', 0)), Buffer.from('a'));
  await store.create(spoolKey(idOf('a', 1)), Buffer.from('b'));
  await sealer(store).handler({ spool: true }, LONG_ENOUGH);
  await store.create(spoolKey(idOf('a', 2)), Buffer.from('c'));
  const { handler, lines } = checkpointer(store);
  await handler({}, LONG_ENOUGH);
  expect(lines.at(-1)).toMatchObject({ signed: 1, unsealedSpool: 1 });
  await sealer(store).handler({ spool: true }, LONG_ENOUGH);
  await handler({}, LONG_ENOUGH);
  expect(lines.at(-1)).toMatchObject({ unsealedSpool: 0 });
  expect((await sizes(store)).at(-1)).toEqual({ spool: 3 });
});

it('counts an event that cannot be sealed for ever, and no object that is no event', async () => {
  const store = memoryStore();
  await store.create(spoolKey(idOf('a', 0)), Buffer.from('a'));
  await store.create(spoolKey(idOf('a', 1)), Buffer.alloc(16_385));
  await store.create(spoolKey('nothing-of-ours'), Buffer.from('b'));
  await sealer(store).handler({ spool: true }, LONG_ENOUGH);
  const { handler, lines } = checkpointer(store);
  await handler({}, LONG_ENOUGH);
  expect((await sizes(store)).at(-1)).toEqual({ spool: 1 });
  expect(lines.at(-1)).toMatchObject({ unsealedSpool: 1 });
});

it('tells a call that failed from a log that is wrong, signs the others, and throws', async () => {
  const store = memoryStore();
  await seal(store, SHARD, 1);
  await seal(store, CHILD, 1);
  const { handler, lines } = checkpointer({
    ...store,
    read: (key) => (key.includes(CHILD) ? Promise.reject(new Error('slow down')) : store.read(key)),
  });
  await expect(handler({}, LONG_ENOUGH)).rejects.toMatchObject({ name: 'CheckpointRunError' });
  expect(await sizes(store)).toEqual([{ [SHARD]: 1 }]);
  expect(lines).toContainEqual({
    level: 'error',
    event: 'checkpoint-failed',
    log: CHILD,
    problem: 'Error: slow down',
  });
  expect(lines.at(-1)).toMatchObject({ failed: 1, refused: 0, unsignedSegments: 1 });
});

it('keeps no zone checkpoint that does not follow the number in its key', async () => {
  const store = memoryStore();
  await checkpointer(store).handler({}, LONG_ENOUGH);
  store.objects.set(zoneCheckpointKey(4), await store.read(zoneCheckpointKey(0)));
  const { handler, lines } = checkpointer(store);
  await expect(handler({}, LONG_ENOUGH)).rejects.toMatchObject({ fault: 'broken-chain' });
  expect(lines).toMatchObject([
    { event: 'checkpoint-refused', log: 'zone', fault: 'broken-chain' },
  ]);
});

describe('a long backlog', () => {
  /** Segments that nobody can follow, up to a leaf. */
  function pile(store: MemoryStore, log: string, from: number, to: number): void {
    for (let start = from; start < to; start += 1) {
      store.objects.set(segmentKey(log, start), Buffer.from('no segment'));
    }
  }

  /** What a run asks of the store: calls, and keys in its lists. */
  async function costOf(segments: number): Promise<{ calls: number; listed: number }> {
    const store = memoryStore();
    await seal(store, SHARD, 1);
    await seal(store, CHILD, 2);
    await checkpointer(store).handler({}, LONG_ENOUGH);
    pile(store, SHARD, 1, segments);
    await seal(store, CHILD, 3);
    let listed = 0;
    store.calls.length = 0;
    const { handler, lines } = checkpointer({
      ...store,
      async *keys(prefix, options) {
        for await (const key of store.keys(prefix, options)) {
          listed += 1;
          yield key;
        }
      },
    });
    await handler({}, LONG_ENOUGH);
    expect(lines).toContainEqual(
      expect.objectContaining({ event: 'checkpoint-refused', log: SHARD, fault: 'changed' }),
    );
    expect((await sizes(store)).at(-1)).toEqual({ [SHARD]: 1, [CHILD]: 5 });
    expect(lines.at(-1)).toMatchObject({ unsignedSegments: Math.min(segments - 1, 1000) });
    return { calls: store.calls.length, listed };
  }

  it('of a refused log costs a run no more, and the other log is signed', async () => {
    const short = await costOf(1001);
    expect(await costOf(100_000)).toEqual(short);
    expect(short.listed).toBeLessThan(1020);
  });

  it('takes no more than its share of the time, and leaves the zone its own', async () => {
    const logs = Array.from({ length: 30 }, (_, at) => `shardId-0000000001${String(at + 10)}`);
    const store = memoryStore();
    for (const log of logs) await seal(store, log, ...Array.from({ length: 20 }, () => 1));
    let left = 60_000;
    const slowly = async <T>(call: () => Promise<T>): Promise<T> => {
      left -= 200;
      return call();
    };
    const { handler, lines } = checkpointer({
      ...store,
      async *keys(prefix, options) {
        left -= 200;
        yield* store.keys(prefix, options);
      },
      read: (key) => slowly(() => store.read(key)),
      create: (key, bytes) => slowly(() => store.create(key, bytes)),
    });
    await handler({}, { getRemainingTimeInMillis: () => left });
    expect(left).toBeGreaterThan(0);
    expect(lines.at(-1)).toMatchObject({ event: 'checkpoint-run', zoneSigned: true });
    const [zone] = await sizes(store);
    expect(Object.keys(zone ?? {}).length).toBeGreaterThan(20);
    const [first = 0] = Object.values(zone ?? {});
    expect(first).toBeLessThan(20);
  });
});
