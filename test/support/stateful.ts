import { HOLDS_DATA, storeTypeOf } from '../../lib/evidence/inventories/reading/store-types';

/** Types that hold data and lose nothing when CloudFormation makes them anew, and why. */
const MADE_AGAIN: Readonly<Record<string, string>> = {
  'AWS::CloudTrail::Trail': 'what it wrote lies in the archive',
  'AWS::Config::ConfigurationRecorder': 'what it recorded lies in the archive',
  'AWS::Lambda::Function': 'each deploy writes its environment',
  'AWS::Logs::LogGroup':
    'for operators, for a time; what has to be kept is in the ledger and in the archive',
};

/** Types that hold no data, and that cannot be had again. */
const NOT_TO_BE_HAD_AGAIN: Readonly<Record<string, string>> = {
  'AWS::EC2::VPC': 'a network, with everything that stands in it',
  'AWS::KMS::Key': 'a key, without which nobody reads what it encrypted or checks what it signed',
  'AWS::KMS::ReplicaKey': 'a copy of a key, which decrypts in its Region',
  'AWS::Lambda::EventSourceMapping':
    'the place up to which a function has read a stream; another mapping begins where its template says',
};

/**
 * What is lost with a resource of a type; undefined when nothing is. Derived from what the evidence pack knows of
 * types: one that nobody has looked at may hold anything.
 */
export function lossOf(type: string): string | undefined {
  if (Object.hasOwn(MADE_AGAIN, type)) return undefined;
  const store = storeTypeOf(type);
  return NOT_TO_BE_HAD_AGAIN[type] ?? (store && `${store.kind}, with what is in it`);
}

/** Whether anybody has looked at what a type holds. */
export function isKnown(type: string): boolean {
  return lossOf(type) === undefined || type in NOT_TO_BE_HAD_AGAIN || type in HOLDS_DATA;
}

/**
 * Properties that are set once: with another value CloudFormation makes a new resource under the logical id of the
 * old one ("Update requires: Replacement"), or refuses. By type, for types that lose something; a test holds it to
 * what the pinned CDK CLI knows.
 */
export const SET_ONCE: Readonly<Record<string, readonly string[]>> = {
  'AWS::AccessAnalyzer::Analyzer': ['AnalyzerName', 'Type'],
  'AWS::Backup::BackupVault': ['BackupVaultName', 'EncryptionKeyArn'],
  // Refused by Cognito: which of them can be changed is not in the schema.
  'AWS::Cognito::UserPool': ['AliasAttributes', 'UsernameAttributes', 'UsernameConfiguration'],
  'AWS::DynamoDB::Table': ['ImportSourceSpecification', 'KeySchema', 'TableName'],
  // A tenancy of hosts of our own may be given up in place, and is not taken on so.
  'AWS::EC2::VPC': [
    'CidrBlock',
    'InstanceTenancy',
    'Ipv4IpamPoolId',
    'Ipv4NetmaskLength',
    'VpcEncryptionControl',
  ],
  // Refused by CloudFormation, which replaces no key.
  'AWS::KMS::Key': ['KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'],
  'AWS::KMS::ReplicaKey': ['PrimaryKeyArn'],
  'AWS::Kinesis::Stream': ['Name'],
  'AWS::Lambda::EventSourceMapping': [
    'AmazonManagedKafkaEventSourceConfig',
    'EventSourceArn',
    'SelfManagedEventSource',
    'SelfManagedKafkaEventSourceConfig',
    'StartingPosition',
    'StartingPositionTimestamp',
  ],
  'AWS::RDS::DBInstance': [
    'AvailabilityZone',
    'BackupTarget',
    'CharacterSetName',
    'CustomIAMInstanceProfile',
    'DBClusterIdentifier',
    'DBClusterSnapshotIdentifier',
    'DBInstanceIdentifier',
    'DBName',
    'DBSnapshotIdentifier',
    'DBSubnetGroupName',
    'DBSystemId',
    'Engine',
    'KmsKeyId',
    'MasterUsername',
    'NcharCharacterSetName',
    'PerformanceInsightsKMSKeyId',
    'Port',
    'RestoreTime',
    'SourceDBClusterIdentifier',
    'SourceDBInstanceAutomatedBackupsArn',
    'SourceDBInstanceIdentifier',
    'SourceDbiResourceId',
    'SourceRegion',
    'StorageEncrypted',
    'Timezone',
    'UseLatestRestorableTime',
  ],
  'AWS::S3::Bucket': ['BucketName', 'BucketNamePrefix', 'BucketNamespace', 'ObjectLockEnabled'],
  'AWS::SNS::Topic': ['FifoTopic', 'TopicName'],
  'AWS::SQS::Queue': ['FifoQueue', 'QueueName'],
};

/**
 * Properties that the CLI takes for ones that may replace, and that do not. Of a database: what its handler for
 * CloudFormation does not ask for before it says whether a change can be made in place
 * (https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-rds, `ImmutabilityHelper`).
 */
export const CHANGED_IN_PLACE: Readonly<Record<string, readonly string[]>> = {
  'AWS::RDS::DBInstance': [
    'AutoMinorVersionUpgrade',
    'BackupRetentionPeriod',
    'DBParameterGroupName',
    'MultiAZ',
    'PreferredMaintenanceWindow',
    'StorageType',
  ],
};

/**
 * Properties that are lists of entries, each of which is set once; others may come beside it. By type, with the
 * field by which an entry is called. An edited attribute replaces its table; Cognito refuses one.
 */
export const ENTRIES_SET_ONCE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'AWS::Cognito::UserPool': { Schema: 'Name' },
  'AWS::DynamoDB::Table': { AttributeDefinitions: 'AttributeName' },
};
