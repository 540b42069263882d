import * as iam from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import { zoneArn } from '../../names';

export interface AlertTopicProps {
  readonly config: ZoneConfig;
  readonly key: IKey;
  /** Name that mails come from. */
  readonly displayName: string;
  readonly subscribers: readonly string[];
  /** Takes messages that could not be delivered. */
  readonly failureQueue: IQueue;
}

/** An encrypted topic to which the alarms of this account publish, over TLS. */
export class AlertTopic extends Topic {
  constructor(scope: Construct, id: string, props: AlertTopicProps) {
    const { config } = props;
    super(scope, id, {
      masterKey: props.key,
      displayName: props.displayName,
      enforceSSL: true,
    });
    this.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'AlarmsPublish',
        principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': config.account },
          ArnLike: { 'aws:SourceArn': zoneArn(config, 'cloudwatch', 'alarm:*') },
        },
      }),
    );
    for (const address of props.subscribers) {
      this.addSubscription(new EmailSubscription(address, { deadLetterQueue: props.failureQueue }));
    }
  }
}
