import { Duration } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IStream } from 'aws-cdk-lib/aws-kinesis';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import type { ZoneAlarmProps } from '../base/zone-alarm';
import { ZoneAlarm } from '../base/zone-alarm';
import type { LedgerMetrics } from '../ledger/ledger-metrics';
import { notTaken } from './not-taken';

export interface LedgerAlarmsProps {
  readonly config: ZoneConfig;
  /** Who is told of what is late. */
  readonly operationsTopic: ITopic;
  /** Who is told when records are in danger, or do not check out. */
  readonly securityTopic: ITopic;
  readonly stream: IStream;
  readonly sealer: IFunction;
  readonly metrics: LedgerMetrics;
}

const MINUTE = Duration.minutes(1);
const FIVE_MINUTES = Duration.minutes(5);

/** What was accepted is sealed within minutes, and what is sealed is signed (45 CFR 164.312(b)). */
export class LedgerAlarms extends Construct {
  /** Age of the oldest record that is not sealed, while the sealer is called at all. */
  readonly waiting: Metric;

  constructor(scope: Construct, id: string, props: LedgerAlarmsProps) {
    super(scope, id);
    const { config, operationsTopic, securityTopic, stream, sealer, metrics } = props;
    const alarm = (
      id: string,
      name: string,
      meaning: string,
      rest: Omit<ZoneAlarmProps, 'config' | 'name' | 'meaning' | 'runbook' | 'treatMissingData'> &
        Partial<Pick<ZoneAlarmProps, 'treatMissingData'>>,
    ): ZoneAlarm =>
      new ZoneAlarm(this, id, {
        config,
        treatMissingData: TreatMissingData.NOT_BREACHING,
        name: `ledger-${name}`,
        meaning,
        runbook: `ledger.md#${name}`,
        ...rest,
      });
    const any = { threshold: 0, comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD };
    /** All through some minutes. */
    const throughout = (minutes: number, metric: Metric) => ({
      ...any,
      metric: metric.with({ period: MINUTE }),
      evaluationPeriods: minutes,
    });

    // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
    this.waiting = sealer.metric('IteratorAge', {
      statistic: Stats.MAXIMUM,
      period: FIVE_MINUTES,
    });
    const older = (age: Duration) => ({
      metric: this.waiting,
      threshold: age.toMilliseconds(),
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
    });
    alarm('Late', 'late', 'Audit records wait for more than five minutes to be sealed.', {
      ...older(FIVE_MINUTES),
      topic: operationsTopic,
    });
    alarm('VeryLate', 'very-late', 'Audit records wait for more than an hour to be sealed.', {
      ...older(Duration.hours(1)),
      topic: securityTopic,
    });
    alarm(
      'SealerFailed',
      'sealer-failed',
      'The sealer of the audit ledger fails again and again.',
      {
        ...any,
        topic: operationsTopic,
        metric: sealer.metricErrors({ period: FIVE_MINUTES }),
        // One that lost a race, or met a hiccup of S3, is made up for by the next call.
        evaluationPeriods: 3,
        datapointsToAlarm: 2,
      },
    );
    alarm('Unsealed', 'unsealed', 'The stream takes audit records, and none is sealed.', {
      ...any,
      topic: securityTopic,
      metric: notTaken(stream, metrics.recordsSealed, 'sealed'),
      evaluationPeriods: 3,
    });
    alarm(
      'SealRefused',
      'seal-refused',
      'The newest segment of a log of the audit ledger is not what the sealer wrote.',
      {
        ...any,
        topic: securityTopic,
        metric: metrics.sealRefused.with({ period: MINUTE }),
        evaluationPeriods: 1,
      },
    );
    alarm(
      'SpoolUnsealed',
      'spool-unsealed',
      'Events that were accepted while the stream was down wait in the spool to be sealed.',
      { ...throughout(10, metrics.unsealedSpool), topic: operationsTopic },
    );
    alarm('Unsigned', 'unsigned', 'Segments of the audit ledger wait to be signed.', {
      ...throughout(5, metrics.unsignedSegments),
      topic: operationsTopic,
    });
    alarm(
      'CheckpointerSilent',
      'checkpointer-silent',
      'No run of the checkpointer has come to its end: nothing of the audit ledger is signed.',
      {
        topic: operationsTopic,
        // Each run leaves a sample.
        metric: metrics.unsignedSegments.with({
          statistic: Stats.SAMPLE_COUNT,
          period: FIVE_MINUTES,
        }),
        threshold: 1,
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.BREACHING,
      },
    );
    alarm(
      'CheckpointRefused',
      'checkpoint-refused',
      'A log of the audit ledger does not check out, and is not signed.',
      {
        ...any,
        topic: securityTopic,
        metric: metrics.checkpointRefused.with({ period: MINUTE }),
        evaluationPeriods: 1,
      },
    );
    alarm(
      'IndexBehind',
      'index-behind',
      'The index has not caught up with the audit ledger for a quarter of an hour: reports lack what is new.',
      {
        topic: operationsTopic,
        metric: metrics.indexCaughtUp.with({ period: Duration.minutes(15) }),
        threshold: 1,
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.BREACHING,
      },
    );
  }
}
