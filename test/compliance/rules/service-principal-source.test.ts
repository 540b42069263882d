import { servicePrincipalSource } from '../../../lib/compliance/rules/service-principal-source';
import type { JsonObject } from '../../../lib/compliance/reading/zone-view';
import { findIn } from '../../support/rule';

const ACCOUNT = '111122223333';
const LOGS = `arn:aws:logs:us-east-1:${ACCOUNT}:*`;

const allow = (
  condition: JsonObject | undefined,
  principal: JsonObject = { Service: 'sns.amazonaws.com' },
): JsonObject => ({
  Effect: 'Allow',
  Action: '*',
  Resource: '*',
  Principal: principal,
  ...(condition === undefined ? {} : { Condition: condition }),
});

const findInQueuePolicy = (...statements: readonly JsonObject[]) =>
  findIn(servicePrincipalSource, {
    Subject: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: { PolicyDocument: { Statement: statements } },
    },
    Topic: { Type: 'AWS::SNS::Topic' },
  });
const findInPolicy = (type: string, property: string, statement: JsonObject) =>
  findIn(servicePrincipalSource, {
    Subject: { Type: type, Properties: { [property]: { Statement: [statement] } } },
  });

it.each([
  { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
  { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
  { StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } },
  { StringEquals: { 'kms:CallerAccount': ACCOUNT } },
  { ArnLike: { 'AWS:SourceArn': LOGS } },
  { StringLike: { 'aws:SourceArn': [LOGS, 'arn:aws:s3:::hlz-mercy-landing'] } },
  { ArnEquals: { 'aws:SourceArn': { Ref: 'Topic' } } },
  { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': LOGS } },
])('takes %j', (condition) => {
  expect(findInQueuePolicy(allow(condition))).toEqual([]);
});

it.each([
  [undefined],
  [{}],
  [{ Bool: { 'aws:SecureTransport': 'true' } }],
  [{ StringEqualsIfExists: { 'aws:SourceAccount': ACCOUNT } }],
  [{ 'ForAllValues:StringEquals': { 'aws:SourceAccount': ACCOUNT } }],
  [{ StringNotEquals: { 'aws:SourceAccount': ACCOUNT } }],
  [{ StringLike: { 'aws:SourceAccount': '*' } }],
  [{ StringEquals: { 'aws:SourceAccount': [] } }],
  [{ StringEquals: { 'aws:SourceAccount': [ACCOUNT, { Ref: 'Parameter' }] } }],
  [{ ArnLike: { 'aws:SourceArn': '*' } }],
  [{ ArnLike: { 'aws:SourceArn': [LOGS, 'arn:aws:logs:*:*:*'] } }],
  [{ ArnLike: { 'aws:SourceArn': { Ref: 'Parameter' } } }],
  [{ ArnLike: { 'kms:EncryptionContext:aws:logs:arn': [LOGS, 'arn:aws:logs:*:*:*'] } }],
  // It says through which service, not for whom.
  [{ StringEquals: { 'kms:ViaService': 'sqs.us-east-1.amazonaws.com' } }],
])('refuses %j', (condition) => {
  const tied = allow({ StringEquals: { 'aws:SourceAccount': ACCOUNT } });
  expect(findInQueuePolicy(tied, allow(condition))).toHaveLength(1);
});

it.each([
  ['AWS::KMS::Key', 'KeyPolicy'],
  ['AWS::KMS::ReplicaKey', 'KeyPolicy'],
  ['AWS::S3::BucketPolicy', 'PolicyDocument'],
  ['AWS::SNS::TopicPolicy', 'PolicyDocument'],
  ['AWS::SNS::TopicInlinePolicy', 'PolicyDocument'],
  ['AWS::SQS::QueueInlinePolicy', 'PolicyDocument'],
])('looks at %s', (type, property) => {
  expect(findInPolicy(type, property, allow(undefined))).toHaveLength(1);
});

describe('of EventBridge', () => {
  const events = allow(undefined, { Service: 'events.amazonaws.com' });

  it('asks nothing that it does not send', () => {
    expect(findInPolicy('AWS::SNS::TopicPolicy', 'PolicyDocument', events)).toEqual([]);
    expect(findInPolicy('AWS::KMS::Key', 'KeyPolicy', events)).toEqual([]);
  });

  it('asks what it sends to a queue', () => {
    expect(findInQueuePolicy(events)).toHaveLength(1);
  });

  it('asks the other services of a statement', () => {
    const both = allow(undefined, { Service: ['events.amazonaws.com', 'sns.amazonaws.com'] });
    expect(findInPolicy('AWS::SNS::TopicPolicy', 'PolicyDocument', both)).toHaveLength(1);
  });
});

it('refuses a service that cannot be read', () => {
  const unknown = allow(undefined, { Service: { Ref: 'Parameter' } });
  expect(findInPolicy('AWS::SNS::TopicPolicy', 'PolicyDocument', unknown)).toHaveLength(1);
});

it('refuses a policy that cannot be read', () => {
  const unread = { Type: 'AWS::SQS::QueuePolicy', Properties: { PolicyDocument: { Ref: 'P' } } };
  expect(findIn(servicePrincipalSource, { Subject: unread })).toHaveLength(1);
});

it('does not apply where no service is allowed anything', () => {
  expect(findInQueuePolicy(allow(undefined, { AWS: ACCOUNT }))).toBeUndefined();
  expect(findInQueuePolicy({ ...allow(undefined), Effect: 'Deny' })).toBeUndefined();
});

it('looks at who lets API Gateway call a function, and logs be delivered', () => {
  const permission = (properties: JsonObject) =>
    findIn(servicePrincipalSource, {
      Subject: {
        Type: 'AWS::Lambda::Permission',
        Properties: { Principal: 'apigateway.amazonaws.com', ...properties },
      },
      Api: { Type: 'AWS::ApiGateway::RestApi' },
    });
  const arn = (account: string): unknown => ({
    'Fn::Join': ['', [`arn:aws:execute-api:us-east-1:${account}:`, { Ref: 'Api' }, '/live/*/*']],
  });
  expect(permission({})).toHaveLength(1);
  expect(permission({ SourceArn: arn('*') })).toHaveLength(1);
  expect(permission({ SourceArn: arn(ACCOUNT) })).toEqual([]);
  expect(permission({ SourceAccount: ACCOUNT })).toEqual([]);
  const delivery = { Service: 'delivery.logs.amazonaws.com' };
  expect(
    findInPolicy('AWS::Logs::ResourcePolicy', 'PolicyDocument', allow(undefined, delivery)),
  ).toHaveLength(1);
});

describe('a permission of a function', () => {
  const find = (properties: JsonObject) =>
    findIn(servicePrincipalSource, {
      Subject: {
        Type: 'AWS::Lambda::Permission',
        Properties: { Action: 'lambda:InvokeFunction', ...properties },
      },
    });
  const cognito = { Principal: 'cognito-idp.amazonaws.com' };

  it('names for whom the service calls', () => {
    expect(find({ ...cognito, SourceAccount: ACCOUNT })).toEqual([]);
    expect(find({ ...cognito, SourceArn: LOGS })).toEqual([]);
    expect(find(cognito)).toHaveLength(1);
    expect(find({ ...cognito, SourceArn: 'arn:aws:s3:::*' })).toHaveLength(1);
  });

  it('is none of a service, and not looked at', () => {
    expect(find({ Principal: ACCOUNT })).toBeUndefined();
  });
});
