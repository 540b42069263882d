import type { SNSClient } from '@aws-sdk/client-sns';
import { PublishCommand } from '@aws-sdk/client-sns';
import type { Alerts } from '../alert/alerts';
import type { Severity } from '../vocabulary';

/** The topics of the zone, one for each severity. Machines are given JSON, and who reads mail is given lines. */
export function snsTopics(
  client: Pick<SNSClient, 'send'>,
  topicArns: Readonly<Record<Severity, string>>,
): Alerts {
  return {
    async publish({ severity, subject, facts, text }) {
      await client.send(
        new PublishCommand({
          TopicArn: topicArns[severity],
          Subject: subject,
          MessageStructure: 'json',
          Message: JSON.stringify({ default: JSON.stringify(facts), email: text }),
        }),
      );
    },
  };
}
