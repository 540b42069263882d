import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import { sumOf } from './delivery-alarms';
import { ZoneAlarm } from '../base/zone-alarm';

export interface BackupAlarmsProps {
  readonly config: ZoneConfig;
  readonly topic: ITopic;
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html */
const FAILURES = [
  ['backup', 'NumberOfBackupJobsFailed', 'A backup failed'],
  ['backup-expired', 'NumberOfBackupJobsExpired', 'A backup did not start or end in its window'],
  ['copy', 'NumberOfCopyJobsFailed', 'A copy of a recovery point failed'],
  ['restore', 'NumberOfRestoreJobsFailed', 'A restore, or a test of one, failed'],
] as const;

/** A backup that fails is known the same hour (45 CFR 164.308(a)(7)(ii)(A)). */
export class BackupAlarms extends Construct {
  constructor(scope: Construct, id: string, { config, topic }: BackupAlarmsProps) {
    super(scope, id);
    for (const [name, metricName, meaning] of FAILURES) {
      new ZoneAlarm(this, metricName, {
        config,
        topic,
        name: `${name}-failed`,
        meaning: `${meaning}.`,
        runbook: `backup.md#${name}`,
        metric: sumOf('AWS/Backup', metricName),
        threshold: 0,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
    }
  }
}
