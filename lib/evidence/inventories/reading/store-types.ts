/** What a type holds, for the tables of stores. */
export interface StoreType {
  /** What a person calls it: `bucket`. */
  readonly kind: string;
  /**
   * Service principal whose calls to KMS are about it, without Region and domain: `s3`. KMS sees it as
   * `kms:ViaService`.
   *
   * @default - KMS is called otherwise
   */
  readonly service?: string;
  /**
   * Whether other AWS services write into it, with the key and under their own names.
   *
   * @default false
   */
  readonly delivered?: boolean;
  /**
   * Who decrypts it by what no policy of the templates says.
   *
   * @default - nobody
   */
  readonly decrypts?: string;
  /**
   * Whether people and functions reach it by an API of AWS that may be called without TLS, and that a
   * template cannot forbid.
   *
   * @default false
   */
  readonly called?: boolean;
  /** Actions that read what is in it. */
  readonly reads: readonly string[];
}

const store = (kind: string, service: string, ...reads: readonly string[]): StoreType => ({
  kind,
  service,
  reads,
  called: true,
});
const database = (kind: string): StoreType => ({
  kind,
  service: 'rds',
  decrypts: 'RDS, for its own, by a grant',
  reads: ['rds-db:connect', 'rds-data:ExecuteStatement', 'rds-data:BatchExecuteStatement'],
});
const TABLE_READS = [
  'dynamodb:GetItem',
  'dynamodb:BatchGetItem',
  'dynamodb:Query',
  'dynamodb:Scan',
  'dynamodb:PartiQLSelect',
  'dynamodb:GetRecords',
  'dynamodb:ExportTableToPointInTime',
];
const vault: StoreType = {
  kind: 'backup vault',
  service: 'backup',
  reads: ['backup:StartRestoreJob', 'backup:StartCopyJob', 'backup:CopyFromBackupVault'],
};
const kept = (kind: string): StoreType => ({ kind, reads: [] });

/**
 * Types that hold data, carry it, or keep what AWS found about it. A type of the zone that is neither
 * here nor in `HOLDS_NOTHING` fails a test, and stands in the tables as one to be looked at.
 */
export const HOLDS_DATA: Readonly<Record<string, StoreType>> = {
  'AWS::S3::Bucket': {
    kind: 'bucket',
    service: 's3',
    delivered: true,
    reads: [
      's3:GetObject',
      's3:GetObjectVersion',
      's3:GetObjectTorrent',
      's3:GetObjectVersionTorrent',
      's3:GetObjectVersionForReplication',
    ],
  },
  'AWS::DynamoDB::Table': store('table', 'dynamodb', ...TABLE_READS),
  'AWS::DynamoDB::GlobalTable': store('global table', 'dynamodb', ...TABLE_READS),
  'AWS::RDS::DBInstance': database('database'),
  'AWS::RDS::DBCluster': database('database cluster'),
  'AWS::EFS::FileSystem': store(
    'file system',
    'elasticfilesystem',
    'elasticfilesystem:ClientMount',
  ),
  'AWS::Kinesis::Stream': store(
    'stream',
    'kinesis',
    'kinesis:GetRecords',
    'kinesis:SubscribeToShard',
  ),
  'AWS::KinesisFirehose::DeliveryStream': store('delivery stream', 'firehose'),
  'AWS::SQS::Queue': {
    kind: 'queue',
    service: 'sqs',
    delivered: true,
    reads: ['sqs:ReceiveMessage'],
  },
  'AWS::SNS::Topic': {
    kind: 'topic',
    service: 'sns',
    delivered: true,
    // Who subscribes is told what is published.
    reads: ['sns:Subscribe'],
  },
  'AWS::Logs::LogGroup': {
    kind: 'log group',
    service: 'logs',
    reads: [
      'logs:GetLogEvents',
      'logs:FilterLogEvents',
      'logs:GetLogRecord',
      'logs:StartQuery',
      'logs:StartLiveTail',
      'logs:CreateExportTask',
    ],
  },
  'AWS::SecretsManager::Secret': store(
    'secret',
    'secretsmanager',
    'secretsmanager:GetSecretValue',
    'secretsmanager:BatchGetSecretValue',
  ),
  'AWS::SSM::Parameter': store(
    'parameter',
    'ssm',
    'ssm:GetParameter',
    'ssm:GetParameters',
    'ssm:GetParametersByPath',
    'ssm:GetParameterHistory',
  ),
  'AWS::Backup::BackupVault': vault,
  'AWS::Backup::LogicallyAirGappedBackupVault': vault,
  'AWS::CloudTrail::Trail': { kind: 'trail', service: 'cloudtrail', reads: [] },
  'AWS::CloudTrail::EventDataStore': store(
    'event data store',
    'cloudtrail',
    'cloudtrail:StartQuery',
    'cloudtrail:GetQueryResults',
  ),
  'AWS::Lambda::Function': {
    kind: 'environment of a function',
    service: 'lambda',
    decrypts: 'Lambda, for the role of the function, by a grant',
    reads: ['lambda:GetFunctionConfiguration', 'lambda:GetFunction', 'lambda:ListFunctions'],
  },
  'AWS::Cognito::UserPool': {
    kind: 'user pool',
    reads: ['cognito-idp:ListUsers', 'cognito-idp:ListUsersInGroup', 'cognito-idp:AdminGetUser'],
  },
  'AWS::ApiGateway::RestApi': kept('API'),
  'AWS::Config::ConfigurationRecorder': kept('configuration of resources'),
  'AWS::GuardDuty::Detector': kept('findings'),
  'AWS::Macie::Session': kept('findings'),
  'AWS::SecurityHub::Hub': kept('findings'),
  'AWS::AccessAnalyzer::Analyzer': kept('findings'),
};

