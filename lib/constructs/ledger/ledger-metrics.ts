import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';

export interface LedgerMetricsProps {
  readonly config: ZoneConfig;
  readonly sealerLog: ILogGroup;
  readonly checkpointerLog: ILogGroup;
}

/** How a line of a log counts. */
interface Counted {
  /** A number, or the field that has it. */
  readonly value: string;
  readonly statistic: string;
  /** @default - no value where no line counts */
  readonly defaultValue?: number;
}

/** What the functions of the ledger say of it in their logs, as metrics: counts, never a record. */
export class LedgerMetrics extends Construct {
  /** Records sealed, in all logs. */
  readonly recordsSealed: Metric;
  /** Times that the newest segment of a log could not be what was written. */
  readonly sealRefused: Metric;
  /** Logs that did not check out, and were not signed. */
  readonly checkpointRefused: Metric;
  /** Segments that no checkpoint covers, at the end of a run; a sample a run. */
  readonly unsignedSegments: Metric;
  /** Objects of the spool that are not sealed, at the end of a run. */
  readonly unsealedSpool: Metric;

  constructor(scope: Construct, id: string, props: LedgerMetricsProps) {
    super(scope, id);
    const { config, sealerLog, checkpointerLog } = props;
    const metric = (
      name: string,
      logGroup: ILogGroup,
      event: string,
      { value, statistic, defaultValue }: Counted,
    ): Metric =>
      new MetricFilter(this, name, {
        logGroup,
        // Lambda puts what is logged below `message`:
        // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
        filterPattern: FilterPattern.stringValue('$.message.event', '=', event),
        metricNamespace: `hlz/${config.name}`,
        metricName: `Ledger${name}`,
        metricValue: value,
        ...(defaultValue === undefined ? {} : { defaultValue }),
      }).metric({ statistic });
    const field = (name: string): string => `$.message.${name}`;
    const once = { value: '1', statistic: Stats.SUM };
    this.recordsSealed = metric('RecordsSealed', sealerLog, 'segment-sealed', {
      value: field('records'),
      statistic: Stats.SUM,
      // The log has a line every five minutes at least: without a sealed record, 0 and not nothing.
      defaultValue: 0,
    });
    this.sealRefused = metric('SealRefused', sealerLog, 'seal-refused', once);
    this.checkpointRefused = metric(
      'CheckpointRefused',
      checkpointerLog,
      'checkpoint-refused',
      once,
    );
    const left = (name: string): Metric =>
      metric(name, checkpointerLog, 'checkpoint-run', {
        value: field(name.charAt(0).toLowerCase() + name.slice(1)),
        statistic: Stats.MINIMUM,
      });
    this.unsignedSegments = left('UnsignedSegments');
    this.unsealedSpool = left('UnsealedSpool');
  }
}
