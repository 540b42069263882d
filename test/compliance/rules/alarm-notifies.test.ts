import { alarmNotifies } from '../../../lib/compliance/rules/alarm-notifies';
import type { Resources } from '../../support/rule';
import { findIn, PRODUCTION } from '../../support/rule';

const CLOUDWATCH = { Service: 'cloudwatch.amazonaws.com' };
const ALARM = {
  AlarmActions: [{ Ref: 'Topic' }],
  TreatMissingData: 'breaching',
  AlarmDescription: 'Nothing is sealed: docs/runbooks/ledger.md#behind',
};
const use = (change: object = {}) => ({
  Effect: 'Allow',
  Principal: CLOUDWATCH,
  Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
  Resource: '*',
  ...change,
});
const publish = (change: object = {}) => ({
  Effect: 'Allow',
  Principal: CLOUDWATCH,
  Action: 'sns:Publish',
  Resource: { Ref: 'Topic' },
  ...change,
});

const find = ({
  alarm = {},
  key = use(),
  topic = { KmsMasterKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } },
  policy = { Topics: [{ Ref: 'Topic' }], PolicyDocument: { Statement: [publish()] } },
  others = {},
}: {
  readonly alarm?: object;
  readonly key?: object;
  readonly topic?: object;
  readonly policy?: object;
  readonly others?: Resources;
} = {}) =>
  findIn(alarmNotifies, {
    Subject: { Type: 'AWS::CloudWatch::Alarm', Properties: { ...ALARM, ...alarm } },
    Topic: { Type: 'AWS::SNS::Topic', Properties: { ...topic } },
    Queue: { Type: 'AWS::SQS::Queue' },
    Alias: { Type: 'AWS::KMS::Alias', Properties: { TargetKeyId: { Ref: 'Key' } } },
    Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: key } } },
    Policy: { Type: 'AWS::SNS::TopicPolicy', Properties: { ...policy } },
    ...others,
  });

it.each([
  {},
  { alarm: { ActionsEnabled: true, AlarmDescription: 'See docs/runbooks/ledger.md.' } },
  { alarm: { AlarmActions: [{ Ref: 'Topic' }, 'arn:aws:automate:us-east-1:ec2:reboot'] } },
  { key: use({ Action: 'kms:*' }) },
  { key: use({ Principal: { Service: ['s3.amazonaws.com', 'cloudwatch.amazonaws.com'] } }) },
  { key: [use({ Action: 'kms:Decrypt' }), use({ Action: 'kms:GenerateDataKey*' })] },
  { topic: { KmsMasterKeyId: { Ref: 'Alias' } } },
  // Not encrypted: another rule says so.
  { topic: {} },
  { policy: { Topics: [{ Ref: 'Topic' }], PolicyDocument: { Statement: publish() } } },
])('takes %j', (zone) => {
  expect(find(zone)).toEqual([]);
});

it('reaches topics, keys and policies of another stack', () => {
  const found = findIn(
    alarmNotifies,
    {
      Subject: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: { ...ALARM, AlarmActions: [{ 'Fn::ImportValue': 'There:Topic' }] },
      },
    },
    {
      elsewhere: {
        Topic: {
          Type: 'AWS::SNS::Topic',
          Properties: { KmsMasterKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } },
        },
        Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: [use()] } } },
        Policy: {
          Type: 'AWS::SNS::TopicPolicy',
          Properties: {
            Topics: [{ Ref: 'Topic' }],
            PolicyDocument: { Statement: [publish()] },
          },
        },
      },
      exports: { 'There:Topic': { Ref: 'Topic' } },
    },
  );
  expect(found).toEqual([]);
});

const NO_TOPIC = 'AlarmActions has no topic of the zone';
const KEY = 'The key of Topic does not let cloudwatch.amazonaws.com use it';
const POLICY = 'No policy of Topic lets cloudwatch.amazonaws.com send to it';
const RUNBOOK = 'AlarmDescription names no runbook';

