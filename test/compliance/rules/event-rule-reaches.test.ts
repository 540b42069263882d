import { eventRuleReaches } from '../../../lib/compliance/rules/event-rule-reaches';
import { findIn } from '../../support/rule';

const EVENTS = { Service: 'events.amazonaws.com' };
const KEY_OF = { KmsMasterKeyId: { Ref: 'Key' } };
const DEAD_LETTERS = { DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['Queue', 'Arn'] } } };
const TO_FUNCTION = { Id: 'a', Arn: { 'Fn::GetAtt': ['Handler', 'Arn'] }, ...DEAD_LETTERS };
const TO_TOPIC = { Id: 'b', Arn: { Ref: 'Topic' }, ...DEAD_LETTERS };
const allow = (
  action: string | readonly string[],
  resource: unknown,
  principal: object = EVENTS,
) => ({
  Statement: [{ Effect: 'Allow', Principal: principal, Action: action, Resource: resource }],
});

const find = ({
  rule = {},
  targets = [TO_FUNCTION, TO_TOPIC],
  keyUser = EVENTS,
  publisher = EVENTS,
  sender = EVENTS,
}: {
  readonly rule?: object;
  readonly targets?: unknown;
  readonly keyUser?: object;
  readonly publisher?: object;
  readonly sender?: object;
} = {}) =>
  findIn(eventRuleReaches, {
    Subject: { Type: 'AWS::Events::Rule', Properties: { Targets: targets, ...rule } },
    Handler: { Type: 'AWS::Lambda::Function' },
    Topic: { Type: 'AWS::SNS::Topic', Properties: KEY_OF },
    TopicPolicy: {
      Type: 'AWS::SNS::TopicPolicy',
      Properties: {
        Topics: [{ Ref: 'Topic' }],
        PolicyDocument: allow('sns:Publish', { Ref: 'Topic' }, publisher),
      },
    },
    Queue: { Type: 'AWS::SQS::Queue' },
    QueuePolicy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'Queue' }],
        PolicyDocument: allow('sqs:SendMessage', { 'Fn::GetAtt': ['Queue', 'Arn'] }, sender),
      },
    },
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        KeyPolicy: allow(['kms:Decrypt', 'kms:GenerateDataKey*'], '*', keyUser),
      },
    },
  });

it.each([
  {},
  { rule: { State: 'ENABLED' } },
  { rule: { State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' } },
  // The key is of the topic only.
  { targets: [TO_FUNCTION], keyUser: { Service: 'sns.amazonaws.com' } },
])('takes %j', (zone) => {
  expect(find(zone)).toEqual([]);
});

it.each([
  [{ rule: { State: 'DISABLED' } }, 'State is DISABLED'],
  [{ rule: { State: { Ref: 'Parameter' } } }, 'State is no literal'],
  [{ targets: [] }, 'Targets is empty or cannot be read'],
  [{ targets: { Ref: 'Parameter' } }, 'Targets is empty or cannot be read'],
  [{ targets: [TO_FUNCTION, 'x'] }, 'Targets is empty or cannot be read'],
  [
    { targets: [TO_FUNCTION, { ...TO_FUNCTION, DeadLetterConfig: undefined }] },
    'Target 2: DeadLetterConfig names no queue',
  ],
  [
    { targets: [{ ...TO_FUNCTION, DeadLetterConfig: { Arn: { Ref: 'Topic' } } }] },
    'Target 1: DeadLetterConfig names no queue',
  ],
  [
    { targets: [{ ...TO_FUNCTION, DeadLetterConfig: { Arn: 'arn:aws:sqs:x:111122223333:y' } }] },
    'Target 1: DeadLetterConfig names no queue',
  ],
  [
    { targets: [TO_TOPIC], keyUser: { Service: 'cloudwatch.amazonaws.com' } },
    'Target 1: The key of Topic does not let events.amazonaws.com use it',
  ],
  [
    { targets: [TO_TOPIC], publisher: { Service: 'cloudwatch.amazonaws.com' } },
    'Target 1: No policy of Topic lets events.amazonaws.com send to it',
  ],
  [
    { targets: [TO_FUNCTION], sender: { Service: 'sns.amazonaws.com' } },
    'Target 1: No policy of Queue lets events.amazonaws.com send to it',
  ],
])('refuses %j', (zone, problem) => {
  expect(find(zone)).toEqual([expect.stringContaining(problem)]);
});

describe('a schedule', () => {
  const findSchedule = (change: object) =>
    findIn(eventRuleReaches, {
      Subject: {
        Type: 'AWS::Scheduler::Schedule',
        Properties: { Target: TO_FUNCTION, ...change },
      },
      Handler: { Type: 'AWS::Lambda::Function' },
      // It sends with its role: no policy of the queue names the service.
      Queue: { Type: 'AWS::SQS::Queue', Properties: KEY_OF },
      Key: { Type: 'AWS::KMS::Key' },
    });

  it('is on, and what it cannot deliver lands in a queue', () => {
    expect(findSchedule({})).toEqual([]);
    expect(findSchedule({ State: 'ENABLED' })).toEqual([]);
  });

  it.each([
    [{ State: 'DISABLED' }, 'State is DISABLED'],
    [{ Target: undefined }, 'Targets is empty or cannot be read'],
    [
      { Target: { ...TO_FUNCTION, DeadLetterConfig: undefined } },
      'DeadLetterConfig names no queue',
    ],
  ])('refuses %j', (change, problem) => {
    expect(findSchedule(change)).toEqual([expect.stringContaining(problem)]);
  });
});
