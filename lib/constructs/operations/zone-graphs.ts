import type { IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IStream } from 'aws-cdk-lib/aws-kinesis';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IDatabaseInstance } from 'aws-cdk-lib/aws-rds';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { BreachMetrics } from '../breach/breach-metrics';
import type { LedgerMetrics } from '../ledger/ledger-metrics';

export interface ZoneGraphsProps {
  readonly failureQueue: IQueue;
  readonly stream: IStream;
  readonly ledger: LedgerMetrics;
  readonly breach: BreachMetrics;
  /** Age of the oldest record that is not sealed, and of the oldest that was not looked at. */
  readonly waiting: Readonly<Record<'sealed' | 'watched', Metric>>;
  /** The encryption API. */
  readonly phi: IFunction;
  readonly database: IDatabaseInstance | undefined;
}

/** What the dashboard shows of the last days, by title. */
export function zoneGraphs(props: ZoneGraphsProps): Readonly<Record<string, readonly IMetric[]>> {
  const { failureQueue, stream, ledger, breach, waiting, phi, database } = props;
  return {
    'Failure queue': [failureQueue.metricApproximateNumberOfMessagesVisible()],
    'Audit records, received and sealed': [
      stream.metricIncomingRecords({ statistic: Stats.SUM }),
      ledger.recordsSealed,
    ],
    'Audit records, longest wait': Object.entries(waiting).map(([label, metric]) =>
      metric.with({ label }),
    ),
    'Ledger, not signed yet': [ledger.unsignedSegments],
    'Rules broken': [breach.hits],
    'Encryption API, calls': [phi.metricInvocations()],
    ...(database === undefined
      ? {}
      : { 'Database, connections': [database.metricDatabaseConnections()] }),
  };
}
