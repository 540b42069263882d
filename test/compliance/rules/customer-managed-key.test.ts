import { customerManagedKey } from '../../../lib/compliance/rules/customer-managed-key';
import type { JsonObject } from '../../../lib/compliance/reading/zone-view';
import { findIn } from '../../support/rule';

const KEY = { 'Fn::GetAtt': ['Key', 'Arn'] };
const AWS_KEY = 'alias/aws/service';

const find = (type: string, properties: JsonObject) =>
  findIn(customerManagedKey, {
    Subject: { Type: type, Properties: properties },
    Key: { Type: 'AWS::KMS::Key' },
    Cluster: { Type: 'AWS::RDS::DBCluster' },
    Source: { Type: 'AWS::RDS::DBInstance' },
  });

const bucket = (elements: JsonObject = {}, value = 'audit') => ({
  Tags: [{ Key: 'RetentionClass', Value: value }],
  BucketEncryption: {
    ServerSideEncryptionConfiguration: [
      {
        BucketKeyEnabled: true,
        ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KEY },
        ...elements,
      },
    ],
  },
});
const SSE = { SSEEnabled: true, SSEType: 'KMS' };
const DATABASE = {
  StorageEncrypted: true,
  KmsKeyId: KEY,
  ManageMasterUserPassword: true,
  MasterUserSecret: { KmsKeyId: KEY },
};

it.each<[string, JsonObject]>([
  ['AWS::SQS::Queue', { KmsMasterKeyId: KEY }],
  ['AWS::SNS::Topic', { KmsMasterKeyId: 'alias/hlz/mercy/messaging' }],
  ['AWS::Kinesis::Stream', { StreamEncryption: { EncryptionType: 'KMS', KeyId: KEY } }],
  [
    'AWS::KinesisFirehose::DeliveryStream',
    {
      DeliveryStreamEncryptionConfigurationInput: { KeyType: 'CUSTOMER_MANAGED_CMK', KeyARN: KEY },
    },
  ],
  ['AWS::DynamoDB::Table', { SSESpecification: { ...SSE, KMSMasterKeyId: KEY } }],
  [
    'AWS::DynamoDB::GlobalTable',
    { SSESpecification: SSE, Replicas: [{ SSESpecification: { KMSMasterKeyId: KEY } }] },
  ],
  ['AWS::Logs::LogGroup', { KmsKeyId: KEY }],
  ['AWS::Backup::BackupVault', { EncryptionKeyArn: KEY }],
  ['AWS::Backup::LogicallyAirGappedBackupVault', { EncryptionKeyArn: KEY }],
  ['AWS::RDS::DBInstance', DATABASE],
  [
    'AWS::RDS::DBInstance',
    {
      ...DATABASE,
      ManageMasterUserPassword: false,
      MasterUserSecret: undefined,
      EnablePerformanceInsights: false,
    },
  ],
  [
    'AWS::RDS::DBInstance',
    { ...DATABASE, EnablePerformanceInsights: true, PerformanceInsightsKMSKeyId: KEY },
  ],
  ['AWS::RDS::DBInstance', { DBClusterIdentifier: { Ref: 'Cluster' } }],
  [
    'AWS::RDS::DBCluster',
    { ...DATABASE, PerformanceInsightsEnabled: true, PerformanceInsightsKmsKeyId: KEY },
  ],
  ['AWS::CloudTrail::Trail', { KMSKeyId: KEY }],
  ['AWS::CloudTrail::EventDataStore', { KmsKeyId: KEY }],
  ['AWS::SecretsManager::Secret', { KmsKeyId: KEY, ReplicaRegions: [{ KmsKeyId: KEY }] }],
  ['AWS::Lambda::Function', { Environment: { Variables: { TABLE: 'name' } }, KmsKeyArn: KEY }],
  ['AWS::EFS::FileSystem', { Encrypted: true, KmsKeyId: KEY }],
  ['AWS::S3::Bucket', bucket()],
  ['AWS::S3::Bucket', bucket({}, 'phi')],
])('takes %s %j', (type, properties) => {
  expect(find(type, properties)).toEqual([]);
});

