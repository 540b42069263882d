import {
  isTableBatch,
  readTableRecord,
  sequenceNumberOf,
} from '../../../lambda/shared/table-stream';

/** https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html */
const RECORD = {
  eventID: 'c4ca4238a0b923820dcc509a6f75849b',
  eventName: 'MODIFY',
  eventVersion: '1.1',
  eventSource: 'aws:dynamodb',
  awsRegion: 'us-east-1',
  dynamodb: {
    ApproximateCreationDateTime: 1_479_499_740,
    Keys: { Id: { N: '101' } },
    OldImage: { Id: { S: 'a' }, size: { N: '-1.5' } },
    NewImage: {
      Id: { S: 'a' },
      open: { BOOL: false },
      list: { L: [{ S: 'x' }, { M: { deep: { N: '1' } } }] },
    },
    SequenceNumber: '4421584500000000017450439091',
    SizeBytes: 26,
    StreamViewType: 'NEW_AND_OLD_IMAGES',
  },
};
const changed = (change: object): unknown => ({
  ...RECORD,
  dynamodb: { ...RECORD.dynamodb, ...change },
});

it('reads a record', () => {
  expect(readTableRecord(RECORD)).toEqual({
    id: RECORD.eventID,
    kind: 'MODIFY',
    sequenceNumber: '4421584500000000017450439091',
    at: 1_479_499_740_000,
    before: { Id: 'a', size: -1.5 },
    after: { Id: 'a', open: false, list: ['x', { deep: 1 }] },
  });
});

it('leaves out an image that is not there, and one that no table of ours has', () => {
  const { OldImage: _, ...rest } = RECORD.dynamodb;
  expect(readTableRecord({ ...RECORD, dynamodb: rest })).not.toHaveProperty('before');
  for (const odd of [
    { B: 'AA==' },
    { SS: ['a'] },
    { NULL: true },
    { L: [{ B: 'AA==' }] },
    'text',
  ]) {
    expect(readTableRecord(changed({ NewImage: { Id: { S: 'a' }, odd } }))).not.toHaveProperty(
      'after',
    );
  }
});

it.each([
  ['of another kind', { ...RECORD, eventName: 'DROP' }],
  ['without an id', { ...RECORD, eventID: 1 }],
  ['without a sequence number', changed({ SequenceNumber: undefined })],
  ['without a time', changed({ ApproximateCreationDateTime: 'now' })],
  ['that is nothing', null],
])('does not read a record %s', (_, record) => {
  expect(readTableRecord(record)).toBeUndefined();
});

it('tells a batch of a table from other events', () => {
  expect(isTableBatch({ Records: [RECORD, RECORD] })).toBe(true);
  for (const event of [
    undefined,
    {},
    { Records: [] },
    { Records: RECORD },
    { Records: [RECORD, { ...RECORD, eventSource: 'aws:kinesis' }] },
  ]) {
    expect(isTableBatch(event)).toBe(false);
  }
});

it('says where a batch has to begin again, also of what cannot be read', () => {
  expect(sequenceNumberOf({ dynamodb: { SequenceNumber: '7' } })).toBe('7');
  expect(sequenceNumberOf({})).toBe('');
});
