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
  'AWS::EC2::VPC': ['CidrBlock', 'Ipv4IpamPoolId', 'Ipv4NetmaskLength', 'VpcEncryptionControl'],
  // Refused by CloudFormation, which replaces no key.
  'AWS::KMS::Key': ['KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'],
  'AWS::Kinesis::Stream': ['Name'],
  'AWS::RDS::DBInstance': [
    'BackupTarget',
    'CharacterSetName',
    'CustomIAMInstanceProfile',
    'DBClusterIdentifier',
    'DBInstanceIdentifier',
    'DBName',
    'DBSnapshotIdentifier',
    'DBSubnetGroupName',
    'DBSystemId',
    'KmsKeyId',
    'MasterUsername',
    'NcharCharacterSetName',
    'Port',
    'SourceRegion',
    'StorageEncrypted',
    'Timezone',
  ],
  'AWS::S3::Bucket': ['BucketName', 'BucketNamePrefix', 'BucketNamespace', 'ObjectLockEnabled'],
  'AWS::SNS::Topic': ['FifoTopic', 'TopicName'],
  'AWS::SQS::Queue': ['FifoQueue', 'QueueName'],
};