it.each([
  [{ alarm: { ActionsEnabled: false } }, 'ActionsEnabled is false'],
  [{ alarm: { ActionsEnabled: { Ref: 'Parameter' } } }, 'ActionsEnabled is no literal'],
  [{ alarm: { AlarmActions: undefined } }, NO_TOPIC],
  [{ alarm: { AlarmActions: [] } }, NO_TOPIC],
  [{ alarm: { AlarmActions: [{ Ref: 'Queue' }] } }, NO_TOPIC],
  [{ alarm: { AlarmActions: ['arn:aws:sns:us-east-1:111122223333:x'] } }, NO_TOPIC],
  [{ alarm: { AlarmActions: { Ref: 'Parameter' } } }, NO_TOPIC],
  [{ alarm: { TreatMissingData: undefined } }, 'TreatMissingData is missing'],
  [{ alarm: { TreatMissingData: { Ref: 'Parameter' } } }, 'TreatMissingData is no literal'],
  [{ alarm: { AlarmDescription: undefined } }, RUNBOOK],
  [{ alarm: { AlarmDescription: 'docs/ledger.md' } }, RUNBOOK],
  [{ alarm: { AlarmDescription: 'docs/runbooks/ledger.mdx' } }, RUNBOOK],
  [{ alarm: { AlarmDescription: { Ref: 'Parameter' } } }, RUNBOOK],
  [{ key: use({ Effect: 'Deny' }) }, KEY],
  [{ key: use({ Principal: { Service: 'events.amazonaws.com' } }) }, KEY],
  [{ key: use({ Principal: { AWS: '*' } }) }, KEY],
  [{ key: use({ Action: 'kms:Decrypt' }) }, KEY],
  [{ key: use({ Action: 'kms:GenerateDataKey*' }) }, KEY],
  [{ key: use({ Principal: undefined, NotPrincipal: CLOUDWATCH }) }, KEY],
  [{ topic: { KmsMasterKeyId: 'alias/aws/sns' } }, KEY],
  [{ topic: { KmsMasterKeyId: { Ref: 'Parameter' } } }, KEY],
  [{ policy: {} }, POLICY],
  [{ policy: { Topics: [], PolicyDocument: { Statement: [publish()] } } }, POLICY],
  [{ policy: { Topics: [{ Ref: 'Topic' }], PolicyDocument: { Ref: 'Parameter' } } }, POLICY],
])('refuses %j', (zone, problem) => {
  expect(find(zone)).toEqual([expect.stringContaining(problem)]);
});

it.each([
  { Action: 'sns:Subscribe' },
  { Effect: 'Deny' },
  { Principal: { Service: 's3.amazonaws.com' } },
  { Resource: { Ref: 'Queue' } },
])('refuses the topic policy %j', (change) => {
  const policy = {
    Topics: [{ Ref: 'Topic' }],
    PolicyDocument: { Statement: [publish(change)] },
  };
  expect(find({ policy })).toEqual([expect.stringContaining(POLICY)]);
});

it('looks at every topic', () => {
  const zone = {
    alarm: { AlarmActions: [{ Ref: 'Topic' }, { Ref: 'Silent' }] },
    others: { Silent: { Type: 'AWS::SNS::Topic' } },
  };
  expect(find(zone)).toEqual([expect.stringContaining('No policy of Silent')]);
});

describe('of a topic', () => {
  const alarm = (action: unknown) => ({
    Type: 'AWS::CloudWatch::Alarm',
    Properties: { AlarmActions: [action] },
  });
  const subscription = (properties: object = {}) => ({
    Type: 'AWS::SNS::Subscription',
    Properties: {
      TopicArn: { Ref: 'Subject' },
      Protocol: 'email',
      Endpoint: 'x@example.org',
      ...properties,
    },
  });
  const findTopic = (others: Resources, topic: object = {}, permanent = true) =>
    findIn(
      alarmNotifies,
      {
        Subject: { Type: 'AWS::SNS::Topic', Properties: { ...topic } },
        Other: { Type: 'AWS::SNS::Topic' },
        ...others,
      },
      { expectations: { ...PRODUCTION, permanent } },
    );
  const ALARMS = { One: alarm({ Ref: 'Subject' }), Two: alarm({ Ref: 'Subject' }) };

  it('takes one with a subscriber', () => {
    expect(findTopic({ ...ALARMS, Subscription: subscription() })).toEqual([]);
    expect(findTopic(ALARMS, { Subscription: [{ Protocol: 'email' }] })).toEqual([]);
  });

  it.each<[string, Resources]>([
    ['no subscriber', {}],
    ['a subscriber of another topic', { S: subscription({ TopicArn: { Ref: 'Other' } }) }],
    ['a subscriber of any topic', { S: subscription({ TopicArn: { Ref: 'Parameter' } }) }],
    ['a subscriber to other messages', { S: subscription({ FilterPolicy: { kind: ['x'] } }) }],
  ])('refuses one with %s, once for all of its alarms', (_, others) => {
    expect(findTopic({ ...ALARMS, ...others })).toEqual([
      expect.stringContaining('2 alarms end here'),
    ]);
  });

  it('refuses subscriptions that are none', () => {
    expect(findTopic(ALARMS, { Subscription: [] })).toHaveLength(1);
    expect(findTopic(ALARMS, { Subscription: { Ref: 'Parameter' } })).toHaveLength(1);
  });

  it('does not apply to one without alarms, nor in a sandbox', () => {
    expect(findTopic({ One: alarm({ Ref: 'Other' }) })).toBeUndefined();
    expect(findTopic(ALARMS, {}, false)).toBeUndefined();
  });
});
