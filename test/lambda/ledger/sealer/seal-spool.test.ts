import { segmentKey, SPOOL_LOG, spoolKey } from '../../../../lambda/ledger/format/layout';
import { readSegment } from '../../../../lambda/ledger/format/segment';
import type { MemoryStore } from '../support/memory-store';
import { memoryStore } from '../support/memory-store';
import { LONG_ENOUGH, sealedRecords, sealer } from '../support/sealing';

const SPOOL_EVENT = { spool: true };

async function spool(store: MemoryStore, ...ids: readonly string[]): Promise<void> {
  for (const id of ids) await store.create(spoolKey(id), Buffer.from(`{"eventId":"${id}"}`));
}

it('seals each object of the spool as one leaf, and names it', async () => {
  const store = memoryStore();
  await spool(store, 'b-0', 'a-7');
  const { handler, lines } = sealer(store);
  await handler(SPOOL_EVENT, LONG_ENOUGH);
  const { header } = readSegment(await store.read(segmentKey(SPOOL_LOG, 0)));
  expect(header.source).toEqual({ spooled: [spoolKey('a-7'), spoolKey('b-0')] });
  expect(header.arrived).toEqual({ from: 1_700_000_000_000, to: 1_700_000_000_000 });
  expect((await sealedRecords(store, SPOOL_LOG)).records.map(String)).toEqual([
    '{"eventId":"a-7"}',
    '{"eventId":"b-0"}',
  ]);
  expect(lines).toMatchObject([{ event: 'segment-sealed', log: 'spool', records: 2 }]);
});

it('seals what came since, whatever its name', async () => {
  const store = memoryStore();
  const { handler } = sealer(store);
  for (const id of ['m-0', 'a-0', 'z-0']) {
    await spool(store, id);
    await handler(SPOOL_EVENT, LONG_ENOUGH);
  }
  await spool(store, 'b-0', 'y-0');
  await sealer(store).handler(SPOOL_EVENT, LONG_ENOUGH);
  const { records, segments } = await sealedRecords(store, SPOOL_LOG);
  expect(records.map(String)).toEqual(
    ['m-0', 'a-0', 'z-0', 'b-0', 'y-0'].map((id) => `{"eventId":"${id}"}`),
  );
  expect(segments).toBe(4);
});

it('lists once when there is nothing to do', async () => {
  const store = memoryStore();
  await spool(store, 'a-0');
  const { handler } = sealer(store);
  await handler(SPOOL_EVENT, LONG_ENOUGH);
  store.calls.length = 0;
  await handler(SPOOL_EVENT, LONG_ENOUGH);
  expect(store.calls).toEqual(['list ledger/spool/']);
});

it('seals once what two sealers see', async () => {
  const store = memoryStore();
  await spool(store, 'a-0', 'b-0');
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
  await spool(store, ...Array.from({ length: 1200 }, (_, at) => `a-${String(at)}`));
  await sealer(store).handler(SPOOL_EVENT, LONG_ENOUGH);
  expect(await sealedRecords(store, SPOOL_LOG)).toMatchObject({ segments: 3 });

  await spool(store, ...Array.from({ length: 100 }, (_, at) => `b-${String(at)}`));
  const short = sealer(store).handler(SPOOL_EVENT, { getRemainingTimeInMillis: () => 1000 });
  await expect(short).rejects.toMatchObject({ name: 'NotSealedError' });
  expect((await sealedRecords(store, SPOOL_LOG)).records.length).toBe(1216);
});
