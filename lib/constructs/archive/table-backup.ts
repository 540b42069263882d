import { BackupResource } from 'aws-cdk-lib/aws-backup';
import type { Construct } from 'constructs';
import { acknowledge } from '../../compliance/acknowledge';
import { isEmulated } from '../../config/emulator';
import type { ZoneConfig } from '../../config/schema';
import type { ZoneTable } from '../base/zone-table';
import { ZoneBackupSelection } from './backup-selection';
import type { ZoneBackup } from './zone-backup';

export interface TableBackupProps {
  readonly config: ZoneConfig;
  readonly backup: ZoneBackup;
  readonly tables: readonly ZoneTable[];
}

/** Has the tables of a stack backed up: a point a day and a point a month, beside their own 35 days. */
export function backUpTables(
  scope: Construct,
  { config, backup, tables }: TableBackupProps,
): ZoneBackupSelection | undefined {
  if (!isEmulated(config)) {
    return new ZoneBackupSelection(scope, 'TableBackup', {
      plan: backup.plan,
      role: backup.role,
      resources: tables.map((table) => BackupResource.fromDynamoDbTable(table)),
    });
  }
  for (const table of tables) {
    acknowledge(table, {
      rules: [
        'HIPAA.Security-DynamoDBInBackupPlan',
        'NIST.800.53.R5-DynamoDBInBackupPlan',
        'LandingZone-BackupSelected',
      ],
      kind: 'emulator',
      reason:
        'CloudFormation of the emulator has no AWS::Backup::BackupSelection. Its zone is for a test and holds made-up data.',
      citation: '45 CFR 164.308(a)(7)(ii)(A)',
      review: '2027-11-22',
    });
  }
  return undefined;
}
