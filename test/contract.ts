import type { Contract } from './support/contract';

/**
 * What is lost when CloudFormation replaces it, with its logical id, with what of it is set once, and with its
 * DeletionPolicy and UpdateReplacePolicy: a contract with every zone that has been deployed. A change here deletes
 * data or leaves it behind. If you must, say in CHANGELOG.md what CloudFormation will do, and how the data moves.
 */
export const CONTRACT: Contract = {
  'Access AWS::DynamoDB::Table TablesApprovalsAE375412':
    'KeySchema: approval HASH; AttributeDefinitions: approval S, tenantState S, requestedAt S, requester S; policies: Retain',
  'Access AWS::DynamoDB::Table TablesBrokenGlass70868588':
    'KeySchema: holder HASH, glass RANGE; AttributeDefinitions: holder S, glass S, tenantReview S, openedAt S, unreviewed S; policies: Retain',
  'Access AWS::DynamoDB::Table TablesCareTeamsCAC195CB':
    'KeySchema: patient HASH, member RANGE; AttributeDefinitions: patient S, member S; policies: Retain',
  'Access AWS::DynamoDB::Table TablesRatesFCC91181':
    'KeySchema: window HASH; AttributeDefinitions: window S; policies: Retain',
  'Access AWS::DynamoDB::Table TablesRestrictions9B287D8F':
    'KeySchema: user HASH, restriction RANGE; AttributeDefinitions: user S, restriction S; policies: Retain',
  'Access AWS::Lambda::EventSourceMapping AlertBrokenGlasses8E8429BF':
    'EventSourceArn: TablesBrokenGlass70868588, StreamArn; StartingPosition: TRIM_HORIZON; policies: none, none',
  'Api AWS::ApiGateway::RestApi ApiRestApi88175D59': 'policies: none, none',
  'Archive AWS::Backup::BackupVault BackupVaultADF21B19':
    'BackupVaultName: hlz-mercy; EncryptionKeyArn: hlz-mercy-keys:ExportsOutputFnGetAttPhi589ACE35ArnFD5E8721; policies: Retain',
  'Archive AWS::Kinesis::Stream AuditStream1454558C': 'policies: Retain',
  'Archive AWS::S3::Bucket AccessLogs8B620ECA': 'policies: Retain',
  'Archive AWS::S3::Bucket ArchiveDA4CB258': 'ObjectLockEnabled: true; policies: Retain',
  'Archive AWS::S3::Bucket LandingF95672E9': 'policies: Retain',
  'Archive AWS::S3::Bucket LedgerB7379752': 'ObjectLockEnabled: true; policies: Retain',
  'Baseline AWS::SNS::Topic OperationsTopicC9C1CC12': 'policies: none, none',
  'Baseline AWS::SNS::Topic SecurityTopic077AEA2C': 'policies: none, none',
  'Baseline AWS::SQS::Queue FailureQueue4F308C52': 'policies: Delete, Delete',
  'Breach AWS::DynamoDB::Table TablesRegister49F9B940':
    'KeySchema: record HASH, entry RANGE; AttributeDefinitions: record S, entry S, tenantState S, openedAt S, open S; policies: Retain',
  'Breach AWS::DynamoDB::Table TablesWatchesAA6C0FF1':
    'KeySchema: subject HASH; AttributeDefinitions: subject S, sweep S, sweepAt S; policies: Retain',
  'Breach AWS::Lambda::EventSourceMapping AlertEntries194D05BB':
    'EventSourceArn: TablesRegister49F9B940, StreamArn; StartingPosition: TRIM_HORIZON; policies: none, none',
  'Breach AWS::Lambda::EventSourceMapping DetectorRecords85B0E823':
    'EventSourceArn: hlz-mercy-archive:ExportsOutputFnGetAttAuditStream1454558CArnA7E7EDF2; StartingPosition: TRIM_HORIZON; policies: none, none',
  'Breach AWS::SNS::Topic TopicsHighF267A291':
    'TopicName: hlz-mercy-incidents-high; policies: none, none',
  'Breach AWS::SNS::Topic TopicsLow3CA604DF':
    'TopicName: hlz-mercy-incidents-low; policies: none, none',
  'Breach AWS::SNS::Topic TopicsMediumB7AC012C':
    'TopicName: hlz-mercy-incidents-medium; policies: none, none',
  'Data AWS::RDS::DBInstance DatabaseInstanceAA8A5FDE':
    'DBInstanceIdentifier: hlz-mercy-phi; DBSubnetGroupName: DatabaseSubnets56F17B9A; Engine: postgres; KmsKeyId: hlz-mercy-keys:ExportsOutputFnGetAttPhi589ACE35ArnFD5E8721; MasterUsername: zone_master; PerformanceInsightsKMSKeyId: hlz-mercy-keys:ExportsOutputFnGetAttPhi589ACE35ArnFD5E8721; Port: 5433; StorageEncrypted: true; policies: Retain',
  'Data AWS::S3::Bucket PhiBucket6D07DC53': 'policies: Retain',
  'Governance AWS::AccessAnalyzer::Analyzer AccessExternalD0629F08':
    'AnalyzerName: hlz-mercy-external; Type: ACCOUNT; policies: Retain',
  'Governance AWS::AccessAnalyzer::Analyzer AccessUnusedD8BB074B':
    'AnalyzerName: hlz-mercy-unused; Type: ACCOUNT_UNUSED_ACCESS; policies: Retain',
  'Governance AWS::GuardDuty::Detector GuardDuty': 'policies: Retain',
  'Governance AWS::Macie::Session Macie': 'policies: Retain',
  'Governance AWS::SecurityHub::Hub SecurityHubE794FA48': 'policies: Retain',
  'Identity AWS::Cognito::UserPool UserPoolD097FE67':
    'UsernameConfiguration: false; policies: Retain',
  'Identity AWS::DynamoDB::Table TablesDirectoryD82D92C0':
    'KeySchema: user HASH; AttributeDefinitions: user S, tenant S; policies: Retain',
  'Identity AWS::DynamoDB::Table TablesPublicKeysEBDCE8A7':
    'KeySchema: issuer HASH; AttributeDefinitions: issuer S; policies: Retain',
  'Identity AWS::DynamoDB::Table TablesSessions486350CB':
    'KeySchema: session HASH; AttributeDefinitions: session S; policies: Retain',
  'Identity AWS::Lambda::EventSourceMapping EventsSessions6EB063E6':
    'EventSourceArn: TablesSessions486350CB, StreamArn; StartingPosition: TRIM_HORIZON; policies: none, none',
  'Keys AWS::KMS::Key Audit3D8ADE0A':
    'KeySpec: SYMMETRIC_DEFAULT; KeyUsage: ENCRYPT_DECRYPT; MultiRegion: false; policies: Retain',
  'Keys AWS::KMS::Key CheckpointE4CA7131':
    'KeySpec: ECC_NIST_EDWARDS25519; KeyUsage: SIGN_VERIFY; MultiRegion: true; policies: Retain',
  'Keys AWS::KMS::Key Logs6819BB44':
    'KeySpec: SYMMETRIC_DEFAULT; KeyUsage: ENCRYPT_DECRYPT; MultiRegion: false; policies: Retain',
  'Keys AWS::KMS::Key Messaging4C94D7F8':
    'KeySpec: SYMMETRIC_DEFAULT; KeyUsage: ENCRYPT_DECRYPT; MultiRegion: false; policies: Retain',
  'Keys AWS::KMS::Key Phi589ACE35':
    'KeySpec: SYMMETRIC_DEFAULT; KeyUsage: ENCRYPT_DECRYPT; MultiRegion: true; policies: Retain',
  'Keys AWS::KMS::Key Pseudonym33BCC2C5':
    'KeySpec: HMAC_256; KeyUsage: GENERATE_VERIFY_MAC; MultiRegion: true; policies: Retain',
  'Ledger AWS::DynamoDB::Table TablesIdempotency498FF680':
    'KeySchema: request HASH; AttributeDefinitions: request S; policies: Retain',
  'Ledger AWS::DynamoDB::Table TablesIndex8E9FBF11':
    'KeySchema: subject HASH, at RANGE; AttributeDefinitions: subject S, at S; policies: Retain',
  'Ledger AWS::Lambda::EventSourceMapping SealerRecords9FFBC1D9':
    'EventSourceArn: hlz-mercy-archive:ExportsOutputFnGetAttAuditStream1454558CArnA7E7EDF2; StartingPosition: TRIM_HORIZON; policies: none, none',
  'Network AWS::EC2::VPC Vpc8378EB38':
    'CidrBlock: 10.40.0.0/16; InstanceTenancy: default; policies: none, none',
  'Phi AWS::DynamoDB::Table TablesDataKeysB9A9331A':
    'KeySchema: tenant HASH, kid RANGE; AttributeDefinitions: tenant S, kid S; policies: Retain',
};

/** What a zone with a second Region has besides. */
export const SECOND_REGION: Contract = {
  'SecondRegion AWS::Backup::BackupVault Vault23237E5B':
    'BackupVaultName: hlz-mercy-replica; EncryptionKeyArn: Phi589ACE35, Arn; policies: Retain',
  'SecondRegion AWS::KMS::Key Phi589ACE35':
    'KeySpec: SYMMETRIC_DEFAULT; KeyUsage: ENCRYPT_DECRYPT; MultiRegion: false; policies: Retain',
  'SecondRegion AWS::S3::Bucket ReplicaBucket80C984FB':
    'BucketName: hlz-mercy-phi-replica-111122223333; policies: Retain',
};
