import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge } from '../../compliance/acknowledge';
import type { ZoneConfig } from '../../config/schema';
import { mfaRuleName, zoneArn } from '../../names';

export interface FailureQueueProps {
  readonly config: ZoneConfig;
  readonly key: IKey;
}

/** Takes what could not be delivered: asynchronous calls of functions, and messages of topics. */
export class FailureQueue extends Queue {
  constructor(scope: Construct, id: string, { config, key }: FailureQueueProps) {
    super(scope, id, {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      dataKeyReuse: Duration.minutes(5),
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // By name: the rule stands in a later stack.
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'RulesTellOfFailures',
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.queueArn],
        conditions: {
          ArnEquals: { 'aws:SourceArn': zoneArn(config, 'events', `rule/${mfaRuleName(config)}`) },
        },
      }),
    );
    acknowledge(this, {
      rules: ['Serverless-SQSRedrivePolicy'],
      reason:
        'This is itself the dead-letter queue of the zone: a dead-letter queue of a dead-letter queue would need one again.',
      citation:
        'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
      review: '2027-11-22',
    });
  }
}
