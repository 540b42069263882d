import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import { logField, logMetric, ONCE } from '../functions/log-metric';

export interface PhiMetricsProps {
  readonly config: ZoneConfig;
  readonly apiLog: ILogGroup;
}

/** What the encryption API says in its log, as metrics: counts, never a field or whose it is. */
export class PhiMetrics extends Construct {
  /** Calls that were answered 503: something that is needed for it did not answer. */
  readonly unavailable: Metric;
  /** Fields that were no field of that patient and data type, or of no key of the tenant. */
  readonly undecryptable: Metric;

  constructor(scope: Construct, id: string, { config, apiLog }: PhiMetricsProps) {
    super(scope, id);
    this.unavailable = logMetric(this, 'Unavailable', {
      config,
      logGroup: apiLog,
      event: 'request-unavailable',
      name: 'PhiUnavailable',
      ...ONCE,
    });
    this.undecryptable = logMetric(this, 'Undecryptable', {
      config,
      logGroup: apiLog,
      event: 'fields-not-decryptable',
      name: 'PhiUndecryptable',
      value: logField('fields'),
      statistic: Stats.SUM,
    });
  }
}
