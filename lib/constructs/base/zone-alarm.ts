import type { AlarmProps } from 'aws-cdk-lib/aws-cloudwatch';
import { Alarm, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct, IConstruct } from 'constructs';
import { isEmulated } from '../../config/emulator';
import type { ZoneConfig } from '../../config/schema';

export interface ZoneAlarmProps extends Pick<
  AlarmProps,
  'metric' | 'threshold' | 'comparisonOperator' | 'evaluationPeriods' | 'datapointsToAlarm'
> {
  readonly config: ZoneConfig;
  /** Name of the alarm behind `hlz-<zone>-`, such as `trail-stopped`. */
  readonly name: string;
  /** What has happened, in one sentence: the mail begins with it. */
  readonly meaning: string;
  /** Page below `docs/runbooks`, with anchor: `trail.md#trail-stopped`. */
  readonly runbook: string;
  /** Who is told. */
  readonly topic: ITopic;
  /** What it means that there is no data: nothing has happened, or everything has stopped. */
  readonly treatMissingData: NonNullable<AlarmProps['treatMissingData']>;
}

/** An alarm that tells somebody, and says what to do. */
export class ZoneAlarm extends Alarm {
  /** Its name as it stands in a mail: `hlz-mercy-trail-stopped`. */
  readonly plainName: string;

  constructor(scope: Construct, id: string, props: ZoneAlarmProps) {
    const { config, name, meaning, runbook, topic, ...rest } = props;
    const plainName = `hlz-${config.name}-${name}`;
    super(scope, id, {
      ...rest,
      alarmName: plainName,
      alarmDescription: `${meaning} Runbook: docs/runbooks/${runbook}`,
    });
    this.plainName = plainName;
    this.addAlarmAction(new SnsAction(topic));
  }
}

/** Names of all alarms under a construct; none where it was not made. */
export function alarmNames(scope: IConstruct | undefined): readonly string[] {
  return (scope?.node.findAll() ?? [])
    .filter((node) => node instanceof ZoneAlarm)
    .map(({ plainName }) => plainName);
}

/** CloudFormation of an emulator refuses alarms on what is reckoned from several metrics: there they go. */
export function leaveOutReckoned(scope: IConstruct, config: ZoneConfig): void {
  if (!isEmulated(config)) return;
  const reckoned = scope.node
    .findAll()
    .filter((node) => node instanceof ZoneAlarm && node.metric instanceof MathExpression);
  for (const { node } of reckoned) node.scope?.node.tryRemoveChild(node.id);
}
