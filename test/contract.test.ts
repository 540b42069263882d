import type { TemplateJson } from './support/templates';
import { shippedConfig, templatesFor, templatesOf } from './support/templates';

const STATEFUL_TYPES = new Set([
  'AWS::Backup::BackupVault',
  'AWS::Cognito::UserPool',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::EC2::VPC',
  'AWS::Kinesis::Stream',
  'AWS::KMS::Key',
  'AWS::RDS::DBInstance',
  'AWS::S3::Bucket',
]);

/**
 * Logical ids of what is lost when CloudFormation replaces it: a contract with every zone that has
 * been deployed. A change here deletes data or leaves it behind. If you must, say in CHANGELOG.md
 * what CloudFormation will do, and how the data moves.
 */
const CONTRACT = [
  'Access AWS::DynamoDB::Table TablesApprovalsAE375412',
  'Access AWS::DynamoDB::Table TablesBrokenGlass70868588',
  'Access AWS::DynamoDB::Table TablesCareTeamsCAC195CB',
  'Access AWS::DynamoDB::Table TablesRatesFCC91181',
  'Access AWS::DynamoDB::Table TablesRestrictions9B287D8F',
  'Archive AWS::Backup::BackupVault BackupVaultADF21B19',
  'Archive AWS::Kinesis::Stream AuditStream1454558C',
  'Archive AWS::S3::Bucket AccessLogs8B620ECA',
  'Archive AWS::S3::Bucket ArchiveDA4CB258',
  'Archive AWS::S3::Bucket LandingF95672E9',
  'Archive AWS::S3::Bucket LedgerB7379752',
  'Breach AWS::DynamoDB::Table TablesRegister49F9B940',
  'Breach AWS::DynamoDB::Table TablesWatchesAA6C0FF1',
  'Data AWS::RDS::DBInstance DatabaseInstanceAA8A5FDE',
  'Data AWS::S3::Bucket PhiBucket6D07DC53',
  'Identity AWS::Cognito::UserPool UserPoolD097FE67',
  'Identity AWS::DynamoDB::Table TablesDirectoryD82D92C0',
  'Identity AWS::DynamoDB::Table TablesPublicKeysEBDCE8A7',
  'Identity AWS::DynamoDB::Table TablesSessions486350CB',
  'Keys AWS::KMS::Key Audit3D8ADE0A',
  'Keys AWS::KMS::Key CheckpointE4CA7131',
  'Keys AWS::KMS::Key Logs6819BB44',
  'Keys AWS::KMS::Key Messaging4C94D7F8',
  'Keys AWS::KMS::Key Phi589ACE35',
  'Keys AWS::KMS::Key Pseudonym33BCC2C5',
  'Ledger AWS::DynamoDB::Table TablesIdempotency498FF680',
  'Ledger AWS::DynamoDB::Table TablesIndex8E9FBF11',
  'Network AWS::EC2::VPC Vpc8378EB38',
  'Phi AWS::DynamoDB::Table TablesDataKeysB9A9331A',
];

/** What a zone with a second Region has besides. */
const SECOND_REGION: readonly string[] = [
  'SecondRegion AWS::Backup::BackupVault Vault23237E5B',
  'SecondRegion AWS::KMS::Key Phi589ACE35',
  'SecondRegion AWS::S3::Bucket ReplicaBucket80C984FB',
];

function stateful(templates: ReadonlyMap<string, TemplateJson>): readonly string[] {
  return [...templates]
    .flatMap(([stack, { Resources: resources }]) =>
      Object.entries(resources)
        .filter(([, { Type: type }]) => STATEFUL_TYPES.has(type))
        .map(([id, { Type: type }]) => `${stack} ${type} ${id}`),
    )
    .toSorted();
}

it.each(['production', 'sandbox'] as const)(
  'keeps the logical ids of what holds data: %s',
  (profile) => {
    expect(stateful(templatesOf(profile))).toEqual(CONTRACT);
  },
);

it('keeps them with a second Region', () => {
  const config = shippedConfig('production');
  const templates = templatesFor({ ...config, disasterRecovery: { secondRegion: 'us-west-2' } });
  expect(stateful(templates)).toEqual([...CONTRACT, ...SECOND_REGION].toSorted());
});
