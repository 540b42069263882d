import type { BackupPlan, BackupResource } from 'aws-cdk-lib/aws-backup';
import { BackupSelection } from 'aws-cdk-lib/aws-backup';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

export interface ZoneBackupSelectionProps {
  readonly plan: BackupPlan;
  /** The role of AWS Backup. */
  readonly role: IRole;
  /** By name: a selection by tag is lost with the tag, and no rule sees it. */
  readonly resources: readonly BackupResource[];
}

/**
 * What a stack has backed up. What is selected by ARN is backed up whether or not the account has
 * opted in to its service.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/API_UpdateRegionSettings.html
 */
export class ZoneBackupSelection extends BackupSelection {
  constructor(scope: Construct, id: string, { plan, role, resources }: ZoneBackupSelectionProps) {
    super(scope, id, {
      backupPlan: plan,
      role,
      resources: [...resources],
      // The role has it already, and CDK would add it again.
      disableDefaultBackupPolicy: true,
    });
  }
}
