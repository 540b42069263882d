import { Duration } from 'aws-cdk-lib';
import { BackupVault } from 'aws-cdk-lib/aws-backup';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import { executionRoleArn } from '../../names';
import { removalPolicy } from './removal-policy';
import { exceptTeardown } from './teardown-role';

/**
 * Longest that a continuous backup reaches back, in days, and that RDS keeps its own backups.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery-retention-period.html
 */
export const LONGEST_CONTINUOUS_DAYS = 35;

export interface ZoneVaultProps {
  readonly config: ZoneConfig;
  readonly key: IKey;
  /** CDK's own names would be the same for every zone of the account. */
  readonly name: string;
}

/** A backup vault that nobody empties before its time. */
export class ZoneVault extends BackupVault {
  constructor(scope: Construct, id: string, { config, key, name }: ZoneVaultProps) {
    const { backup } = config;
    super(scope, id, {
      backupVaultName: name,
      encryptionKey: key,
      accessPolicy: new iam.PolicyDocument({ statements: denials(config) }),
      lockConfiguration: {
        // A locked vault refuses a backup that is kept for less: continuous ones must still fit in.
        minRetention: Duration.days(
          Math.min(backup.dailyRetentionDays, backup.monthlyRetentionDays, LONGEST_CONTINUOUS_DAYS),
        ),
        // Nobody keeps PHI for ever by a backup without an end, which no one could then delete.
        maxRetention: Duration.days(
          Math.max(backup.dailyRetentionDays, backup.monthlyRetentionDays, LONGEST_CONTINUOUS_DAYS),
        ),
        // With a period of grace the lock is a compliance lock; without one it is a governance lock.
        ...(backup.lockMode === 'compliance'
          ? { changeableFor: Duration.days(backup.lockGraceDays) }
          : {}),
      },
      removalPolicy: removalPolicy(config),
    });
  }
}

/** Nobody deletes or shortens, and only a deploy changes this policy. */
function denials(config: ZoneConfig): iam.PolicyStatement[] {
  return [
    deny('DenyDeletion', {
      actions: ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle'],
      conditions: exceptTeardown(config),
    }),
    // AWS Config asks for this one too. Without the exception CloudFormation could never again change
    // the vault, its tags included, should its handler put the policy each time.
    // https://docs.aws.amazon.com/config/latest/developerguide/backup-recovery-point-manual-deletion-disabled.html
    deny('DenyPolicyChange', {
      actions: ['backup:PutBackupVaultAccessPolicy', 'backup:DeleteBackupVaultAccessPolicy'],
      conditions: { ArnNotEquals: { 'aws:PrincipalArn': executionRoleArn(config) } },
    }),
  ];
}

function deny(
  sid: string,
  props: Required<Pick<iam.PolicyStatementProps, 'actions' | 'conditions'>>,
): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid,
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    resources: ['*'],
    ...props,
  });
}
