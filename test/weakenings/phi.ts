import type { Weakening } from '../support/weaken';

const DATA_KEYS = 'Phi/Tables/DataKeys/Resource';

export const PHI: readonly Weakening[] = [
  {
    what: 'data keys that cannot be brought back',
    path: DATA_KEYS,
    change: { 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled': false },
    rule: 'LandingZone-TableRecovery',
  },
  {
    what: 'data keys under a key of AWS',
    path: DATA_KEYS,
    change: { 'SSESpecification.KMSMasterKeyId': undefined },
    rule: 'LandingZone-CustomerManagedKey',
  },
  {
    what: 'data keys that no backup plan holds',
    path: 'Phi/TableBackup',
    change: 'remove',
    rule: 'LandingZone-BackupSelected',
    named: DATA_KEYS,
  },
  {
    what: 'a phi key that unwraps anything for whoever unwraps data keys',
    path: 'Phi/DataKeyAccess/Resource',
    change: { 'PolicyDocument.Statement.0.Condition.StringEquals': undefined },
    rule: 'LandingZone-KeyContext',
  },
  {
    what: 'copies of data keys anywhere in the ledger bucket',
    path: 'Phi/DataKeyAccess/Resource',
    change: { 'PolicyDocument.Statement.1.Resource': 'arn:aws:s3:::ledger/*' },
    rule: 'AwsSolutions-IAM5',
  },
  {
    what: 'an encryption API outside the VPC',
    path: 'Phi/Api/Function/Resource',
    change: { VpcConfig: undefined },
    rule: 'HIPAA.Security-LambdaInsideVPC',
  },
];
