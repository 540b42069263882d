import { ZoneError } from '../../shared/errors';

/**
 * Name of the configuration set of Amazon SES by which notices go: an operator makes it, with TLS required and without
 * event destinations, so that SES counts no openings and clicks, whatever the default of the identity is. While
 * there is none of that name, nothing is sent. docs/breach-desk.md#notices
 */
export const MAIL_CONFIGURATION = 'hlz-notices';

/** Sends notices by e-mail, one person a message: nobody sees who else is told. */
export interface Mailer {
  /** @throws MailError; nothing was sent, as far as is known */
  send(message: Mail): Promise<void>;
}

export interface Mail {
  /** Address of one person. It is told to the mail service, and kept and logged nowhere. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** A page that loads nothing: no picture tells that it was opened. */
  readonly html: string;
}

/** Why a message was not sent. */
export type MailFailure =
  /** The service does not take this message: the address is bad, suppressed, or not allowed in its sandbox. */
  | 'rejected'
  /** The account may not send: it is paused, or its identity or configuration is not there. */
  | 'not-allowed'
  /** Too many in too short a time, or in a day: try again later. */
  | 'too-many'
  /** The service did not answer. It may have sent the message all the same. */
  | 'unavailable';

/** A message that was not sent. It has no cause: what a mail service says repeats the address. */
export class MailError extends ZoneError {
  override readonly name = 'MailError';

  /** @param serviceError name of the error of the service, such as `MessageRejected` */
  constructor(
    readonly failure: MailFailure,
    readonly serviceError: string,
  ) {
    super(`The message was not sent: ${failure} (${serviceError}).`);
  }
}
