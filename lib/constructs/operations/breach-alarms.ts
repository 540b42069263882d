import { Duration } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IStream } from 'aws-cdk-lib/aws-kinesis';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Severity } from '../../../lambda/breach/vocabulary';
import { SEVERITIES } from '../../../lambda/breach/vocabulary';
import type { ZoneConfig } from '../../config/schema';
import type { ZoneAlarmProps } from '../base/zone-alarm';
import { ZoneAlarm } from '../base/zone-alarm';
import type { BreachMetrics } from '../breach/breach-metrics';
import { failing } from './failing';
import { notTaken } from './not-taken';

/** Functions of the breach desk that nobody waits for. */
export interface BreachFunctions {
  readonly detector: IFunction;
  readonly findings: IFunction;
  readonly clock: IFunction;
  readonly alert: IFunction;
}

export interface BreachAlarmsProps {
  readonly config: ZoneConfig;
  /** Who is told of what is late. */
  readonly operationsTopic: ITopic;
  /** Who is told when acts are not looked at, or deadlines not watched. */
  readonly securityTopic: ITopic;
  readonly stream: IStream;
  readonly functions: BreachFunctions;
  readonly topics: Readonly<Record<Severity, ITopic>>;
  readonly metrics: BreachMetrics;
}

const FIVE_MINUTES = Duration.minutes(5);
const HOUR = Duration.hours(1);

/** Every act is looked at, and no deadline is forgotten (45 CFR 164.308(a)(1)(ii)(D), 164.404(b)). */
export class BreachAlarms extends Construct {
  /** Age of the oldest record that was not looked at, while the detector is called at all. */
  readonly waiting: Metric;

  constructor(scope: Construct, id: string, props: BreachAlarmsProps) {
    super(scope, id);
    const { config, operationsTopic, securityTopic, stream, functions, topics, metrics } = props;
    const { detector, findings, clock, alert } = functions;
    const alarm = (
      id: string,
      name: string,
      meaning: string,
      rest: Pick<ZoneAlarmProps, 'metric' | 'topic'> & Partial<ZoneAlarmProps>,
    ): ZoneAlarm =>
      new ZoneAlarm(this, id, {
        config,
        name: `breach-${name}`,
        meaning,
        runbook: `breach.md#${name}`,
        threshold: 0,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
        ...rest,
      });
    /** One time may be a hiccup, which the next call makes up for. */
    const again = { evaluationPeriods: 3, datapointsToAlarm: 2 };

    // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
    this.waiting = detector.metric('IteratorAge', {
      statistic: Stats.MAXIMUM,
      period: FIVE_MINUTES,
    });
    alarm('Late', 'late', 'Acts wait for more than five minutes to be looked at.', {
      topic: operationsTopic,
      metric: this.waiting,
      threshold: FIVE_MINUTES.toMilliseconds(),
    });
    alarm('VeryLate', 'very-late', 'Acts wait for more than an hour to be looked at.', {
      topic: securityTopic,
      metric: this.waiting,
      threshold: HOUR.toMilliseconds(),
    });
    alarm('DetectorFailing', 'detector-failing', 'The detector fails again and again.', {
      ...again,
      topic: operationsTopic,
      metric: detector.metricErrors({ period: FIVE_MINUTES }),
    });
    alarm('Unwatched', 'unwatched', 'The stream takes audit records, and none is looked at.', {
      topic: securityTopic,
      metric: notTaken(stream, metrics.recordsWatched, 'watched'),
      evaluationPeriods: 3,
    });
    alarm(
      'EventsUnreadable',
      'events-unreadable',
      'Records of the audit stream are no audit events: what they tell was not looked at.',
      { topic: securityTopic, metric: metrics.eventsUnreadable.with({ period: FIVE_MINUTES }) },
    );
    alarm(
      'SweepNotCovered',
      'sweep-not-covered',
      'Somebody had left earlier than the index of the ledger reaches back: look at what he did by hand.',
      { topic: securityTopic, metric: metrics.sweepsNotCovered.with({ period: FIVE_MINUTES }) },
    );
    alarm(
      'FindingsFailing',
      'findings-failing',
      'A finding of GuardDuty, Macie or Security Hub could not be made an incident.',
      { topic: operationsTopic, metric: findings.metricErrors({ period: FIVE_MINUTES }) },
    );
    // Beside the topics of incidents, of which one may be what takes nothing.
    alarm('AlertFailing', 'alert-failing', 'An incident could not be told of.', {
      ...again,
      topic: securityTopic,
      metric: failing(alert, FIVE_MINUTES),
    });
    alarm(
      'ClockSilent',
      'clock-silent',
      'The clock has not run for three hours: nobody is reminded of what is due.',
      {
        topic: securityTopic,
        metric: metrics.clockRuns.with({ period: Duration.hours(3) }),
        threshold: 1,
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.BREACHING,
      },
    );
    alarm(
      'ClockFailing',
      'clock-failing',
      'The clock fails in two runs of three: of some incident or duty nobody is reminded.',
      { ...again, topic: operationsTopic, metric: clock.metricErrors({ period: HOUR }) },
    );
    alarm(
      'RegisterUnreadable',
      'register-unreadable',
      'An incident cannot be read, and nobody is reminded of what is due for it.',
      { topic: securityTopic, metric: metrics.unreadable.with({ period: HOUR }) },
    );
    for (const severity of SEVERITIES) {
      alarm(
        `${severity}Topic`,
        `topic-${severity}-failed`,
        `A message of the topic of incidents of severity ${severity} reached nobody.`,
        {
          topic: securityTopic,
          metric: topics[severity].metricNumberOfNotificationsFailed({ period: FIVE_MINUTES }),
          runbook: 'delivery.md#topic-failed',
        },
      );
    }
  }
}
