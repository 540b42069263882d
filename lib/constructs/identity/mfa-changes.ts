import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { TRAIL_EVENTS } from '../../../lambda/identity/events/trail-event';
import type { ZoneConfig } from '../../config/schema';
import { mfaRuleName } from '../../names';

export interface MfaChangesProps {
  readonly config: ZoneConfig;
  /** Called with each change. */
  readonly listener: IFunction;
  /** Takes events for which it could not be called. */
  readonly failureQueue: IQueue;
}

/**
 * Hears from the trail of second factors that come and go, and of what administrators do to accounts:
 * Cognito has no trigger for them, and its log of sign-ins does not tell. Which user pool it was, the
 * function looks at.
 */
export class MfaChanges extends CfnRule {
  constructor(scope: Construct, id: string, { config, listener, failureQueue }: MfaChangesProps) {
    super(scope, id, {
      name: mfaRuleName(config),
      description: 'Second factors that come and go, from the trail',
      eventPattern: {
        source: ['aws.cognito-idp'],
        // The second for what people do on the sign-in pages.
        'detail-type': ['AWS API Call via CloudTrail', 'AWS Service Event via CloudTrail'],
        detail: {
          eventSource: ['cognito-idp.amazonaws.com'],
          eventName: Object.keys(TRAIL_EVENTS),
        },
      },
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
