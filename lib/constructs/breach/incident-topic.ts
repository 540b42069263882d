import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnSubscription, Topic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Severity } from '../../../lambda/breach/vocabulary';
import type { ZoneConfig } from '../../config/schema';
import { incidentTopicName } from '../../names';

export interface IncidentTopicProps {
  readonly config: ZoneConfig;
  readonly key: IKey;
  readonly severity: Severity;
  readonly subscribers: readonly string[];
  /** Takes messages that could not be delivered: it knows the topic by its name. */
  readonly failureQueue: IQueue;
}

/** An encrypted topic on which incidents of one severity are told, over TLS. */
export class IncidentTopic extends Topic {
  constructor(scope: Construct, id: string, props: IncidentTopicProps) {
    const { config, severity, failureQueue } = props;
    super(scope, id, {
      topicName: incidentTopicName(config, severity),
      masterKey: props.key,
      displayName: `${config.name} incidents ${severity}`,
      enforceSSL: true,
    });
    // The L2 construct would name this topic in the policy of the queue, which stands in an earlier stack.
    for (const address of props.subscribers) {
      new CfnSubscription(this, address, {
        topicArn: this.topicArn,
        protocol: 'email',
        endpoint: address,
        redrivePolicy: { deadLetterTargetArn: failureQueue.queueArn },
      });
    }
  }
}
