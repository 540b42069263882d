import { ProblemError } from '../../shared/http/problem';

/** The config has no address to send from. */
export class MailOffError extends ProblemError {
  override readonly name = 'MailOffError';

  constructor() {
    super(409, {
      code: 'mail-off',
      title: 'No letter is sent by e-mail.',
      detail:
        'The config of the zone has no address to send from (breach.mail): send the letter by first-class mail.',
    });
  }
}

/** Letters were sent, and it is not in the register. */
export class MailedUnrecordedError extends ProblemError {
  override readonly name = 'MailedUnrecordedError';

  /**
   * @param sent how many letters
   * @param failed places in the list of those to whom nothing was sent
   */
  constructor(sent: number, failed: readonly number[], options?: ErrorOptions) {
    super(
      503,
      {
        code: 'mailed-unrecorded',
        title: 'Letters are sent, and not written into the register.',
        detail: `${String(sent)} letters were sent: do not send them again. Record them with recordNotice: kind individuals, way email, persons ${String(sent)}.`,
        errors: failed.map((at) => ({
          pointer: `#/recipients/${String(at)}`,
          detail: 'nothing was sent to this one.',
        })),
      },
      options,
    );
  }
}
