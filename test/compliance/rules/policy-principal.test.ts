import { policyPrincipal } from '../../../lib/compliance/rules/policy-principal';
import type { JsonObject } from '../../../lib/compliance/reading/zone-view';
import { findIn } from '../../support/rule';

const ACCOUNT = '111122223333';
const WITHIN = { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } };

const find = (type: string, properties: JsonObject) =>
  findIn(policyPrincipal, {
    Subject: { Type: type, Properties: properties },
    Role: { Type: 'AWS::IAM::Role', Properties: {} },
  });
const findInTopicPolicy = (...statements: readonly JsonObject[]) =>
  find('AWS::SNS::TopicPolicy', { PolicyDocument: { Statement: statements } });
const allow = (elements: JsonObject): JsonObject => ({
  Effect: 'Allow',
  Action: 'sns:Publish',
  Resource: '*',
  ...elements,
});

it.each([
  ['a role of the zone', { Principal: { AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } } }],
  ['a service', { Principal: { Service: 'cloudwatch.amazonaws.com' } }],
  [
    'the account',
    {
      Principal: {
        AWS: {
          'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${ACCOUNT}:root`]],
        },
      },
    },
  ],
  ['everybody of an account', { Principal: '*', Condition: WITHIN }],
  [
    'everybody of an organization',
    {
      Principal: { AWS: '*' },
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    },
  ],
])('lets a policy allow to %s', (_, elements) => {
  expect(findInTopicPolicy(allow(elements))).toEqual([]);
});

it('lets a policy deny to everybody', () => {
  expect(findInTopicPolicy({ ...allow({ Principal: '*' }), Effect: 'Deny' })).toEqual([]);
});

it.each([
  ['everybody', { Principal: '*' }],
  ['everybody, in the other form', { Principal: { AWS: ['*'] } }],
  ['every account with a prefix', { Principal: { AWS: 'arn:aws:iam::1111*:root' } }],
  ['all but some', { NotPrincipal: { AWS: ACCOUNT } }],
  [
    'everybody over TLS',
    {
      Principal: '*',
      Condition: { Bool: { 'aws:SecureTransport': 'true' } },
    },
  ],
  [
    'everybody who does not say otherwise',
    {
      Principal: '*',
      Condition: { StringEqualsIfExists: { 'aws:PrincipalAccount': ACCOUNT } },
    },
  ],
  ['a parameter', { Principal: { AWS: { Ref: 'Parameter' } } }],
])('refuses a policy that allows to %s', (_, elements) => {
  expect(findInTopicPolicy(allow({ Principal: { AWS: ACCOUNT } }), allow(elements))).toHaveLength(
    1,
  );
});

const OPEN = { Statement: [allow({ Principal: '*' })] };

it.each<[string, JsonObject]>([
  ['AWS::KMS::Key', { KeyPolicy: OPEN }],
  ['AWS::KMS::ReplicaKey', { KeyPolicy: OPEN }],
  ['AWS::S3::BucketPolicy', { PolicyDocument: OPEN }],
  ['AWS::SQS::QueuePolicy', { PolicyDocument: OPEN }],
  ['AWS::Backup::BackupVault', { AccessPolicy: OPEN }],
  ['AWS::SecretsManager::ResourcePolicy', { ResourcePolicy: OPEN }],
  ['AWS::Lambda::Permission', { Principal: '*', Action: 'lambda:InvokeFunction' }],
  [
    'AWS::Lambda::Permission',
    { Principal: '*', Action: 'lambda:InvokeFunction', SourceArn: 'arn:aws:s3:::bucket' },
  ],
  ['AWS::DynamoDB::Table', { ResourcePolicy: { PolicyDocument: OPEN } }],
  ['AWS::DynamoDB::GlobalTable', { Replicas: [{ ResourcePolicy: { PolicyDocument: OPEN } }] }],
  ['AWS::Kinesis::ResourcePolicy', { ResourcePolicy: OPEN }],
  ['AWS::Logs::ResourcePolicy', { PolicyDocument: JSON.stringify(OPEN) }],
  ['AWS::Events::EventBusPolicy', { Statement: allow({ Principal: '*' }) }],
  ['AWS::Events::EventBusPolicy', { Principal: '*', Action: 'events:PutEvents' }],
  ['AWS::IAM::Role', { AssumeRolePolicyDocument: OPEN }],
])('looks at %s', (type, properties) => {
  expect(find(type, properties)).toHaveLength(1);
});

it('lets a service call a function', () => {
  const permission = { Action: 'lambda:InvokeFunction', SourceAccount: ACCOUNT };
  expect(
    find('AWS::Lambda::Permission', { ...permission, Principal: 'apigateway.amazonaws.com' }),
  ).toEqual([]);
  expect(
    find('AWS::Lambda::Permission', { ...permission, Principal: 'arn:aws:iam::999988887777:root' }),
  ).toHaveLength(1);
});

it.each([{ PrincipalOrgID: 'o-a1b2c3d4e5' }, { SourceAccount: ACCOUNT }])(
  'lets a function be called by everybody of %j',
  (properties) => {
    expect(
      find('AWS::Lambda::Permission', {
        Principal: '*',
        Action: 'lambda:InvokeFunction',
        ...properties,
      }),
    ).toEqual([]);
  },
);

it('refuses a policy that cannot be read', () => {
  expect(find('AWS::SNS::TopicPolicy', { PolicyDocument: { Ref: 'Parameter' } })).toHaveLength(1);
});

it('does not apply where there is no policy', () => {
  expect(find('AWS::DynamoDB::Table', {})).toBeUndefined();
});
