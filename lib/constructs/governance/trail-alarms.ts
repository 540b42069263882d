import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import { trailAlarms } from './trail-alarm-table';
import { ZoneAlarm } from '../base/zone-alarm';

export interface TrailAlarmsProps {
  readonly config: ZoneConfig;
  /** Log group of the trail. */
  readonly logGroup: ILogGroup;
  /** Who is told. */
  readonly topic: ITopic;
}

/** Tells of what the trail shows, within minutes of its delivery. */
export class TrailAlarms extends Construct {
  constructor(scope: Construct, id: string, { config, logGroup, topic }: TrailAlarmsProps) {
    super(scope, id);
    for (const { id, meaning, citation, pattern, threshold = 1 } of trailAlarms(config)) {
      // Without a default value: no data means no event, and a metric costs by the hour in which it has data.
      const filter = new MetricFilter(this, `${id}Filter`, {
        logGroup,
        filterPattern: pattern,
        metricNamespace: `hlz/${config.name}`,
        metricName: id,
        metricValue: '1',
      });
      const name = kebab(id);
      new ZoneAlarm(this, id, {
        config,
        topic,
        name,
        meaning: `${meaning} ${citation}.`,
        runbook: `security-alarms.md#${name}`,
        metric: filter.metric({ statistic: Stats.SUM, period: Duration.minutes(5) }),
        threshold,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
    }
  }
}

/** `RootUsed` as `root-used`. */
function kebab(id: string): string {
  return id.replaceAll(/\B[A-Z]/g, '-$&').toLowerCase();
}