/** Types that hold no data of anybody, and why. */
export const HOLDS_NOTHING: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::Account': 'names a role',
  'AWS::ApiGateway::ClientCertificate': 'a public certificate',
  'AWS::ApiGateway::Deployment': 'a state of an API',
  'AWS::ApiGateway::Stage': 'where an API is called; its cache is judged by a rule of cdk-nag',
  'AWS::Backup::BackupPlan': 'when backups are made',
  'AWS::Backup::BackupSelection': 'what is backed up',
  'AWS::Backup::RestoreTestingPlan': 'when restores are tested',
  'AWS::Backup::RestoreTestingSelection': 'what is restored for a test',
  'AWS::CloudFormation::CustomResource': 'a call of a function at deploy',
  'AWS::CloudWatch::Alarm': 'a count and a threshold',
  'AWS::CloudWatch::Dashboard': 'counts',
  'AWS::Cognito::LogDeliveryConfiguration': 'names a log group',
  'AWS::Cognito::ManagedLoginBranding': 'colours and words of sign-in pages',
  'AWS::Cognito::UserPoolClient': 'how an application signs people in',
  'AWS::Cognito::UserPoolDomain': 'an address of sign-in pages',
  'AWS::Cognito::UserPoolGroup': 'a name of a role',
  'AWS::Cognito::UserPoolIdentityProvider': 'names a provider of identities',
  'AWS::Cognito::UserPoolRiskConfigurationAttachment': 'what happens at a suspicious sign-in',
  'AWS::Config::ConformancePack': 'rules',
  'AWS::Config::DeliveryChannel': 'names a bucket',
  'AWS::EC2::EIP': 'an address',
  'AWS::EC2::FlowLog': 'names a bucket',
  'AWS::EC2::InternetGateway': 'a way of packets',
  'AWS::EC2::NatGateway': 'a way of packets',
  'AWS::EC2::Route': 'a way of packets',
  'AWS::EC2::RouteTable': 'ways of packets',
  'AWS::EC2::SecurityGroup': 'which packets pass',
  'AWS::EC2::SecurityGroupEgress': 'which packets pass',
  'AWS::EC2::SecurityGroupIngress': 'which packets pass',
  'AWS::EC2::Subnet': 'addresses',
  'AWS::EC2::SubnetRouteTableAssociation': 'ways of packets',
  'AWS::EC2::VPC': 'addresses',
  'AWS::EC2::VPCEndpoint': 'a way to a service, over TLS',
  'AWS::EC2::VPCGatewayAttachment': 'a way of packets',
  'AWS::Events::Rule': 'a pattern of events and whom they are handed to',
  'AWS::GuardDuty::MalwareProtectionPlan': 'which bucket is scanned',
  'AWS::IAM::ManagedPolicy': 'rights',
  'AWS::IAM::Policy': 'rights',
  'AWS::IAM::Role': 'who acts',
  'AWS::IAM::ServiceLinkedRole': 'who acts',
  'AWS::KMS::Alias': 'a name of a key',
  'AWS::KMS::Key': 'a key, which never leaves KMS: see the table of keys',
  'AWS::KMS::ReplicaKey': 'a key, which never leaves KMS: see the table of keys',
  'AWS::Lambda::EventInvokeConfig': 'how often a call is tried again',
  'AWS::Lambda::EventSourceMapping': 'hands records from a store to a function',
  'AWS::Lambda::Permission': 'rights',
  'AWS::Logs::MetricFilter': 'counts',
  'AWS::Logs::ResourcePolicy': 'rights',
  'AWS::Logs::SubscriptionFilter': 'hands a log to a function',
  'AWS::RDS::DBParameterGroup': 'settings of a database',
  'AWS::RDS::DBSubnetGroup': 'where a database stands',
  'AWS::S3::BucketPolicy': 'rights',
  'AWS::SNS::Subscription': 'whom a topic tells',
  'AWS::SNS::TopicPolicy': 'rights',
  'AWS::SQS::QueuePolicy': 'rights',
  'AWS::Scheduler::Schedule': 'when a function is called; a test holds that its input is a word',
  'AWS::Scheduler::ScheduleGroup': 'a name of schedules',
  'AWS::SecurityHub::Standard': 'rules',
  'AWS::WAFv2::LoggingConfiguration': 'names a log group',
  'AWS::WAFv2::WebACL': 'which calls pass',
  'AWS::WAFv2::WebACLAssociation': 'puts a web ACL before an API',
  'Custom::EbsDefaultEncryption': 'a setting of the account',
  'Custom::IamPasswordPolicy': 'a setting of the account',
  'Custom::OtherDefaultSecurityGroups': 'a setting of the account',
  'Custom::S3AccountPublicAccessBlock': 'a setting of the account',
  'Custom::VpcRestrictDefaultSG': 'a setting of the account',
};

/** What a type holds; of a type that nobody has looked at, that it may hold anything. */
export function storeTypeOf(type: string): StoreType | undefined {
  if (Object.hasOwn(HOLDS_NOTHING, type)) return undefined;
  return HOLDS_DATA[type] ?? { kind: `not known to this table (${type}): look at it`, reads: [] };
}
