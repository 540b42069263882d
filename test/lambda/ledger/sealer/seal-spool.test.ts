import fc from 'fast-check';
import { LedgerCallError } from '../../../../lambda/ledger/errors';
import { segmentKey, SPOOL_LOG, spoolKey } from '../../../../lambda/ledger/format/layout';
import { readSegment } from '../../../../lambda/ledger/format/segment';
import type { MemoryStore } from '../support/memory-store';
import { memoryStore } from '../support/memory-store';
import { idOf, LONG_ENOUGH, sealedRecords, sealer } from '../support/sealing';

const SPOOL_EVENT = { spool: true };

async function spool(store: MemoryStore, ...ids: readonly string[]): Promise<void> {
  for (const id of ids) await store.create(spoolKey(id), Buffer.from(`{"eventId":"${id}"}`));
}

it('seals each object of the spool as one leaf, and names it', async () => {
  const store = memoryStore();
  await spool(store, idOf('b', 0), idOf('a', 7));
  const { handler, lines } = sealer(store);
  await handler(SPOOL_EVENT, LONG_ENOUGH);
  const { header } = readSegment(await store.read(segmentKey(SPOOL_LOG, 0)));
  expect(header.source).toEqual({ spooled: [spoolKey(idOf('a', 7)), spoolKey(idOf('b', 0))] });
  expect(header.arrived).toEqual({ from: 1_700_000_000_000, to: 1_700_000_000_000 });
  expect((await sealedRecords(store, SPOOL_LOG)).records.map(String)).toEqual([
    `{"eventId":"${idOf('a', 7)}"}`,
    `{"eventId":"${idOf('b', 0)}"}`,
  ]);
  expect(lines).toMatchObject([{ event: 'segment-sealed', log: 'spool', records: 2 }]);
});

it('seals what came since, whatever its name', async () => {
  const store = memoryStore();
  const { handler } = sealer(store);
  for (const id of [idOf('m', 0), idOf('a', 0), idOf('z', 0)]) {
    await spool(store, id);
    await handler(SPOOL_EVENT, LONG_ENOUGH);
  }
  await spool(store, idOf('b', 0), idOf('y', 0));
  await sealer(store).handler(SPOOL_EVENT, LONG_ENOUGH);
  const { records, segments } = await sealedRecords(store, SPOOL_LOG);
  expect(records.map(String)).toEqual(
    [idOf('m', 0), idOf('a', 0), idOf('z', 0), idOf('b', 0), idOf('y', 0)].map(
      (id) => `{"eventId":"${id}"}`,
    ),
  );
  expect(segments).toBe(4);
});

it('lists once when there is nothing to do', async () => {
  const store = memoryStore();
  await spool(store, idOf('a', 0));
  const { handler } = sealer(store);
  await handler(SPOOL_EVENT, LONG_ENOUGH);
  store.calls.length = 0;
  await handler(SPOOL_EVENT, LONG_ENOUGH);
  expect(store.calls).toEqual(['list ledger/spool/']);
});

it('seals once what two sealers see', async () => {
  const store = memoryStore();
  await spool(store, idOf('a', 0), idOf('b', 0));
  const others = sealer(store).handler;
  let raced = false;
  const { handler, lines } = sealer({
    ...store,
    async create(key, bytes) {
      if (!raced) {
        raced = true;
        await others(SPOOL_EVENT, LONG_ENOUGH);
      }
      return store.create(key, bytes);
    },
  });
  await handler(SPOOL_EVENT, LONG_ENOUGH);
  expect((await sealedRecords(store, SPOOL_LOG)).records).toHaveLength(2);
  expect(lines.map(({ event }) => event)).toEqual(['seal-retried']);
});

it('seals thousands, some at a time, as far as the time goes', async () => {
  const store = memoryStore();
  await spool(store, ...Array.from({ length: 1200 }, (_, at) => idOf('a', at)));
  await sealer(store).handler(SPOOL_EVENT, LONG_ENOUGH);
  expect(await sealedRecords(store, SPOOL_LOG)).toMatchObject({ segments: 3 });

  await spool(store, ...Array.from({ length: 100 }, (_, at) => idOf('b', at)));
  const short = sealer(store).handler(SPOOL_EVENT, { getRemainingTimeInMillis: () => 1000 });
  await expect(short).rejects.toMatchObject({ name: 'NotSealedError' });
  expect((await sealedRecords(store, SPOOL_LOG)).records.length).toBe(1216);
});

