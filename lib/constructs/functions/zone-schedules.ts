import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnEventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import { SERVICE_ROLE_PATH, zoneArn } from '../../names';
import { ZoneRole } from '../base/zone-role';
import { sendFailures } from './function-permissions';

/** A function that is called again and again. */
export interface Scheduled {
  readonly function: IFunction;
  /** Minutes between two calls. */
  readonly everyMinutes: number;
  /** What it is called with. No PHI: EventBridge keeps it with a key of AWS. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly description: string;
}

export interface ZoneSchedulesProps {
  readonly config: ZoneConfig;
  /** What they keep going, such as `ledger`: part of their names. */
  readonly of: string;
  /** By the end of their name. */
  readonly schedules: Readonly<Record<string, Scheduled>>;
  /** Takes calls that could not be made. */
  readonly failureQueue: IQueue;
  readonly messagingKey: IKey;
}

/**
 * Calls functions by the clock. EventBridge Scheduler and not a rule of EventBridge: it acts with a
 * role, so that neither the failure queue nor its key has to trust a service that sends no source.
 */
export class ZoneSchedules extends Construct {
  constructor(scope: Construct, id: string, props: ZoneSchedulesProps) {
    super(scope, id);
    const { config, of, schedules, failureQueue, messagingKey } = props;
    const groupName = `hlz-${config.name}-${of}`;
    const group = new CfnScheduleGroup(this, 'Group', { name: groupName });
    const role = new ZoneRole(this, 'Role', {
      path: SERVICE_ROLE_PATH,
      // https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: {
            'aws:SourceAccount': config.account,
            'aws:SourceArn': zoneArn(config, 'scheduler', `schedule-group/${groupName}`),
          },
        },
      }),
      description: `Calls the functions of ${of} by the clock`,
      statements: [
        new PolicyStatement({
          sid: 'CallTheFunctions',
          actions: ['lambda:InvokeFunction'],
          resources: Object.values(schedules).map((entry) => entry.function.functionArn),
        }),
        ...sendFailures({ config, failureQueue, messagingKey }),
      ],
    });
    for (const [name, scheduled] of Object.entries(schedules)) {
      const { everyMinutes } = scheduled;
      const schedule = new CfnSchedule(this, name, {
        name: `${groupName}-${name.toLowerCase()}`,
        description: scheduled.description,
        groupName,
        scheduleExpression: `rate(${everyMinutes} ${everyMinutes === 1 ? 'minute' : 'minutes'})`,
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: scheduled.function.functionArn,
          roleArn: role.roleArn,
          input: JSON.stringify(scheduled.input),
          // A call that comes late is one that the next has made up for; less than a minute AWS does not take.
          retryPolicy: { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 2 },
          deadLetterConfig: { arn: failureQueue.queueArn },
        },
      });
      schedule.addResourceDependency(group);
      schedule.node.addDependency(role.policy);
      // Scheduler hands the call to Lambda, which by default would try it thrice, for six hours: calls
      // of an hour that failed would run beside, and before, those of now. The next call makes up for it.
      // https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html
      new CfnEventInvokeConfig(this, `${name}Calls`, {
        functionName: scheduled.function.functionName,
        qualifier: '$LATEST',
        maximumRetryAttempts: 0,
        maximumEventAgeInSeconds: 60,
        // The function's dead-letter queue is the same one, where a call that failed then comes twice:
        // here with its input and its error.
        destinationConfig: { onFailure: { destination: failureQueue.queueArn } },
      });
    }
  }
}