it.each<[string, JsonObject]>([
  ['AWS::SQS::Queue', {}],
  ['AWS::SQS::Queue', { KmsMasterKeyId: AWS_KEY }],
  ['AWS::SQS::Queue', { KmsMasterKeyId: { Ref: 'Parameter' } }],
  ['AWS::SNS::Topic', { KmsMasterKeyId: AWS_KEY }],
  ['AWS::Kinesis::Stream', {}],
  ['AWS::Kinesis::Stream', { StreamEncryption: { EncryptionType: 'KMS', KeyId: AWS_KEY } }],
  ['AWS::Kinesis::Stream', { StreamEncryption: { KeyId: KEY } }],
  ['AWS::KinesisFirehose::DeliveryStream', { DeliveryStreamType: 'DirectPut' }],
  [
    'AWS::KinesisFirehose::DeliveryStream',
    { DeliveryStreamEncryptionConfigurationInput: { KeyType: 'AWS_OWNED_CMK', KeyARN: KEY } },
  ],
  ['AWS::DynamoDB::Table', {}],
  ['AWS::DynamoDB::Table', { SSESpecification: SSE }],
  [
    'AWS::DynamoDB::Table',
    { SSESpecification: { ...SSE, SSEEnabled: false, KMSMasterKeyId: KEY } },
  ],
  ['AWS::DynamoDB::Table', { SSESpecification: { SSEEnabled: true, KMSMasterKeyId: KEY } }],
  ['AWS::DynamoDB::GlobalTable', { SSESpecification: SSE }],
  [
    'AWS::DynamoDB::GlobalTable',
    { SSESpecification: SSE, Replicas: [{ SSESpecification: { KMSMasterKeyId: KEY } }, {}] },
  ],
  ['AWS::DynamoDB::GlobalTable', { Replicas: [{ SSESpecification: { KMSMasterKeyId: KEY } }] }],
  ['AWS::Logs::LogGroup', {}],
  ['AWS::Backup::BackupVault', {}],
  ['AWS::Backup::LogicallyAirGappedBackupVault', {}],
  ['AWS::RDS::DBInstance', { ...DATABASE, StorageEncrypted: false }],
  ['AWS::RDS::DBInstance', { ...DATABASE, KmsKeyId: AWS_KEY }],
  ['AWS::RDS::DBInstance', { ...DATABASE, MasterUserSecret: undefined }],
  [
    'AWS::RDS::DBInstance',
    { ...DATABASE, ManageMasterUserPassword: { Ref: 'Parameter' }, MasterUserSecret: undefined },
  ],
  ['AWS::RDS::DBInstance', { ...DATABASE, EnablePerformanceInsights: true }],
  [
    'AWS::RDS::DBInstance',
    { DBClusterIdentifier: { Ref: 'Cluster' }, EnablePerformanceInsights: true },
  ],
  ['AWS::RDS::DBInstance', { DBClusterIdentifier: 'some-cluster' }],
  ['AWS::RDS::DBCluster', { ...DATABASE, KmsKeyId: undefined }],
  ['AWS::RDS::DBCluster', { ...DATABASE, PerformanceInsightsEnabled: true }],
  ['AWS::CloudTrail::Trail', {}],
  ['AWS::CloudTrail::EventDataStore', {}],
  ['AWS::SecretsManager::Secret', {}],
  ['AWS::SecretsManager::Secret', { KmsKeyId: KEY, ReplicaRegions: [{ Region: 'us-west-2' }] }],
  ['AWS::Lambda::Function', { Environment: { Variables: { TABLE: 'name' } } }],
  ['AWS::Lambda::Function', { Environment: { Variables: { Ref: 'Parameter' } } }],
  ['AWS::EFS::FileSystem', { KmsKeyId: KEY }],
  ['AWS::EFS::FileSystem', { Encrypted: true }],
  ['AWS::S3::Bucket', {}],
  ['AWS::S3::Bucket', bucket({ BucketKeyEnabled: false })],
  ['AWS::S3::Bucket', bucket({ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } })],
  [
    'AWS::S3::Bucket',
    bucket({ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256', KMSMasterKeyID: KEY } }),
  ],
  ['AWS::S3::Bucket', bucket({ BucketKeyEnabled: false }, 'phi')],
  ['AWS::S3::Bucket', bucket({ BucketKeyEnabled: false }, 'unknown')],
])('refuses %s %j', (type, properties) => {
  expect(find(type, properties)).toHaveLength(1);
});

it.each<[string, JsonObject]>([
  ['AWS::S3::Bucket', { Tags: [{ Key: 'RetentionClass', Value: 'operational' }] }],
  ['AWS::Lambda::Function', {}],
  ['AWS::Lambda::Function', { Environment: { Variables: {} } }],
  ['AWS::KinesisFirehose::DeliveryStream', { DeliveryStreamType: 'KinesisStreamAsSource' }],
  ['AWS::KinesisFirehose::DeliveryStream', { DeliveryStreamType: 'MSKAsSource' }],
])('does not apply to %s %j', (type, properties) => {
  expect(find(type, properties)).toBeUndefined();
});

it('leaves the storage of a read replica to its source, and not what watches it', () => {
  const replica = { SourceDBInstanceIdentifier: { Ref: 'Source' } };
  const watched = { ...replica, EnablePerformanceInsights: true };
  expect(find('AWS::RDS::DBInstance', replica)).toEqual([]);
  expect(find('AWS::RDS::DBInstance', watched)).toHaveLength(1);
  expect(find('AWS::RDS::DBInstance', { SourceDBInstanceIdentifier: 'elsewhere' })).toHaveLength(1);
});

it("wants a key of the zone for patients' data, whose policy rules can read", () => {
  const literal = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const stays = (kept: string) => ({
    KmsMasterKeyId: literal,
    Tags: [{ Key: 'RetentionClass', Value: kept }],
  });
  expect(find('AWS::SQS::Queue', stays('operational'))).toEqual([]);
  expect(find('AWS::SQS::Queue', stays('phi'))).toEqual([
    expect.stringContaining('names a key that is not of the zone'),
  ]);
  expect(find('AWS::RDS::DBInstance', { ...DATABASE, KmsKeyId: literal })).toHaveLength(1);
});

it('refuses a key of another account, whatever is encrypted with it', () => {
  const foreign = 'arn:aws:kms:us-east-1:999988887777:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  expect(find('AWS::SQS::Queue', { KmsMasterKeyId: foreign })).toHaveLength(1);
});
