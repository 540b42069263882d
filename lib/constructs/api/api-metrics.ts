import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import { REFUSED_CALLS, THROTTLED_CALLS } from './access-log';

export interface ApiMetricsProps {
  readonly config: ZoneConfig;
  readonly accessLog: ILogGroup;
}

/** What the access log says of the API, as metrics: API Gateway counts all answers of 4xx together. */
export class ApiMetrics extends Construct {
  /** Calls that were refused, by the gateway or by a function. */
  readonly refused: Metric;
  /** Calls that were too many, of all or of one person. */
  readonly throttled: Metric;

  constructor(scope: Construct, id: string, { config, accessLog }: ApiMetricsProps) {
    super(scope, id);
    const metric = (name: string, pattern: string): Metric =>
      new MetricFilter(this, name, {
        logGroup: accessLog,
        filterPattern: FilterPattern.literal(pattern),
        metricNamespace: `hlz/${config.name}`,
        metricName: `Api${name}`,
        metricValue: '1',
      }).metric({ statistic: Stats.SUM });
    this.refused = metric('Refused', REFUSED_CALLS);
    this.throttled = metric('Throttled', THROTTLED_CALLS);
  }
}
