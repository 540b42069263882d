import fc from 'fast-check';
import { LONGEST_ENTRY } from '../../../../lambda/ledger/format/segment';
import { sha256 } from '../../../../lambda/ledger/tree/hash';
import { memoryStore } from '../support/memory-store';
import { kinesisEvent, LONG_ENOUGH, sealedRecords, sealer } from '../support/sealing';

const hash = (bytes: Uint8Array): string => sha256(bytes).toString('hex');
const MEBIBYTE = 1024 * 1024;

/** Bytes of any length, cheap to make: a few random ones, repeated. */
const long = fc
  .tuple(
    fc.constantFrom(LONGEST_ENTRY - 1, LONGEST_ENTRY, LONGEST_ENTRY + 1, 100_000, MEBIBYTE),
    fc.uint8Array({ minLength: 1, maxLength: 64 }),
  )
  .map(([length, pattern]) => Buffer.alloc(length, pattern));
const record = fc.oneof(
  { weight: 8, arbitrary: fc.uint8Array({ maxLength: 300 }) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(
        '',
        '\n',
        '\n\n',
        '{',
        '{"eventId":"',
        '\u0000',
        '—',
        'hlz-long-record v1 70000 00',
      )
      .map((text) => Buffer.from(text)),
  },
  { weight: 1, arbitrary: long },
);
const stream = fc.array(record, { minLength: 1, maxLength: 12 });

it('seals whatever arrives and gives it back as it was, batch by batch', async () => {
  await fc.assert(
    fc.asyncProperty(stream, fc.array(fc.nat(12), { maxLength: 4 }), async (records, cuts) => {
      const store = memoryStore();
      const { handler } = sealer(store);
      // Batches overlap and come again: whatever their bounds, each record is there once.
      const ends = [
        ...cuts.map((at) => Math.min(at, records.length)).toSorted((a, b) => a - b),
        records.length,
      ];
      for (const [at, end] of ends.entries()) {
        const from = Math.max(0, (ends[at - 1] ?? 0) - 2);
        const batch = records.slice(from, end);
        if (batch.length > 0) await handler(kinesisEvent(batch, { from }), LONG_ENOUGH);
      }
      const sealed = await sealedRecords(store);
      expect(sealed.records.map(hash)).toEqual(records.map(hash));
    }),
    { numRuns: 25 },
  );
});

it('seals a record of nothing, of newlines, and of 1 MiB of anything', async () => {
  const store = memoryStore();
  const records = [
    Buffer.alloc(0),
    Buffer.from('\n'),
    Buffer.from('\r\n\u0000'),
    Buffer.alloc(LONGEST_ENTRY, 1),
    Buffer.alloc(LONGEST_ENTRY + 1, 2),
    Buffer.from(Array.from({ length: MEBIBYTE }, (_, at) => (at * 7919) % 251)),
  ];
  const { handler, lines } = sealer(store);
  await handler(kinesisEvent(records), LONG_ENOUGH);
  expect((await sealedRecords(store)).records).toEqual(records);
  expect(lines).toMatchObject([{ event: 'segment-sealed', records: 6, long: 2 }]);
});
