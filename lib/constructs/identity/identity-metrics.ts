import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import { logField, logMetric, ONCE } from '../functions/log-metric';

export interface IdentityMetricsProps {
  readonly config: ZoneConfig;
  readonly signInLog: ILogGroup;
  readonly eventsLog: ILogGroup;
  readonly keysLog: ILogGroup;
}

/** What the functions of identity say in their logs, as metrics: counts, never a person. */
export class IdentityMetrics extends Construct {
  /** Sign-ins that failed for a reason of ours: nothing could be read, or written down. */
  readonly signInFailed: Metric;
  /** Accounts that were locked after failed attempts. */
  readonly accountsLocked: Metric;
  /** Copies of the public keys that were made. */
  readonly keysRefreshed: Metric;

  constructor(scope: Construct, id: string, props: IdentityMetricsProps) {
    super(scope, id);
    const { config, signInLog, eventsLog, keysLog } = props;
    this.signInFailed = logMetric(this, 'SignInFailed', {
      config,
      logGroup: signInLog,
      event: 'sign-in-failed',
      name: 'IdentitySignInFailed',
      ...ONCE,
    });
    this.accountsLocked = logMetric(this, 'AccountsLocked', {
      config,
      logGroup: eventsLog,
      event: 'accounts-locked',
      name: 'IdentityAccountsLocked',
      value: logField('accounts'),
      statistic: Stats.SUM,
    });
    this.keysRefreshed = logMetric(this, 'KeysRefreshed', {
      config,
      logGroup: keysLog,
      event: 'public-keys-refreshed',
      name: 'IdentityKeysRefreshed',
      ...ONCE,
    });
  }
}
