import { Duration } from 'aws-cdk-lib';
import {
  ComparisonOperator,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import { ZoneAlarm } from '../base/zone-alarm';

export interface DeliveryAlarmsProps {
  readonly config: ZoneConfig;
  /** Who is told. */
  readonly topic: ITopic;
  readonly failureQueue: IQueue;
  /** Topics whose mails must arrive, by the name of their alarm, and another one that says when not. */
  readonly topics: Readonly<
    Record<string, { readonly watched: ITopic; readonly toldThrough: ITopic }>
  >;
  /** Functions whose errors are told, by name. */
  readonly functions: Readonly<Record<string, IFunction>>;
  /**
   * Log group of the trail.
   *
   * @default - the zone has no trail of its own, and nothing to watch
   */
  readonly trailLogGroup?: ILogGroup | undefined;
}

/** A management event of some kind happens in every account within an hour. */
const SILENCE = Duration.hours(1);

/** What is written or sent arrives. */
export class DeliveryAlarms extends Construct {
  constructor(scope: Construct, id: string, props: DeliveryAlarmsProps) {
    super(scope, id);
    const { config, topic, failureQueue, topics, functions, trailLogGroup } = props;
    const told = {
      config,
      topic,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    };
    const any = { threshold: 0, comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD };

    new ZoneAlarm(this, 'FailureQueue', {
      ...told,
      ...any,
      name: 'failure-queue',
      meaning:
        'A call of a function or a message of a topic failed for good and waits in the failure queue.',
      runbook: 'delivery.md#failure-queue',
      metric: failureQueue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(5),
        statistic: Stats.MAXIMUM,
      }),
    });
    for (const [name, { watched, toldThrough }] of Object.entries(topics)) {
      new ZoneAlarm(this, `${name}Topic`, {
        ...told,
        ...any,
        topic: toldThrough,
        name: `${name.toLowerCase()}-topic-failed`,
        meaning: `A message of the ${name.toLowerCase()} topic reached nobody.`,
        runbook: 'delivery.md#topic-failed',
        metric: watched.metricNumberOfNotificationsFailed({ period: Duration.minutes(5) }),
      });
    }
    for (const [name, watched] of Object.entries(functions)) {
      new ZoneAlarm(this, `${name}Function`, {
        ...told,
        ...any,
        name: `${name.toLowerCase()}-function-failed`,
        meaning: `Function ${name.toLowerCase()} ended in an error.`,
        runbook: 'delivery.md#function-failed',
        metric: watched.metricErrors({ period: Duration.minutes(5) }),
      });
    }
    if (trailLogGroup !== undefined) {
      new ZoneAlarm(this, 'Trail', {
        ...told,
        name: 'trail-silent',
        meaning:
          'The trail has delivered nothing for an hour: it was stopped, or it may not write.',
        runbook: 'delivery.md#trail-silent',
        metric: new Metric({
          namespace: 'AWS/Logs',
          metricName: 'IncomingLogEvents',
          dimensionsMap: { LogGroupName: trailLogGroup.logGroupName },
          statistic: Stats.SUM,
          period: SILENCE,
        }),
        threshold: 1,
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.BREACHING,
      });
    }
    if (config.singletons.configRecorder === 'create') {
      for (const [export_, metricName] of CONFIG_FAILURES) {
        new ZoneAlarm(this, metricName, {
          ...told,
          ...any,
          name: `config-${export_}-failed`,
          meaning: `AWS Config could not deliver a ${export_} into the landing bucket.`,
          runbook: 'delivery.md#config-failed',
          metric: sumOf('AWS/Config', metricName),
        });
      }
    }
  }
}

/** https://docs.aws.amazon.com/config/latest/developerguide/viewing-the-aws-config-dashboard.html */
const CONFIG_FAILURES = [
  ['history', 'ConfigHistoryExportFailed'],
  ['snapshot', 'ConfigSnapshotExportFailed'],
] as const;

/**
 * Sum of a metric over whatever dimensions the service gives it, in an hour: AWS does not document
 * them for every service, and an alarm on the wrong ones never rings.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Metrics_Insights_Alarm.html
 */
export function sumOf(namespace: string, metricName: string): MathExpression {
  return new MathExpression({
    expression: `SELECT SUM(${metricName}) FROM "${namespace}"`,
    usingMetrics: {},
    period: Duration.hours(1),
    label: metricName,
  });
}
