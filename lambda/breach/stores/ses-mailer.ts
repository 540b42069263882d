import type { SESv2Client } from '@aws-sdk/client-sesv2';
import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { Mailer, MailFailure } from '../mail/mailer';
import { MAIL_CONFIGURATION, MailError } from '../mail/mailer';
import { describeError } from '../../shared/errors';

export interface SesMailing {
  /** Address that SES has verified, itself or its domain. */
  readonly from: string;
}

/**
 * Amazon SES. A call that got no answer is made again by the client, and SES knows no idempotency: somebody may get
 * his letter twice, and none is lost.
 */
export function sesMailer(client: Pick<SESv2Client, 'send'>, { from }: SesMailing): Mailer {
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
            ConfigurationSetName: MAIL_CONFIGURATION,
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
