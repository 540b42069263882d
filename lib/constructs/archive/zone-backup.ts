import { Duration } from 'aws-cdk-lib';
import type { IBackupVault } from 'aws-cdk-lib/aws-backup';
import { BackupPlan, BackupPlanRule, BackupVault } from 'aws-cdk-lib/aws-backup';
import { Schedule } from 'aws-cdk-lib/aws-events';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { acknowledge } from '../../compliance/acknowledge';
import type { ZoneConfig } from '../../config/schema';
import { BackupRole } from './backup-role';
import { needsSecondRegion, replicaVaultArn } from '../base/second-region';
import { LONGEST_CONTINUOUS_DAYS, ZoneVault } from '../base/zone-vault';

export interface ZoneBackupProps {
  readonly config: ZoneConfig;
  readonly key: IKey;
}

/** What a rule of a plan makes. */
interface Points {
  readonly ruleName: string;
  readonly scheduleExpression: Schedule;
  /** Days that each is kept. */
  readonly days: number;
  /** @default false */
  readonly enableContinuousBackup?: boolean;
}

/** Locked vault, the plans that fill it, and the role that they act with. Each stack selects its own resources. */
export class ZoneBackup extends Construct {
  readonly vault: ZoneVault;
  /** For databases and tables: a point a day and a point a month. */
  readonly plan: BackupPlan;
  /** For buckets: any moment of the last 35 days, and a point a month. */
  readonly bucketPlan: BackupPlan;
  /** The role of AWS Backup, for selections and restore tests. */
  readonly role: IRole;

  constructor(scope: Construct, id: string, { config, key }: ZoneBackupProps) {
    super(scope, id);
    const { backup } = config;
    this.vault = new ZoneVault(this, 'Vault', { config, key, name: `hlz-${config.name}` });
    this.role = new BackupRole(this, 'Role', { config }).fixed;
    const copyTo = needsSecondRegion(config)
      ? BackupVault.fromBackupVaultArn(this, 'SecondVault', replicaVaultArn(config))
      : undefined;
    const everyDay = Schedule.cron({ hour: '5', minute: '0' });
    const monthly: Points = {
      ruleName: 'Monthly',
      scheduleExpression: Schedule.cron({ day: '1', hour: '7', minute: '0' }),
      days: backup.monthlyRetentionDays,
    };
    const daily: Points = {
      ruleName: 'Daily',
      scheduleExpression: everyDay,
      days: backup.dailyRetentionDays,
    };
    // A plan of its own: of a database AWS Backup would take over the automated backups of RDS, which
    // already reach back to any moment, and their window.
    // https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html
    // What is copied of it to the second Region is a point a day.
    // https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery-copying.html
    const continuous: Points = {
      ruleName: 'Continuous',
      scheduleExpression: everyDay,
      days: LONGEST_CONTINUOUS_DAYS,
      enableContinuousBackup: true,
    };
    this.plan = new BackupPlan(this, 'Plan', {
      backupPlanName: `hlz-${config.name}`,
      backupVault: this.vault,
      backupPlanRules: [daily, monthly].map((points) => rule(points, copyTo)),
    });
    this.bucketPlan = new BackupPlan(this, 'BucketPlan', {
      backupPlanName: `hlz-${config.name}-buckets`,
      backupVault: this.vault,
      backupPlanRules: [continuous, monthly].map((points) => rule(points, copyTo)),
    });
    if (copyTo === undefined) this.acknowledgeOneRegion();
  }

  private acknowledgeOneRegion(): void {
    acknowledge(this, {
      rules: ['LandingZone-BackupCopy'],
      reason:
        'Config asks for no second Region (disasterRecovery.secondRegion: none). Recovery points are in a locked vault in at least three Availability Zones; whether the loss of a Region is a risk to be borne is for the risk analysis to say.',
      citation: '45 CFR 164.308(a)(1)(ii)(B)',
      review: '2027-11-22',
    });
  }
}

function rule({ days, ...points }: Points, copyTo: IBackupVault | undefined): BackupPlanRule {
  const deleteAfter = Duration.days(days);
  return new BackupPlanRule({
    ...points,
    startWindow: Duration.hours(1),
    completionWindow: Duration.hours(12),
    deleteAfter,
    ...(copyTo === undefined
      ? {}
      : { copyActions: [{ destinationBackupVault: copyTo, deleteAfter }] }),
  });
}
