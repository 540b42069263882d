import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroup, JsonPattern } from 'aws-cdk-lib/aws-logs';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';

/** How a line of a log counts. */
export interface Counted {
  /** A number, or the field that has it. */
  readonly value: string;
  readonly statistic: string;
  /** @default - no value where no line counts */
  readonly defaultValue?: number;
  /**
   * What else must be said in the line.
   *
   * @default - every line of the event counts
   */
  readonly where?: readonly JsonPattern[];
}

export interface LogMetricProps extends Counted {
  readonly config: ZoneConfig;
  readonly logGroup: ILogGroup;
  /** Name of the event in the log. */
  readonly event: string;
  /** Name of the metric. */
  readonly name: string;
}

/** A field of what a function logs: Lambda puts it below `message`. */
export function logField(name: string): string {
  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
  return `$.message.${name}`;
}

/** Each line counts one. */
export const ONCE: Counted = { value: '1', statistic: Stats.SUM };

/** What a function says in its log, as a metric: counts, never a record. */
export function logMetric(scope: Construct, id: string, props: LogMetricProps): Metric {
  const { config, logGroup, event, name, value, statistic, defaultValue, where = [] } = props;
  const isEvent = FilterPattern.stringValue(logField('event'), '=', event);
  return new MetricFilter(scope, id, {
    logGroup,
    filterPattern: where.length === 0 ? isEvent : FilterPattern.all(isEvent, ...where),
    metricNamespace: `hlz/${config.name}`,
    metricName: name,
    metricValue: value,
    ...(defaultValue === undefined ? {} : { defaultValue }),
  }).metric({ statistic });
}