/** A spool of which some objects cannot be read, as one under a key that nobody has. */
function denying(store: MemoryStore, denied: (key: string) => boolean): MemoryStore {
  return {
    ...store,
    async read(key, options) {
      if (!denied(key)) return store.read(key, options);
      throw new LedgerCallError(
        's3:GetObject',
        key,
        Object.assign(new Error('no'), { name: 'AccessDenied' }),
      );
    },
  };
}

it.each([
  ['is denied', 'AccessDenied', Buffer.from('{}')],
  ['is longer than any event', 'longer than 16384 bytes', Buffer.alloc(16_385)],
])('seals what stands beside an object that %s, and tells of it once', async (_, why, bytes) => {
  const store = memoryStore();
  const odd = spoolKey(idOf('c', 0));
  await spool(store, idOf('a', 0), idOf('z', 0));
  await store.create(odd, bytes);
  const { handler, lines } = sealer(denying(store, (key) => key === odd && bytes.length === 2));
  await handler(SPOOL_EVENT, LONG_ENOUGH);
  expect((await sealedRecords(store, SPOOL_LOG)).records).toHaveLength(2);
  expect(lines).toEqual([
    expect.objectContaining({ event: 'segment-sealed', records: 2 }),
    {
      level: 'error',
      event: 'spool-unreadable',
      objects: 1,
      key: odd,
      problem: expect.stringContaining(why) as string,
    },
  ]);
  await spool(store, idOf('d', 0));
  await handler(SPOOL_EVENT, LONG_ENOUGH);
  expect((await sealedRecords(store, SPOOL_LOG)).records).toHaveLength(3);
});

it('reads no segment of its log twice', async () => {
  const store = memoryStore();
  const { handler } = sealer(store);
  for (const letter of ['a', 'b', 'c', 'd']) {
    await spool(store, idOf(letter, 0));
    await handler(SPOOL_EVENT, LONG_ENOUGH);
  }
  const reads = store.calls.filter((call) => call.startsWith('read ledger/segments/'));
  expect(reads.toSorted()).toEqual([...new Set(reads)].toSorted());
  expect(reads).toHaveLength(3);
});

const object = fc.record({
  name: fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.constantFrom('a', 'b', 'z'), fc.nat(9))
        .map(([letter, n]) => idOf(letter, n)),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom('', '0', 'x/y', `${idOf('a', 1)} `, idOf('a', 1).slice(1), '..'),
    },
  ),
  bytes: fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.constantFrom(16_384, 16_385, 2 ** 20).map((length) => new Uint8Array(length)),
  ),
  denied: fc.boolean(),
});

it('seals each event that can be read once, whatever else is in the spool', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(object, { maxLength: 20 }), { maxLength: 4 }),
      async (calls) => {
        const store = memoryStore();
        const denied = new Set<string>();
        const { handler } = sealer(denying(store, (key) => denied.has(key)));
        for (const objects of calls) {
          for (const { name, bytes, denied: no } of objects) {
            const outcome = await store.create(spoolKey(name), Buffer.from(bytes));
            if (outcome === 'created' && no) denied.add(spoolKey(name));
          }
          await handler(SPOOL_EVENT, LONG_ENOUGH);
        }
        const good = [...store.objects].filter(
          ([key, bytes]) =>
            /^ledger\/spool\/[abz]{21}A-\d$/.test(key) &&
            bytes.length <= 16_384 &&
            !denied.has(key),
        );
        const { records } = await sealedRecords(store, SPOOL_LOG);
        const hex = (list: readonly Buffer[]) =>
          list.map((bytes) => bytes.toString('hex')).toSorted();
        expect(hex(records)).toEqual(hex(good.map(([, bytes]) => bytes)));
      },
    ),
    { numRuns: 50 },
  );
});
