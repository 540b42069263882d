import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import type { Counted } from '../functions/log-metric';
import { logField, logMetric, ONCE } from '../functions/log-metric';

export interface LedgerMetricsProps {
  readonly config: ZoneConfig;
  readonly sealerLog: ILogGroup;
  readonly checkpointerLog: ILogGroup;
  readonly indexerLog: ILogGroup;
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
  /** Runs of the indexer after which everything that was sealed was indexed. */
  readonly indexCaughtUp: Metric;

  constructor(scope: Construct, id: string, props: LedgerMetricsProps) {
    super(scope, id);
    const { config, sealerLog, checkpointerLog, indexerLog } = props;
    const metric = (name: string, logGroup: ILogGroup, event: string, counted: Counted): Metric =>
      logMetric(this, name, { config, logGroup, event, name: `Ledger${name}`, ...counted });
    this.recordsSealed = metric('RecordsSealed', sealerLog, 'segment-sealed', {
      value: logField('records'),
      statistic: Stats.SUM,
      // The log has a line every five minutes at least: without a sealed record, 0 and not nothing.
      defaultValue: 0,
    });
    this.sealRefused = metric('SealRefused', sealerLog, 'seal-refused', ONCE);
    this.checkpointRefused = metric(
      'CheckpointRefused',
      checkpointerLog,
      'checkpoint-refused',
      ONCE,
    );
    const left = (name: string): Metric =>
      metric(name, checkpointerLog, 'checkpoint-run', {
        value: logField(name.charAt(0).toLowerCase() + name.slice(1)),
        statistic: Stats.MINIMUM,
      });
    this.unsignedSegments = left('UnsignedSegments');
    this.unsealedSpool = left('UnsealedSpool');
    this.indexCaughtUp = metric('IndexCaughtUp', indexerLog, 'index-run', {
      ...ONCE,
      // A log that does not check out is none of it: the checkpointer tells of that.
      where: ['unfinished', 'failed'].map((left) =>
        FilterPattern.numberValue(`$.message.${left}`, '=', 0),
      ),
    });
  }
}
