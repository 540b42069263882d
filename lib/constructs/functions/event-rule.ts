import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';

export interface EventRuleProps {
  readonly config: Pick<ZoneConfig, 'account'>;
  /** By it the failure queue knows the rule, which stands in an earlier stack. */
  readonly name: string;
  readonly description: string;
  readonly eventPattern: object;
  /** Called with each event; of a call that fails EventBridge tries again for a day. */
  readonly listener: IFunction;
  /** Takes events for which it could not be called. */
  readonly failureQueue: IQueue;
}

/** Calls a function with events of AWS services. */
export class EventRule extends CfnRule {
  constructor(scope: Construct, id: string, props: EventRuleProps) {
    const { config, name, description, eventPattern, listener, failureQueue } = props;
    super(scope, id, {
      name,
      description,
      eventPattern,
      targets: [
        {
          id: 'Listener',
          arn: listener.functionArn,
          deadLetterConfig: { arn: failureQueue.queueArn },
        },
      ],
    });
    new CfnPermission(this, 'CallsListener', {
      action: 'lambda:InvokeFunction',
      functionName: listener.functionArn,
      principal: 'events.amazonaws.com',
      sourceAccount: config.account,
      sourceArn: this.attrArn,
    });
  }
}
