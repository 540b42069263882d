import { gunzipSync, gzipSync } from 'node:zlib';
import { logOrigin, segmentKey } from '../../../../lambda/ledger/format/layout';
import { formatHeader, parseHeader } from '../../../../lambda/ledger/format/segment-header';
import { buildSegment, EMPTY_LOG, readSegment } from '../../../../lambda/ledger/format/segment';
import { LARGEST_SEGMENT } from '../../../../lambda/ledger/sealer/part';
import type { LedgerStore } from '../../../../lambda/ledger/store';
import { memoryStore } from '../support/memory-store';
import {
  kinesisEvent,
  LONG_ENOUGH,
  PREFIX,
  sealedRecords,
  sealer,
  sequenceNumber,
  SHARD,
} from '../support/sealing';

const events = (from: number, to: number): readonly Buffer[] =>
  Array.from({ length: to - from }, (_, at) => Buffer.from(`{"n":${String(from + at)}}`));

async function sealEvents(store: LedgerStore, from: number, to: number): Promise<void> {
  await sealer(store).handler(kinesisEvent(events(from, to), { from }), LONG_ENOUGH);
}

/** The segment with another edge under its root: what would be appended to it led nowhere. */
function withAnotherEdge(bytes: Buffer): Buffer {
  const [header = '', ...rest] = gunzipSync(bytes).toString('latin1').split('\n');
  const read = parseHeader(header);
  const other = formatHeader({ ...read, edge: read.edge.map(() => Buffer.alloc(32)) });
  return gzipSync(Buffer.from([other, ...rest].join('\n'), 'latin1'));
}

it('seals a batch as one segment and says so in one line', async () => {
  const store = memoryStore();
  const { handler, lines } = sealer(store);
  await handler(kinesisEvent(events(0, 3)), LONG_ENOUGH);
  const bytes = await store.read(segmentKey(SHARD, 0));
  expect(readSegment(bytes).header).toMatchObject({
    origin: `${PREFIX}/${SHARD}`,
    seq: 0,
    start: 0,
    size: 3,
    source: { first: sequenceNumber(0), last: sequenceNumber(2) },
    arrived: { from: 1_700_000_000_123, to: 1_700_000_002_123 },
  });
  expect(lines).toEqual([
    {
      level: 'info',
      event: 'segment-sealed',
      log: SHARD,
      seq: 0,
      start: 0,
      size: 3,
      records: 3,
      long: 0,
      bytes: bytes.length,
    },
  ]);
});

it('lists and reads once in a container, then only writes', async () => {
  const store = memoryStore();
  await sealEvents(store, 0, 2);
  store.calls.length = 0;
  const { handler } = sealer(store);
  for (const from of [2, 4, 6]) {
    await handler(kinesisEvent(events(from, from + 2), { from }), LONG_ENOUGH);
  }
  expect(store.calls.map((call) => call.split(' ')[0])).toEqual([
    'list',
    'read',
    'create',
    'create',
    'create',
  ]);
  expect((await sealedRecords(store)).records).toEqual(events(0, 8));
});

it('adds nothing when a batch comes again, and the rest when it comes with more', async () => {
  const store = memoryStore();
  await sealEvents(store, 0, 3);
  await sealEvents(store, 0, 3);
  expect((await sealedRecords(store)).segments).toBe(1);
  await sealEvents(store, 1, 5);
  const { records, segments } = await sealedRecords(store);
  expect(records).toEqual(events(0, 5));
  expect(segments).toBe(2);
});

it('compares sequence numbers as numbers', async () => {
  const store = memoryStore();
  const { handler } = sealer(store);
  const [record] = kinesisEvent(events(0, 1)).Records;
  const withNumber = (number: string) => ({
    Records: [
      {
        ...record,
        eventID: `${SHARD}:${number}`,
        kinesis: { ...record?.kinesis, sequenceNumber: number },
      },
    ],
  });
  await handler(withNumber('9'), LONG_ENOUGH);
  await handler(withNumber('10'), LONG_ENOUGH);
  expect((await sealedRecords(store)).records).toHaveLength(2);
});

it('reads the head again when another writer was first', async () => {
  const store = memoryStore();
  const { handler, lines } = sealer(store);
  await handler(kinesisEvent(events(0, 1)), LONG_ENOUGH);
  await sealEvents(store, 0, 3);
  await handler(kinesisEvent(events(1, 5), { from: 1 }), LONG_ENOUGH);
  expect((await sealedRecords(store)).records).toEqual(events(0, 5));
  expect(lines.map(({ event }) => event)).toEqual([
    'segment-sealed',
    'seal-retried',
    'segment-sealed',
  ]);
});

it('finds its own write whose acknowledgement was lost', async () => {
  const store = memoryStore();
  let lost = 0;
  const { handler } = sealer({
    ...store,
    async create(key, bytes) {
      const outcome = await store.create(key, bytes);
      lost += 1;
      if (lost === 1) throw new Error('socket hang up');
      return outcome;
    },
  });
  await handler(kinesisEvent(events(0, 3)), LONG_ENOUGH);
  await handler(kinesisEvent(events(3, 4), { from: 3 }), LONG_ENOUGH);
  const { records, segments } = await sealedRecords(store);
  expect(records).toEqual(events(0, 4));
  expect(segments).toBe(2);
});

