import { SubscribeCommand } from '@aws-sdk/client-sns';
import type { Aws } from '../zone/aws';
import { signed } from './sigv4';

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
  { sns, endpoint, rootUser }: Pick<Aws, 'sns' | 'endpoint' | 'rootUser'>,
  TopicArn: string,
  QueueName: string,
): Promise<Inbox> {
  async function call(operation: string, input: object): Promise<unknown> {
    const url = new URL('/', endpoint);
    const body = JSON.stringify(input);
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AmazonSQS.${operation}`,
    };
    const request = { method: 'POST', url, headers, body };
    const answer = await fetch(url, {
      method: 'POST',
      headers: signed(request, rootUser, 'sqs'),
      body,
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${operation}: ${String(answer.status)} ${text}`);
    return JSON.parse(text);
  }

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
  await sns.send(
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
