import type { ConfigRule } from './config-rule';
import {
  AT_REST,
  AVAILABLE,
  BACKED_UP,
  GROUP_HEALTH_PLAN,
  NOT_PUBLIC,
  RETRIEVABLE,
} from './citations';

/** What holds or carries data, and its copies. */
export const DATA_RULES: readonly ConfigRule[] = [
  {
    name: 'backup-plan-min-frequency-and-min-retention-check',
    identifier: 'BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK',
    scope: ['AWS::Backup::BackupPlan'],
    citations: { steampipe: [...BACKED_UP, ...RETRIEVABLE] },
  },
  {
    name: 'backup-recovery-point-encrypted',
    identifier: 'BACKUP_RECOVERY_POINT_ENCRYPTED',
    scope: ['AWS::Backup::RecoveryPoint'],
    citations: { steampipe: [...BACKED_UP, ...RETRIEVABLE] },
  },
  {
    name: 'backup-recovery-point-manual-deletion-disabled',
    identifier: 'BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED',
    scope: ['AWS::Backup::BackupVault'],
    citations: { steampipe: [...BACKED_UP, ...RETRIEVABLE] },
  },
  {
    name: 'db-instance-backup-enabled',
    identifier: 'DB_INSTANCE_BACKUP_ENABLED',
    scope: ['AWS::RDS::DBInstance'],
    citations: { aws: BACKED_UP, steampipe: [...RETRIEVABLE, '164.308(a)(1)(ii)(B)'] },
  },
  {
    name: 'dynamodb-autoscaling-enabled',
    identifier: 'DYNAMODB_AUTOSCALING_ENABLED',
    scope: ['AWS::DynamoDB::Table'],
    citations: {
      aws: AVAILABLE,
      steampipe: ['164.308(a)(1)(ii)(B)', '164.308(a)(7)(ii)(A)', '164.308(a)(7)(ii)(B)'],
    },
  },
  {
    name: 'dynamodb-in-backup-plan',
    identifier: 'DYNAMODB_IN_BACKUP_PLAN',
    citations: { aws: BACKED_UP, steampipe: RETRIEVABLE },
  },
  {
    name: 'dynamodb-pitr-enabled',
    identifier: 'DYNAMODB_PITR_ENABLED',
    scope: ['AWS::DynamoDB::Table'],
    citations: { aws: BACKED_UP, steampipe: [...RETRIEVABLE, '164.308(a)(1)(ii)(B)'] },
  },
  {
    name: 'kinesis-stream-encrypted',
    identifier: 'KINESIS_STREAM_ENCRYPTED',
    scope: ['AWS::Kinesis::Stream'],
    citations: {},
  },
  {
    name: 'kms-cmk-not-scheduled-for-deletion',
    identifier: 'KMS_CMK_NOT_SCHEDULED_FOR_DELETION',
    scope: ['AWS::KMS::Key'],
    citations: { steampipe: ['164.308(a)(1)(ii)(B)'] },
  },
  {
    name: 'rds-automatic-minor-version-upgrade-enabled',
    identifier: 'RDS_AUTOMATIC_MINOR_VERSION_UPGRADE_ENABLED',
    scope: ['AWS::RDS::DBInstance'],
    citations: { aws: ['164.308(a)(5)(ii)(A)'] },
  },
  {
    name: 'rds-enhanced-monitoring-enabled',
    identifier: 'RDS_ENHANCED_MONITORING_ENABLED',
    scope: ['AWS::RDS::DBInstance'],
    citations: { aws: ['164.312(b)'] },
  },
  {
    name: 'rds-in-backup-plan',
    identifier: 'RDS_IN_BACKUP_PLAN',
    citations: { aws: BACKED_UP, steampipe: [...RETRIEVABLE, '164.308(a)(4)(ii)(A)'] },
  },
  {
    name: 'rds-instance-public-access-check',
    identifier: 'RDS_INSTANCE_PUBLIC_ACCESS_CHECK',
    scope: ['AWS::RDS::DBInstance'],
    citations: { aws: NOT_PUBLIC },
  },
  {
    name: 'rds-logging-enabled',
    identifier: 'RDS_LOGGING_ENABLED',
    scope: ['AWS::RDS::DBInstance'],
    citations: {
      aws: ['164.308(a)(3)(ii)(A)', '164.308(a)(5)(ii)(C)'],
      steampipe: ['164.308(a)(1)(ii)(D)', '164.308(a)(4)(ii)(A)', '164.312(b)'],
    },
  },
  {
    name: 'rds-multi-az-support',
    identifier: 'RDS_MULTI_AZ_SUPPORT',
    scope: ['AWS::RDS::DBInstance'],
    citations: {
      aws: AVAILABLE,
      steampipe: ['164.308(a)(1)(ii)(B)', '164.308(a)(7)(ii)(A)', '164.308(a)(7)(ii)(B)'],
    },
  },
  {
    name: 'rds-snapshot-encrypted',
    identifier: 'RDS_SNAPSHOT_ENCRYPTED',
    scope: ['AWS::RDS::DBSnapshot', 'AWS::RDS::DBClusterSnapshot'],
    citations: {
      aws: AT_REST,
      steampipe: [
        ...GROUP_HEALTH_PLAN,
        '164.308(a)(1)(ii)(B)',
        '164.308(a)(4)(ii)(A)',
        '164.312(c)(1)',
      ],
    },
  },
  {
    name: 'rds-snapshots-public-prohibited',
    identifier: 'RDS_SNAPSHOTS_PUBLIC_PROHIBITED',
    scope: ['AWS::RDS::DBSnapshot', 'AWS::RDS::DBClusterSnapshot'],
    citations: { aws: NOT_PUBLIC, steampipe: ['164.308(a)(1)(ii)(B)'] },
  },
  {
    name: 'rds-storage-encrypted',
    identifier: 'RDS_STORAGE_ENCRYPTED',
    scope: ['AWS::RDS::DBInstance'],
    citations: {
      aws: AT_REST,
      steampipe: [
        ...GROUP_HEALTH_PLAN,
        '164.308(a)(1)(ii)(B)',
        '164.308(a)(4)(ii)(A)',
        '164.312(c)(1)',
      ],
    },
  },
  {
    name: 'secretsmanager-rotation-enabled-check',
    identifier: 'SECRETSMANAGER_ROTATION_ENABLED_CHECK',
    scope: ['AWS::SecretsManager::Secret'],
    citations: {
      aws: ['164.308(a)(4)(ii)(B)'],
      steampipe: ['164.308(a)(4)(ii)(C)', '164.308(a)(5)(ii)(D)'],
    },
  },
  {
    name: 'secretsmanager-using-cmk',
    identifier: 'SECRETSMANAGER_USING_CMK',
    scope: ['AWS::SecretsManager::Secret'],
    citations: { aws: AT_REST },
  },
  {
    name: 'sns-encrypted-kms',
    identifier: 'SNS_ENCRYPTED_KMS',
    scope: ['AWS::SNS::Topic'],
    citations: { aws: AT_REST, steampipe: ['164.308(a)(1)(ii)(B)', '164.308(a)(4)(ii)(A)'] },
  },
];
