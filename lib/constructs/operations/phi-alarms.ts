import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import type { ZoneAlarmProps } from '../base/zone-alarm';
import { ZoneAlarm } from '../base/zone-alarm';
import type { PhiMetrics } from '../phi/phi-metrics';

export interface PhiAlarmsProps {
  readonly config: ZoneConfig;
  readonly operationsTopic: ITopic;
  readonly securityTopic: ITopic;
  /** The encryption API. */
  readonly api: IFunction;
  readonly metrics: PhiMetrics;
}

/** Applications can encrypt and read their fields (45 CFR 164.312(a)(2)(iv)), and nobody tries those of others. */
export class PhiAlarms extends Construct {
  constructor(scope: Construct, id: string, props: PhiAlarmsProps) {
    super(scope, id);
    const { config, operationsTopic, securityTopic, api, metrics } = props;
    const period = Duration.minutes(5);
    const alarm = (
      id: string,
      name: string,
      meaning: string,
      rest: Pick<ZoneAlarmProps, 'metric' | 'topic' | 'threshold'>,
    ): ZoneAlarm =>
      new ZoneAlarm(this, id, {
        config,
        name: `phi-${name}`,
        meaning,
        runbook: `phi-api.md#${name}`,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        // A hiccup ends by itself, and whoever calls tries again.
        evaluationPeriods: 3,
        datapointsToAlarm: 2,
        treatMissingData: TreatMissingData.NOT_BREACHING,
        ...rest,
      });
    alarm('Failing', 'failing', 'The encryption API ends in errors or runs out of time.', {
      topic: operationsTopic,
      threshold: 0,
      metric: api.metricErrors({ period }),
    });
    alarm('Throttled', 'throttled', 'Lambda turns calls of the encryption API away.', {
      topic: operationsTopic,
      threshold: 0,
      metric: api.metricThrottles({ period }),
    });
    alarm('Slow', 'slow', 'One call of the encryption API in twenty takes more than ten seconds.', {
      topic: operationsTopic,
      threshold: Duration.seconds(10).toMilliseconds(),
      metric: api.metricDuration({ statistic: Stats.percentile(95), period }),
    });
    alarm(
      'Unavailable',
      'unavailable',
      'Fields are neither encrypted nor read, since a key, a table or the audit stream does not answer.',
      { topic: operationsTopic, threshold: 5, metric: metrics.unavailable.with({ period }) },
    );
    alarm(
      'Undecryptable',
      'undecryptable',
      'Many fields could not be read: they are given for another patient, were changed, or their key is gone.',
      { topic: securityTopic, threshold: 100, metric: metrics.undecryptable.with({ period }) },
    );
  }
}
