import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledge } from '../../compliance/acknowledge';
import type { ZoneConfig } from '../../config/schema';
import { backupRoleName, SERVICE_ROLE_PATH } from '../../names';

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/iam-service-roles.html */
const POLICIES = [
  'service-role/AWSBackupServiceRolePolicyForBackup',
  'service-role/AWSBackupServiceRolePolicyForRestores',
  'AWSBackupServiceRolePolicyForS3Backup',
  'AWSBackupServiceRolePolicyForS3Restore',
] as const;

export interface BackupRoleProps {
  readonly config: ZoneConfig;
}

/**
 * The role with which AWS Backup makes, copies, restores and tests recovery points. One for the
 * zone: selections name it, each in its own stack.
 */
export class BackupRole extends iam.Role {
  /** The role, for constructs that would grant to it. */
  readonly fixed: iam.IRole;

  constructor(scope: Construct, id: string, { config }: BackupRoleProps) {
    super(scope, id, {
      path: SERVICE_ROLE_PATH,
      // The keys of PHI name it.
      roleName: backupRoleName(config),
      assumedBy: new iam.ServicePrincipal('backup.amazonaws.com'),
      description: 'Backs up, restores and tests restores',
      managedPolicies: POLICIES.map((name) => iam.ManagedPolicy.fromAwsManagedPolicyName(name)),
    });
    this.fixed = this.withoutPolicyUpdates();
    for (const name of POLICIES) {
      acknowledge(this, {
        rules: ['AwsSolutions-IAM4'],
        finding: `Policy::arn:<AWS::Partition>:iam::aws:policy/${name}`,
        reason:
          'AWS extends these policies with each resource type and feature of AWS Backup. A copy of our own would fail the first backup, or worse the first restore, after such a change. Only AWS Backup assumes the role.',
        citation: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/iam-service-roles.html',
        review: '2027-11-22',
      });
    }
  }
}
