import fc from 'fast-check';
import { readSealerEvent } from '../../../../lambda/ledger/sealer/event';
import { memoryStore } from '../support/memory-store';
import { kinesisEvent, LONG_ENOUGH, sealer, SHARD } from '../support/sealing';

const batch = kinesisEvent([Buffer.from('a'), Buffer.from('b')]);
const [first, second] = batch.Records;
const withRecord = (fields: object) => ({ Records: [first, { ...second, ...fields }] });
const withKinesis = (fields: object) => withRecord({ kinesis: { ...second?.kinesis, ...fields } });

it('reads a batch of one shard', () => {
  expect(readSealerEvent(batch)).toMatchObject({
    kind: 'stream',
    log: SHARD,
    records: [
      { data: Buffer.from('a'), arrivedAt: 1_700_000_000_123 },
      { data: Buffer.from('b'), arrivedAt: 1_700_000_001_123 },
    ],
  });
});

it('reads the event of the schedule', () => {
  expect(readSealerEvent({ spool: true })).toEqual({ kind: 'spool' });
});

const REFUSED: readonly (readonly [string, unknown, RegExp])[] = [
  ['nothing', undefined, /has no Records/],
  ['a text', 'Records', /has no Records/],
  ['no records', { Records: [] }, /has no Records/],
  ['a spool that is not true', { spool: 'true' }, /has no Records/],
  ['a spool and more', { spool: true, Records: batch.Records.slice(0, 0) }, /has no Records/],
  ['another source', withRecord({ eventSource: 'aws:sqs' }), /Record 1 .*aws:kinesis/],
  ['no shard', withRecord({ eventID: '123' }), /Record 1 .*shardId-/],
  [
    'another shard',
    withRecord({ eventID: `shardId-000000000001:${second?.kinesis.sequenceNumber ?? ''}` }),
    /one shard/,
  ],
  [
    'a folder for a shard',
    withRecord({ eventID: `shardId-00000000000/:1` }),
    /Record 1 .*shardId-/,
  ],
  [
    'another sequence number',
    withKinesis({ sequenceNumber: '1' }),
    /sequenceNumber of its eventID/,
  ],
  ['no data', withKinesis({ data: undefined }), /data in base64/],
  ['data that is not base64', withKinesis({ data: 'a' }), /data in base64/],
  ['no time', withKinesis({ approximateArrivalTimestamp: 'now' }), /approximateArrivalTimestamp/],
  ['a time before 1970', withKinesis({ approximateArrivalTimestamp: -1 }), /approximateArrival/],
  ['the same record twice', { Records: [first, first] }, /does not come after/],
  ['the wrong order', { Records: [second, first] }, /does not come after/],
];

it.each(REFUSED)('refuses %s before anything is written', async (_, event, message) => {
  const store = memoryStore();
  await expect(sealer(store).handler(event, LONG_ENOUGH)).rejects.toMatchObject({
    name: 'LedgerEventError',
    message: expect.stringMatching(message) as string,
  });
  expect(store.calls).toEqual([]);
});

it('answers any event with a batch or a clear error', () => {
  fc.assert(
    fc.property(fc.anything(), (event) => {
      let name = '';
      try {
        readSealerEvent(event);
      } catch (error) {
        ({ name } = error as Error);
      }
      expect(name).toMatch(/^(?:|LedgerEventError)$/);
    }),
  );
});
