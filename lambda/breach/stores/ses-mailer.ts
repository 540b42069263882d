import type { SESv2Client } from '@aws-sdk/client-sesv2';
import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { Mailer, MailFailure } from '../mail/mailer';
import { MailError } from '../mail/mailer';
import { describeError } from '../../shared/errors';

export interface SesMailing {
  /** Address, or domain, that SES has verified. */
  readonly from: string;
  /**
   * Name of a configuration set without event destinations: SES then counts no openings and clicks, and with TLS policy
   * `REQUIRE` sends nothing in the clear. @default - that of the identity, which had better have neither
   */
  readonly configurationSet?: string;
}

/**
 * Amazon SES. A call that got no answer is made again by the client, and SES knows no idempotency: somebody may get
 * his letter twice, and none is lost.
 */
export function sesMailer(
  client: Pick<SESv2Client, 'send'>,
  { from, configurationSet }: SesMailing,
): Mailer {
  return {
    async send({ to, subject, text, html }) {
      const content = (data: string) => ({ Data: data, Charset: 'UTF-8' });
      try {
        await client.send(
          new SendEmailCommand({
            FromEmailAddress: from,
            Destination: { ToAddresses: [to] },
            Content: {
              Simple: {
                Subject: content(subject),
                Body: { Text: content(text), Html: content(html) },
              },
            },
            ...(configurationSet === undefined ? {} : { ConfigurationSetName: configurationSet }),
          }),
        );
      } catch (error) {
        const { name } = describeError(error);
        // Without a cause: the message of SES names addresses.
        throw new MailError(failureOf(name), NAME.test(name) ? name : 'Error');
      }
    },
  };
}

/** A name of an error, and nothing else that somebody may have put there. */
const NAME = /^[A-Za-z]{1,64}$/;

const FAILURES: Readonly<Record<string, MailFailure>> = {
  MessageRejected: 'rejected',
  BadRequestException: 'rejected',
  AccountSuspendedException: 'not-allowed',
  SendingPausedException: 'not-allowed',
  MailFromDomainNotVerifiedException: 'not-allowed',
  NotFoundException: 'not-allowed',
  AccessDeniedException: 'not-allowed',
  LimitExceededException: 'too-many',
  TooManyRequestsException: 'too-many',
};

function failureOf(name: string): MailFailure {
  return Object.hasOwn(FAILURES, name) ? (FAILURES[name] ?? 'unavailable') : 'unavailable';
}
