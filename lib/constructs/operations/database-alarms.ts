import { Duration, Size } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IDatabaseInstance } from 'aws-cdk-lib/aws-rds';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import { ZoneAlarm } from '../base/zone-alarm';

export interface DatabaseAlarmsProps {
  readonly config: ZoneConfig;
  readonly topic: ITopic;
  readonly database: IDatabaseInstance;
}

const FIVE_MINUTES = { period: Duration.minutes(5) };
/** Below it PostgreSQL soon stops taking writes; storage grows by itself until `maxStorageGiB`. */
const LEAST_FREE_STORAGE = Size.gibibytes(5);

/** The database answers, and goes on doing so. */
export class DatabaseAlarms extends Construct {
  constructor(scope: Construct, id: string, { config, topic, database }: DatabaseAlarmsProps) {
    super(scope, id);
    const alarm = (
      name: string,
      meaning: string,
      metric: Metric,
      threshold: number,
      comparisonOperator: ComparisonOperator,
    ): ZoneAlarm =>
      new ZoneAlarm(this, name, {
        config,
        topic,
        name: `database-${name.toLowerCase()}`,
        meaning,
        runbook: `database.md#${name.toLowerCase()}`,
        metric,
        threshold,
        comparisonOperator,
        evaluationPeriods: 3,
        // A database that reports nothing does not run.
        treatMissingData: TreatMissingData.BREACHING,
      });
    alarm(
      'Storage',
      'The database has little storage left, and could not grow.',
      database.metricFreeStorageSpace({ ...FIVE_MINUTES, statistic: Stats.MINIMUM }),
      LEAST_FREE_STORAGE.toBytes(),
      ComparisonOperator.LESS_THAN_THRESHOLD,
    );
    alarm(
      'Processor',
      'The processor of the database is busy for a quarter of an hour.',
      database.metricCPUUtilization(FIVE_MINUTES),
      90,
      ComparisonOperator.GREATER_THAN_THRESHOLD,
    );
    alarm(
      'Memory',
      'The database has little memory left.',
      database.metricFreeableMemory({ ...FIVE_MINUTES, statistic: Stats.MINIMUM }),
      Size.mebibytes(64).toBytes(),
      ComparisonOperator.LESS_THAN_THRESHOLD,
    );
  }
}
