import { eventSourceLosesNothing } from '../../../lib/compliance/rules/event-source-loses-nothing';
import { findIn } from '../../support/rule';

const GOOD = {
  EventSourceArn: { 'Fn::GetAtt': ['Stream', 'Arn'] },
  StartingPosition: 'TRIM_HORIZON',
};
const AUDIT = [{ Key: 'RetentionClass', Value: 'audit' }];

const find = (
  change: Readonly<Record<string, unknown>>,
  { type = 'AWS::Kinesis::Stream', tags = AUDIT }: { type?: string; tags?: readonly object[] } = {},
) =>
  findIn(eventSourceLosesNothing, {
    Subject: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { ...GOOD, ...change } },
    Stream: { Type: type, Properties: { Tags: tags } },
  });

it('takes a mapping that keeps to the defaults of AWS, or says them', () => {
  expect(find({})).toEqual([]);
  expect(
    find({
      ParallelizationFactor: 1,
      MaximumRetryAttempts: -1,
      MaximumRecordAgeInSeconds: -1,
      Enabled: true,
      // It is told what was dropped; what drops are the limits.
      DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:us-east-1:111122223333:q' } },
    }),
  ).toEqual([]);
});

it.each([
  ['StartingPosition', 'LATEST', /is LATEST, expected TRIM_HORIZON: .+ Set it\.$/],
  ['StartingPosition', undefined, /is missing/],
  ['FilterCriteria', { Filters: [] }, /is no literal that a rule can read, expected none/],
  ['MaximumRetryAttempts', 10_000, /is 10000, expected -1: .+ Leave it out\.$/],
  ['MaximumRetryAttempts', 0, /is 0/],
  ['MaximumRetryAttempts', '-1', /no literal/],
  ['MaximumRecordAgeInSeconds', 604_800, /is 604800, expected -1/],
  ['ParallelizationFactor', 2, /is 2, expected 1/],
  ['ParallelizationFactor', { Ref: 'Parameter' }, /no literal/],
  ['Enabled', false, /is false, expected true/],
])('refuses %s %j', (property, value, problem) => {
  expect(find({ [property]: value })).toEqual([expect.stringMatching(problem)]);
});

it('names everything at once', () => {
  expect(find({ StartingPosition: 'LATEST', Enabled: false })).toHaveLength(2);
});

it.each([
  ['a stream of another class', {}, { tags: [{ Key: 'RetentionClass', Value: 'operational' }] }],
  ['a queue', {}, { type: 'AWS::SQS::Queue', tags: [] }],
  ['a queue elsewhere', { EventSourceArn: 'arn:aws:sqs:us-east-1:111122223333:q' }, {}],
])('leaves %s alone', (_, change, options) => {
  expect(find({ ...change, StartingPosition: 'LATEST' }, options)).toBeUndefined();
});

it.each([
  ['a stream that is not of the zone', 'arn:aws:kinesis:us-east-1:111122223333:stream/s'],
  ['one that nobody knows at synth', { Ref: 'Parameter' }],
  ['none', undefined],
])('takes %s for one of audit records', (_, arn) => {
  expect(find({ EventSourceArn: arn, StartingPosition: 'LATEST' })).toHaveLength(1);
});

it('looks at a table of audit records too', () => {
  const table = { type: 'AWS::DynamoDB::Table' };
  expect(find({ MaximumRetryAttempts: 3 }, table)).toHaveLength(1);
});
