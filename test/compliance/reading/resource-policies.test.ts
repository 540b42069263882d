import {
  attachedPolicies,
  policyDocuments,
} from '../../../lib/compliance/reading/resource-policies';
import type { JsonObject, ResourceView } from '../../../lib/compliance/reading/zone-view';
import type { Resources } from '../../support/rule';
import { findIn } from '../../support/rule';

const resource = (type: string, properties: JsonObject): ResourceView => ({
  stack: 'Here',
  logicalId: 'Subject',
  path: 'Here/Subject',
  type,
  properties,
  taggable: false,
});
const DOCUMENT = { Statement: [] };
const ORGANIZATION = 'o-a1b2c3d4e5';

it.each([
  ['AWS::KMS::Key', { KeyPolicy: DOCUMENT }],
  ['AWS::KMS::ReplicaKey', { KeyPolicy: DOCUMENT }],
  ['AWS::S3::BucketPolicy', { PolicyDocument: DOCUMENT }],
  ['AWS::S3::AccessPoint', { Policy: DOCUMENT }],
  ['AWS::SQS::QueuePolicy', { PolicyDocument: DOCUMENT }],
  ['AWS::SQS::QueueInlinePolicy', { PolicyDocument: DOCUMENT }],
  ['AWS::SNS::TopicPolicy', { PolicyDocument: DOCUMENT }],
  ['AWS::SNS::TopicInlinePolicy', { PolicyDocument: DOCUMENT }],
  ['AWS::Backup::BackupVault', { AccessPolicy: DOCUMENT }],
  ['AWS::SecretsManager::ResourcePolicy', { ResourcePolicy: DOCUMENT }],
  ['AWS::Kinesis::ResourcePolicy', { ResourcePolicy: DOCUMENT }],
  ['AWS::Logs::ResourcePolicy', { PolicyDocument: DOCUMENT }],
  ['AWS::EFS::FileSystem', { FileSystemPolicy: DOCUMENT }],
  ['AWS::ECR::Repository', { RepositoryPolicyText: DOCUMENT }],
  ['AWS::IAM::Role', { AssumeRolePolicyDocument: DOCUMENT }],
  ['AWS::DynamoDB::Table', { ResourcePolicy: { PolicyDocument: DOCUMENT } }],
  [
    'AWS::DynamoDB::Table',
    { StreamSpecification: { ResourcePolicy: { PolicyDocument: DOCUMENT } } },
  ],
  [
    'AWS::DynamoDB::GlobalTable',
    { Replicas: [{}, { ResourcePolicy: { PolicyDocument: DOCUMENT } }] },
  ],
  [
    'AWS::DynamoDB::GlobalTable',
    {
      Replicas: [{ ReplicaStreamSpecification: { ResourcePolicy: { PolicyDocument: DOCUMENT } } }],
    },
  ],
])('finds the document of %s', (type, properties) => {
  expect(policyDocuments(resource(type, properties))).toEqual([DOCUMENT]);
});

it('finds none where there is none', () => {
  expect(policyDocuments(resource('AWS::KMS::Key', {}))).toEqual([]);
  expect(policyDocuments(resource('AWS::DynamoDB::GlobalTable', { Replicas: [{}] }))).toEqual([]);
  expect(policyDocuments(resource('AWS::EC2::VPC', {}))).toEqual([]);
});

it('writes a permission of a function as a statement', () => {
  const permission = {
    Principal: '*',
    Action: 'lambda:InvokeFunction',
    PrincipalOrgID: ORGANIZATION,
    SourceAccount: '111122223333',
    SourceArn: 'arn',
  };
  expect(policyDocuments(resource('AWS::Lambda::Permission', permission))).toEqual([
    {
      Statement: {
        Effect: 'Allow',
        Principal: '*',
        Action: 'lambda:InvokeFunction',
        Condition: {
          StringEquals: {
            'aws:PrincipalOrgID': ORGANIZATION,
            'aws:SourceAccount': '111122223333',
          },
          ArnLike: { 'aws:SourceArn': 'arn' },
        },
      },
    },
  ]);
  expect(
    policyDocuments(resource('AWS::Lambda::Permission', { Principal: 'sns.amazonaws.com' })),
  ).toMatchObject([{ Statement: { Principal: { Service: 'sns.amazonaws.com' } } }]);
  expect(
    policyDocuments(resource('AWS::Lambda::Permission', { Principal: '111122223333' })),
  ).toMatchObject([{ Statement: { Principal: { AWS: '111122223333' } } }]);
});

it('reads both forms of the policy of an event bus', () => {
  const statement = { Effect: 'Allow', Principal: '*', Action: 'events:PutEvents' };
  const condition = {
    Key: 'aws:PrincipalOrgID',
    Type: 'StringEquals',
    Value: ORGANIZATION,
  };
  expect(
    policyDocuments(resource('AWS::Events::EventBusPolicy', { Statement: statement })),
  ).toEqual([{ Statement: statement }]);
  expect(
    policyDocuments(
      resource('AWS::Events::EventBusPolicy', {
        Action: 'events:PutEvents',
        Principal: '*',
        Condition: condition,
      }),
    ),
  ).toEqual([
    {
      Statement: {
        ...statement,
        Condition: { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } },
      },
    },
  ]);
  expect(
    policyDocuments(resource('AWS::Events::EventBusPolicy', { Principal: '111122223333' })),
  ).toEqual([{ Statement: { Effect: 'Allow', Principal: { AWS: '111122223333' } } }]);
});

describe('attachedPolicies', () => {
  const attached = (resources: Resources): readonly string[] | undefined =>
    findIn(
      {
        name: 'Probe',
        asks: '',
        citations: [''],
        types: 'every',
        find: (subject, zone) => attachedPolicies(zone, subject).map(({ logicalId }) => logicalId),
      },
      resources,
    );
  const topic = { Subject: { Type: 'AWS::SNS::Topic' }, Other: { Type: 'AWS::SNS::Topic' } };

  it('finds those of a topic', () => {
    expect(
      attached({
        ...topic,
        One: {
          Type: 'AWS::SNS::TopicPolicy',
          Properties: { Topics: [{ Ref: 'Other' }, { Ref: 'Subject' }] },
        },
        Two: {
          Type: 'AWS::SNS::TopicInlinePolicy',
          Properties: { TopicArn: { Ref: 'Subject' } },
        },
        Three: { Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: [{ Ref: 'Other' }] } },
        Four: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Subject' }] } },
      }),
    ).toEqual(['One', 'Two']);
  });

  it('finds those of a queue', () => {
    expect(
      attached({
        Subject: { Type: 'AWS::SQS::Queue' },
        One: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Subject' }] } },
        Two: { Type: 'AWS::SQS::QueueInlinePolicy', Properties: { Queue: { Ref: 'Subject' } } },
      }),
    ).toEqual(['One', 'Two']);
  });

  it('finds that of a bucket, also by its name', () => {
    expect(
      attached({
        Subject: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'hlz-mercy-ledger' } },
        One: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Subject' } } },
        Two: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'hlz-mercy-ledger' } },
        Three: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'hlz-mercy-other' } },
      }),
    ).toEqual(['One', 'Two']);
  });

  it('finds none of what has none', () => {
    expect(attached({ Subject: { Type: 'AWS::EC2::VPC' } })).toEqual([]);
  });
});
