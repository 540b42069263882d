import { Duration } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, BackupVault } from 'aws-cdk-lib/aws-backup';
import { Schedule } from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { ZoneConfig } from '../config/schema';
import { removalPolicy } from './removal-policy';
import { exceptTeardown } from './teardown-role';

export interface ZoneBackupProps {
  readonly config: ZoneConfig;
  readonly key: IKey;
}

/** Locked vault, and the plan that fills it. Each stack selects its own resources. */
export class ZoneBackup extends Construct {
  readonly vault: BackupVault;
  readonly plan: BackupPlan;

  constructor(scope: Construct, id: string, { config, key }: ZoneBackupProps) {
    super(scope, id);
    const { backup } = config;
    this.vault = new BackupVault(this, 'Vault', {
      // CDK's own names would be the same for every zone of the account.
      backupVaultName: `hlz-${config.name}`,
      encryptionKey: key,
      accessPolicy: new iam.PolicyDocument({ statements: [denyDeletion(config)] }),
      lockConfiguration: {
        minRetention: Duration.days(
          Math.min(backup.dailyRetentionDays, backup.monthlyRetentionDays),
        ),
        // With a period of grace the lock is a compliance lock; without one it is a governance lock.
        ...(backup.lockMode === 'compliance'
          ? { changeableFor: Duration.days(backup.lockGraceDays) }
          : {}),
      },
      removalPolicy: removalPolicy(config),
    });
    this.plan = new BackupPlan(this, 'Plan', {
      backupPlanName: `hlz-${config.name}`,
      backupVault: this.vault,
      backupPlanRules: [
        rule('Daily', Schedule.cron({ hour: '5', minute: '0' }), backup.dailyRetentionDays),
        rule(
          'Monthly',
          Schedule.cron({ day: '1', hour: '7', minute: '0' }),
          backup.monthlyRetentionDays,
        ),
      ],
    });
  }
}

function rule(ruleName: string, scheduleExpression: Schedule, days: number): BackupPlanRule {
  return new BackupPlanRule({
    ruleName,
    scheduleExpression,
    startWindow: Duration.hours(1),
    completionWindow: Duration.hours(12),
    deleteAfter: Duration.days(days),
  });
}

function denyDeletion(config: ZoneConfig): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyDeletion',
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle'],
    resources: ['*'],
    conditions: exceptTeardown(config),
  });
}