it('gives up after some rounds, with the cause, so that Lambda gives the batch again', async () => {
  const store = memoryStore();
  const pauses: number[] = [];
  const { handler, lines } = sealer(
    { ...store, create: () => Promise.reject(new Error('no route')) },
    {
      sleep: (milliseconds) => {
        pauses.push(milliseconds);
        return Promise.resolve();
      },
    },
  );
  await expect(handler(kinesisEvent(events(0, 3)), LONG_ENOUGH)).rejects.toMatchObject({
    name: 'NotSealedError',
    message: expect.stringContaining(SHARD) as string,
    cause: new Error('no route'),
  });
  expect(lines.filter(({ event }) => event === 'seal-retried')).toHaveLength(6);
  expect(pauses).toEqual([100, 200, 400, 800, 1600]);
});

it('begins no further round when the time is short', async () => {
  const store = memoryStore();
  const { handler, lines } = sealer({ ...store, create: () => Promise.reject(new Error('slow')) });
  const context = { getRemainingTimeInMillis: () => 5000 };
  await expect(handler(kinesisEvent(events(0, 1)), context)).rejects.toMatchObject({
    name: 'NotSealedError',
  });
  expect(lines).toHaveLength(1);
});

it('splits what is too large for one segment', async () => {
  const store = memoryStore();
  const { handler } = sealer(store);
  const large = [1, 2, 3, 4, 5].map((byte) => Buffer.alloc(LARGEST_SEGMENT / 2 - 1, byte));
  await handler(kinesisEvent(large), LONG_ENOUGH);
  const { records, segments } = await sealedRecords(store);
  expect(segments).toBe(3);
  expect(records.every((record, at) => record.equals(large[at] ?? Buffer.alloc(0)))).toBe(true);
});

it('seals a record that is larger than a segment should be by itself', async () => {
  const store = memoryStore();
  const large = Buffer.alloc(LARGEST_SEGMENT + 1, 7);
  await sealer(store).handler(kinesisEvent([large, ...events(0, 1)]), LONG_ENOUGH);
  expect((await sealedRecords(store)).segments).toBe(2);
});

it('keeps logs of shards apart', async () => {
  const store = memoryStore();
  const { handler } = sealer(store);
  const child = 'shardId-000000000001';
  await handler(kinesisEvent(events(0, 2)), LONG_ENOUGH);
  await handler(kinesisEvent(events(0, 3), { shard: child }), LONG_ENOUGH);
  await handler(kinesisEvent(events(2, 4), { from: 2 }), LONG_ENOUGH);
  expect((await sealedRecords(store)).records).toEqual(events(0, 4));
  expect((await sealedRecords(store, child)).records).toEqual(events(0, 3));
});

describe('a newest segment that cannot be what was written', () => {
  const other = memoryStore();
  beforeAll(() =>
    sealer(other, { prefix: 'other.hlz/1/x' }).handler(kinesisEvent(events(0, 2)), LONG_ENOUGH),
  );

  it.each([
    ['changed', (bytes: Buffer) => bytes.subarray(0, -9)],
    ['changed', withAnotherEdge],
    ['foreign', () => other.objects.get(segmentKey(SHARD, 0)) ?? Buffer.alloc(0)],
  ])('stops the log and is told: %s', async (fault, change) => {
    const store = memoryStore();
    await sealEvents(store, 0, 2);
    const key = segmentKey(SHARD, 0);
    store.objects.set(key, change(await store.read(key)));
    const { handler, lines } = sealer(store);
    await expect(
      handler(kinesisEvent(events(2, 3), { from: 2 }), LONG_ENOUGH),
    ).rejects.toMatchObject({ name: 'LedgerFormatError', fault });
    expect(lines).toEqual([
      expect.objectContaining({ level: 'error', event: 'seal-refused', log: SHARD, fault }),
    ]);
    expect(store.objects.size).toBe(1);
  });

  it('is told when it stands in another place', async () => {
    const store = memoryStore();
    await sealEvents(store, 0, 2);
    store.objects.set(segmentKey(SHARD, 7), await store.read(segmentKey(SHARD, 0)));
    await expect(sealEvents(store, 2, 3)).rejects.toMatchObject({ fault: 'broken-chain' });
  });
});

it('seals nothing after a segment from the spool, which says not how far the stream is sealed', async () => {
  const store = memoryStore();
  const origin = logOrigin(PREFIX, SHARD);
  const record = { data: Buffer.from('a'), arrivedAt: 0 };
  const { bytes } = buildSegment(origin, EMPTY_LOG, [record], { spooled: ['ledger/spool/a'] });
  store.objects.set(segmentKey(SHARD, 0), bytes);
  const { handler, lines } = sealer(store);
  await expect(handler(kinesisEvent([Buffer.from('b')]), LONG_ENOUGH)).rejects.toMatchObject({
    fault: 'changed',
  });
  expect(lines).toMatchObject([{ event: 'seal-refused', log: SHARD, fault: 'changed' }]);
});
