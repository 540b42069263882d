import { HEARTBEAT_MS } from '../../../../lambda/ledger/checkpointer/zone';
import {
  checkpointKey,
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
  await store.create(spoolKey('a-0'), Buffer.from('a'));
  await store.create(spoolKey('a-1'), Buffer.from('b'));
  await sealer(store).handler({ spool: true }, LONG_ENOUGH);
  await store.create(spoolKey('a-2'), Buffer.from('c'));
  const { handler, lines } = checkpointer(store);
  await handler({}, LONG_ENOUGH);
  expect(lines.at(-1)).toMatchObject({ signed: 1, unsealedSpool: 1 });
  await sealer(store).handler({ spool: true }, LONG_ENOUGH);
  await handler({}, LONG_ENOUGH);
  expect(lines.at(-1)).toMatchObject({ unsealedSpool: 0 });
  expect((await sizes(store)).at(-1)).toEqual({ spool: 3 });
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
