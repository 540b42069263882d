import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import type { ZoneAlarmProps } from '../base/zone-alarm';
import { ZoneAlarm } from '../base/zone-alarm';
import type { IdentityMetrics } from '../identity/identity-metrics';
import { failing } from './failing';

export interface PeopleAlarmsProps {
  readonly config: ZoneConfig;
  readonly operationsTopic: ITopic;
  readonly securityTopic: ITopic;
  readonly metrics: IdentityMetrics;
  /** Writes down what became of accounts and sessions. */
  readonly events: IFunction;
  /** Tells of broken glasses, through the security topic. */
  readonly alert: IFunction;
}

const FIVE_MINUTES = Duration.minutes(5);

/** People can sign in, what they do there is written down, and emergencies are told (45 CFR 164.308(a)(5)(ii)(C)). */
export class PeopleAlarms extends Construct {
  constructor(scope: Construct, id: string, props: PeopleAlarmsProps) {
    super(scope, id);
    const { config, operationsTopic, securityTopic, metrics, events, alert } = props;
    const alarm = (
      id: string,
      name: string,
      meaning: string,
      rest: Pick<ZoneAlarmProps, 'metric' | 'topic'> & Partial<ZoneAlarmProps>,
    ): ZoneAlarm =>
      new ZoneAlarm(this, id, {
        config,
        name,
        meaning,
        runbook: `identity.md#${name}`,
        threshold: 0,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
        ...rest,
      });
    /** One time may be a hiccup, which the next call makes up for. */
    const again = { evaluationPeriods: 3, datapointsToAlarm: 2 };

    alarm(
      'SignInFailing',
      'sign-in-failing',
      'People cannot sign in, since what is needed for it could not be read or written down.',
      {
        ...again,
        topic: operationsTopic,
        metric: metrics.signInFailed.with({ period: FIVE_MINUTES }),
      },
    );
    alarm(
      'KeysStale',
      'public-keys-stale',
      'The public keys of the user pool were not copied for an hour; after a day every token is refused.',
      {
        topic: operationsTopic,
        metric: metrics.keysRefreshed.with({ period: Duration.hours(1) }),
        threshold: 1,
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.BREACHING,
      },
    );
    alarm(
      'EventsFailing',
      'identity-events-failing',
      'Failed sign-ins, second factors or time-outs are not written down, and accounts not locked.',
      { ...again, topic: operationsTopic, metric: failing(events, Duration.minutes(15)) },
    );
    alarm('LockOuts', 'lock-outs', 'Many accounts were locked after failed sign-ins.', {
      topic: securityTopic,
      metric: metrics.accountsLocked.with({ period: Duration.minutes(15) }),
      threshold: 5,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    });
    // Through the other topic: it may be the security topic that takes nothing.
    alarm('AlertFailing', 'break-glass-alert-failing', 'A broken glass could not be told of.', {
      ...again,
      topic: operationsTopic,
      metric: failing(alert, FIVE_MINUTES),
    });
  }
}
