import { SubscribeCommand } from '@aws-sdk/client-sns';
import type { Aws } from '../zone/aws';
import { jsonCall } from './json-call';

/** What arrives of what a topic sends, on a queue that stands for the mailbox of a person. */
export interface Inbox {
  /** Notifications that came since, and are not read again. */
  read(): Promise<readonly Notification[]>;
}

/** What SNS wraps a message in. */
export interface Notification {
  readonly Subject?: string;
  readonly Message: string;
}

/** Subscribes a new queue to a topic. */
export async function inboxOf(
  aws: Pick<Aws, 'sns' | 'endpoint' | 'rootUser'>,
  TopicArn: string,
  QueueName: string,
): Promise<Inbox> {
  const call = (operation: string, input: object): Promise<unknown> =>
    jsonCall(aws, { service: 'sqs', target: `AmazonSQS.${operation}` }, input);

  const { QueueUrl } = (await call('CreateQueue', { QueueName })) as { readonly QueueUrl: string };
  const { Attributes } = (await call('GetQueueAttributes', {
    QueueUrl,
    AttributeNames: ['QueueArn'],
  })) as { readonly Attributes: { readonly QueueArn: string } };
  const allow = {
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: Attributes.QueueArn,
    Condition: { ArnEquals: { 'aws:SourceArn': TopicArn } },
  };
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: [allow] });
  await call('SetQueueAttributes', { QueueUrl, Attributes: { Policy: policy } });
  await aws.sns.send(
    new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: Attributes.QueueArn }),
  );
  return {
    async read() {
      const { Messages = [] } = (await call('ReceiveMessage', {
        QueueUrl,
        MaxNumberOfMessages: 10,
      })) as {
        readonly Messages?: readonly { readonly Body: string; readonly ReceiptHandle: string }[];
      };
      for (const { ReceiptHandle } of Messages) {
        await call('DeleteMessage', { QueueUrl, ReceiptHandle });
      }
      return Messages.map(({ Body }) => JSON.parse(Body) as Notification);
    },
  };
}
