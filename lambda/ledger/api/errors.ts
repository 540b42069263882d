import { ProblemError } from '../../shared/http/problem';

/** An idempotency key that stands for another body. Nothing was appended. */
export class IdempotencyKeyReusedError extends ProblemError {
  override readonly name = 'IdempotencyKeyReusedError';

  constructor() {
    super(409, {
      code: 'idempotency-key-reused',
      title: 'The idempotency key stands for another body.',
      detail:
        'Take a new key for each new body, and the same key only to send the same body again.',
    });
  }
}

/** Another call with the same key is under way, or was cut off a moment ago. */
export class InProgressError extends ProblemError {
  override readonly name = 'InProgressError';

  /** @param seconds after which it is worth trying again */
  constructor(seconds: number) {
    super(409, {
      code: 'in-progress',
      title: 'The same request is under way.',
      detail: `Send the same body with the same key again in ${String(seconds)} seconds.`,
      headers: { 'Retry-After': String(seconds) },
    });
  }
}

/** More events than one call reads. Nothing was given away. */
export class TooManyEventsError extends ProblemError {
  override readonly name = 'TooManyEventsError';

  constructor(most: number) {
    super(400, {
      code: 'too-many-events',
      title: 'The period has too many events.',
      detail: `One report counts at most ${String(most)} events: ask for a shorter period.`,
    });
  }
}
