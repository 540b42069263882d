import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { Conditions } from 'aws-cdk-lib/aws-iam';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { FINDING_SOURCES, SEVERITIES } from '../../../lambda/breach/vocabulary';
import { acknowledge } from '../../compliance/acknowledge';
import type { ZoneConfig } from '../../config/schema';
import { findingRuleName, incidentTopicName, mfaRuleName, zoneArn } from '../../names';

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
    // By name: rules and topics stand in later stacks.
    const rules = [
      mfaRuleName(config),
      ...FINDING_SOURCES.map((source) => findingRuleName(config, source)),
    ];
    this.take('RulesTellOfFailures', 'events.amazonaws.com', {
      ArnEquals: {
        'aws:SourceArn': rules.map((name) => zoneArn(config, 'events', `rule/${name}`)),
      },
    });
    const topics = SEVERITIES.map((severity) => incidentTopicName(config, severity));
    this.take('TopicsOfIncidentsTellOfFailures', 'sns.amazonaws.com', {
      ArnEquals: { 'aws:SourceArn': topics.map((name) => zoneArn(config, 'sns', name)) },
    });
    acknowledge(this, {
      rules: ['Serverless-SQSRedrivePolicy'],
      reason:
        'This is itself the dead-letter queue of the zone: a dead-letter queue of a dead-letter queue would need one again.',
      citation:
        'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
      review: '2027-11-22',
    });
  }

  /** Lets a service send, for the sources that the condition names. */
  private take(sid: string, service: string, conditions: Conditions): void {
    this.addToResourcePolicy(
      new PolicyStatement({
        sid,
        principals: [new ServicePrincipal(service)],
        actions: ['sqs:SendMessage'],
        resources: [this.queueArn],
        conditions,
      }),
    );
  }
}
