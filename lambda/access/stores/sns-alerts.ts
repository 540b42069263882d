import type { SNSClient } from '@aws-sdk/client-sns';
import { PublishCommand } from '@aws-sdk/client-sns';
import type { Alerts } from '../alert/alerts';

/** A topic of the zone. */
export function snsAlerts(client: Pick<SNSClient, 'send'>, topicArn: string): Alerts {
  return {
    async publish({ subject, text }) {
      await client.send(
        new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: text }),
      );
    },
  };
}
