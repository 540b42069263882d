import fc from 'fast-check';
import type { PutResult, Retrying } from '../../../../lambda/shared/audit/put-all';
import {
  batches,
  MOST_BYTES,
  MOST_RECORDS,
  PATIENCE,
  putAll,
} from '../../../../lambda/shared/audit/put-all';
import type { AuditRecord } from '../../../../lambda/shared/audit/record';

const record = (size: number, at: number): AuditRecord => ({
  eventId: `e-${String(at)}`,
  bytes: new Uint8Array(size),
  leafHash: new Uint8Array(32),
  partitionKey: 'k'.repeat(43),
  emergency: false,
});
const records = (count: number): readonly AuditRecord[] =>
  Array.from({ length: count }, (_, at) => record(100, at));

function retrying(
  put: (call: readonly AuditRecord[], round: number) => Promise<readonly PutResult[]>,
  fakes: Partial<Retrying> = {},
) {
  const calls: (readonly AuditRecord[])[] = [];
  const sleeps: number[] = [];
  const options: Retrying = {
    stream: {
      async put(call) {
        calls.push(call);
        return put(call, calls.length);
      },
    },
    patience: PATIENCE,
    clock: () => 0,
    sleep: async (milliseconds) => {
      sleeps.push(milliseconds);
    },
    jitter: () => 0.5,
    ...fakes,
  };
  return { calls, sleeps, options };
}

const taken = (call: readonly AuditRecord[]): readonly PutResult[] =>
  call.map(({ eventId }) => ({ shardId: 's', sequenceNumber: eventId }));

test('calls hold what Kinesis takes: all records, once, in their order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 16 * 1024 }), { maxLength: 1200 }), (sizes) => {
      const all = sizes.map(record);
      const calls = batches(all);
      expect(calls.flat()).toEqual(all);
      for (const call of calls) {
        expect(call.length).toBeLessThanOrEqual(MOST_RECORDS);
        const bytes = call.map((one) => one.bytes.length + one.partitionKey.length);
        expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(MOST_BYTES);
      }
    }),
    { numRuns: 30 },
  );
  expect(batches(records(1001)).map((call) => call.length)).toEqual([500, 500, 1]);
  const large = Array.from({ length: 400 }, (_, at) => record(16 * 1024, at));
  expect(batches(large).map((call) => call.length)).toEqual([319, 81]);
});

test('goes on as long as some are taken, until its time is over', async () => {
  let now = 0;
  const { options, calls } = retrying(
    async (call) =>
      call.map(({ eventId }, at) =>
        at === 0 ? { shardId: 's', sequenceNumber: eventId } : { failure: 'Throttled' },
      ),
    { clock: () => now, sleep: async () => void (now += 1000) },
  );
  const outcome = await putAll(records(20), options);
  expect(calls).toHaveLength(11);
  expect(outcome.acknowledged.size).toBe(11);
  expect(outcome.unresolved.map(({ eventId }) => eventId)).toEqual(
    records(20)
      .slice(11)
      .map(({ eventId }) => eventId),
  );
  expect(outcome.failures).toEqual(['Throttled']);
});

test('gives up after as many rounds without any as its patience says', async () => {
  const { options, calls, sleeps } = retrying(async () => {
    throw Object.assign(new Error('made up'), { name: 'TimeoutError' });
  });
  const outcome = await putAll(records(501), options);
  // When a call throws, the stream is not asked for the next batch in that round.
  expect(calls.map((call) => call.length)).toEqual([500, 500, 500, 500]);
  expect(sleeps).toEqual([50, 100, 200]);
  expect(outcome).toMatchObject({ failures: ['TimeoutError'], cause: { name: 'TimeoutError' } });
  expect(outcome.unresolved).toHaveLength(501);
});

test('believes no answer that says nothing of a record', async () => {
  const { options, calls } = retrying(async (call, round) =>
    round === 1 ? taken(call).slice(1) : taken(call),
  );
  const outcome = await putAll(records(2), options);
  // The first answer has one entry for two records: nobody knows for which, so it counts by place.
  expect(outcome.failures).toEqual(['NoAnswer']);
  expect(calls.map((call) => call.length)).toEqual([2, 1]);
});
