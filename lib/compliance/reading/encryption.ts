import { clusterOf, sourceOf } from './database';
import type { JsonObject } from './json';
import { at, isObject } from './json';
import { listOf } from './policy';
import { retentionClassOf } from './tags';
import type { ResourceView, ZoneView } from './zone-view';

/** What a resource says of one of the things in it that are encrypted. */
export interface Encryption {
  /** Property that names the key, as it is in the template. */
  readonly property: string;
  readonly key: unknown;
  /**
   * Whether the switches beside it are set without which the key is not used.
   *
   * @default - there are none
   */
  readonly on?: boolean;
}

type Look = (resource: ResourceView, zone: ZoneView) => readonly Encryption[] | undefined;

/** Where each type names its key; undefined of a resource that keeps nothing that needs one. */
export const ENCRYPTIONS: Readonly<Record<string, Look>> = {
  'AWS::SQS::Queue': property('KmsMasterKeyId'),
  'AWS::SNS::Topic': property('KmsMasterKeyId'),
  'AWS::Kinesis::Stream': ({ properties }) => [
    {
      property: 'StreamEncryption.KeyId',
      key: at(properties, 'StreamEncryption', 'KeyId'),
      on: at(properties, 'StreamEncryption', 'EncryptionType') === 'KMS',
    },
  ],
  'AWS::KinesisFirehose::DeliveryStream': ({ properties }) => {
    const { DeliveryStreamType: kind, DeliveryStreamEncryptionConfigurationInput: input } =
      properties;
    // It keeps nothing of what it reads from a stream.
    // https://docs.aws.amazon.com/firehose/latest/dev/encryption.html
    if (kind === 'KinesisStreamAsSource' || kind === 'MSKAsSource') return undefined;
    return [
      {
        property: 'DeliveryStreamEncryptionConfigurationInput.KeyARN',
        key: at(input, 'KeyARN'),
        on: at(input, 'KeyType') === 'CUSTOMER_MANAGED_CMK',
      },
    ];
  },
  'AWS::DynamoDB::Table': ({ properties }) => [
    {
      property: 'SSESpecification.KMSMasterKeyId',
      key: at(properties, 'SSESpecification', 'KMSMasterKeyId'),
      on: isTableEncrypted(properties),
    },
  ],
  'AWS::DynamoDB::GlobalTable': ({ properties }) => {
    const replicas = listOf(properties['Replicas']);
    return (replicas.length === 0 ? [undefined] : replicas).map((replica, index) => ({
      property: `Replicas.${index}.SSESpecification.KMSMasterKeyId`,
      key: at(replica, 'SSESpecification', 'KMSMasterKeyId'),
      on: isTableEncrypted(properties),
    }));
  },
  'AWS::Logs::LogGroup': property('KmsKeyId'),
  'AWS::Backup::BackupVault': property('EncryptionKeyArn'),
  'AWS::Backup::LogicallyAirGappedBackupVault': property('EncryptionKeyArn'),
  'AWS::RDS::DBInstance': (instance, zone) => [
    // Storage of a member is its cluster's; a read replica has the key of its source.
    // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstanceReadReplica.html
    ...(clusterOf(zone, instance) === undefined && sourceOf(zone, instance) === undefined
      ? databaseKeys(instance)
      : []),
    ...performanceKeys(instance, 'EnablePerformanceInsights', 'PerformanceInsightsKMSKeyId'),
  ],
  'AWS::RDS::DBCluster': (cluster) => [
    ...databaseKeys(cluster),
    ...performanceKeys(cluster, 'PerformanceInsightsEnabled', 'PerformanceInsightsKmsKeyId'),
  ],
  'AWS::CloudTrail::Trail': property('KMSKeyId'),
  'AWS::CloudTrail::EventDataStore': property('KmsKeyId'),
  'AWS::SecretsManager::Secret': ({ properties }) => [
    { property: 'KmsKeyId', key: properties['KmsKeyId'] },
    ...listOf(properties['ReplicaRegions']).map((replica, index) => ({
      property: `ReplicaRegions.${index}.KmsKeyId`,
      key: at(replica, 'KmsKeyId'),
    })),
  ],
  'AWS::Lambda::Function': ({ properties }) => {
    const variables = at(properties, 'Environment', 'Variables');
    return variables === undefined || (isObject(variables) && Object.keys(variables).length === 0)
      ? undefined
      : [{ property: 'KmsKeyArn', key: properties['KmsKeyArn'] }];
  },
  'AWS::EFS::FileSystem': ({ properties }) => [
    {
      property: 'KmsKeyId',
      key: properties['KmsKeyId'],
      on: properties['Encrypted'] === true,
    },
  ],
  'AWS::S3::Bucket': (bucket) => {
    if (retentionClassOf(bucket) === 'operational') return undefined;
    const rules = listOf(
      at(bucket.properties, 'BucketEncryption', 'ServerSideEncryptionConfiguration'),
    );
    return (rules.length === 0 ? [undefined] : rules).map((rule) => ({
      property: 'BucketEncryption, with KMSMasterKeyID and BucketKeyEnabled,',
      key: at(rule, 'ServerSideEncryptionByDefault', 'KMSMasterKeyID'),
      on:
        at(rule, 'ServerSideEncryptionByDefault', 'SSEAlgorithm') === 'aws:kms' &&
        at(rule, 'BucketKeyEnabled') === true,
    }));
  },
};

function property(name: string): Look {
  return ({ properties }) => [{ property: name, key: properties[name] }];
}

function isTableEncrypted(properties: JsonObject): boolean {
  return (
    at(properties, 'SSESpecification', 'SSEEnabled') === true &&
    at(properties, 'SSESpecification', 'SSEType') === 'KMS'
  );
}

function databaseKeys({ properties }: ResourceView): readonly Encryption[] {
  return [
    {
      property: 'KmsKeyId',
      key: properties['KmsKeyId'],
      on: properties['StorageEncrypted'] === true,
    },
    ...(isOff(properties['ManageMasterUserPassword'])
      ? []
      : [
          {
            property: 'MasterUserSecret.KmsKeyId',
            key: at(properties, 'MasterUserSecret', 'KmsKeyId'),
          },
        ]),
  ];
}

function performanceKeys(
  { properties }: ResourceView,
  enabled: string,
  key: string,
): readonly Encryption[] {
  return isOff(properties[enabled]) ? [] : [{ property: key, key: properties[key] }];
}

/** Whether a switch is off for certain. */
function isOff(value: unknown): boolean {
  return value === undefined || value === false;
}
