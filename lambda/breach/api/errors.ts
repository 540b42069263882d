import { ProblemError } from '../../shared/http/problem';

/** Why no letter is sent by e-mail. Nothing was sent. */
export type MailRefusal =
  /** The config has no address to send from. */
  | 'mail-off'
  /** It is not certain that individuals have to be told, or they were. */
  | 'not-confirmed'
  /** A drill writes to nobody. */
  | 'drill'
  /** A law-enforcement delay holds. 45 CFR 164.412. */
  | 'held'
  /** The letter lacks something that it has to say. 45 CFR 164.404(c)(1). */
  | 'letter-incomplete';

export class MailRefusedError extends ProblemError {
  override readonly name = 'MailRefusedError';

  constructor(refusal: MailRefusal, detail: string) {
    super(409, { code: refusal, title: 'No letter is sent.', detail });
  }
}

/** Letters were sent, and it is not in the register. */
export class MailedUnrecordedError extends ProblemError {
  override readonly name = 'MailedUnrecordedError';

  /**
   * @param sent how many letters
   * @param failed places in the list of those to whom nothing was sent
   */
  constructor(
    sent: number,
    failed: readonly number[],
    options?: ErrorOptions,
  ) {
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
