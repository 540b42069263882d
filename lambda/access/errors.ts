import { ZoneError } from '../shared/errors';
import { ProblemError } from '../shared/http/problem';
import type { UndecidedBecause } from './approval';
import { JUSTIFICATION } from './glass';

/** Each says what a caller is told. */

/** `refused`: calls with a token of his that let nobody in. They take nothing from his calls, since it may be a thief's. */
export type LimitName = 'calls' | 'refused' | 'bulk' | 'reports';

const LIMIT_NAMES: Readonly<Record<LimitName, string>> = {
  calls: 'calls in a minute',
  refused: 'calls in a minute',
  bulk: 'bulk exports in an hour',
  reports: 'reports of incidents in an hour',
};

/** Somebody did something as often as he may in this window. */
export class TooManyCallsError extends ProblemError {
  override readonly name = 'TooManyCallsError';

  /** @param retryAfter seconds until the next window */
  constructor(
    readonly limit: LimitName,
    readonly retryAfter: number,
  ) {
    super(429, {
      code: 'too-many-calls',
      detail: `No more ${LIMIT_NAMES[limit]} are let through: try again in ${String(retryAfter)} seconds.`,
      headers: { 'Retry-After': String(retryAfter) },
    });
  }
}

/** What is needed to answer is out of reach. Nothing was released. */
export class UnavailableError extends ProblemError {
  override readonly name = 'UnavailableError';

  constructor(what: string, options?: ErrorOptions) {
    super(
      503,
      {
        code: 'unavailable',
        detail: `${what} cannot be reached, so nothing is decided and nothing given away: try again.`,
      },
      options,
    );
  }
}

/** Something that only takes away was done, and is not in the ledger. */
export class UnrecordedChangeError extends ProblemError {
  override readonly name = 'UnrecordedChangeError';

  constructor(options?: ErrorOptions) {
    super(
      503,
      {
        code: 'changed-unrecorded',
        title: 'The change is made, and not written down.',
        detail:
          'The audit ledger did not take its record: call again with the same body until it does.',
      },
      options,
    );
  }
}

/** It is certain who asks, and he may not. */
export class NotPermittedError extends ProblemError {
  override readonly name = 'NotPermittedError';

  /** @param code why, such as `no-care-relation`: also the reason in the audit event */
  constructor(code: string, detail: string) {
    super(403, { code, detail });
  }
}

/** An id of nothing that the caller may know of. */
export class NoSuchThingError extends ProblemError {
  override readonly name = 'NoSuchThingError';

  constructor(code: string, detail: string) {
    super(404, { code, detail });
  }
}

/** A token of a page that no answer gave. */
export class PageTokenError extends ProblemError {
  override readonly name = 'PageTokenError';

  constructor() {
    super(400, {
      code: 'page-token',
      title: 'There is no such page.',
      detail: 'The token of the page is none: send `page` of the answer before, as it stands.',
    });
  }
}

const UNDECIDABLE: Readonly<Record<UndecidedBecause, string>> = {
  'own-request': 'Who asks does not decide: another privacy officer has to.',
  'decided-already': 'The request is decided, and a decision stands.',
  expired: 'The request has expired: it has to be made again.',
};

/** A request that this person cannot decide, now or ever. */
export class UndecidableError extends ProblemError {
  override readonly name = 'UndecidableError';

  constructor(
    readonly because: UndecidedBecause,
    options?: ErrorOptions,
  ) {
    super(
      because === 'own-request' ? 403 : 409,
      { code: because, title: 'The request is not decided.', detail: UNDECIDABLE[because] },
      options,
    );
  }
}

/** An approval that does not cover what somebody wants to do under it. Nothing was taken from it. */
export class ApprovalNotCoveringError extends ProblemError {
  override readonly name = 'ApprovalNotCoveringError';

  constructor(options?: ErrorOptions) {
    super(
      403,
      {
        code: 'approval-required',
        title: 'This is not approved.',
        detail:
          'No approval of yours covers this: it must name the kind, the data types and the recipient, hold now, and have enough patients left.',
      },
      options,
    );
  }
}

/** A justification that says too little, or too much. */
export class JustificationError extends ProblemError {
  override readonly name = 'JustificationError';

  constructor() {
    super(400, {
      code: 'justification',
      title: 'There is no justification.',
      detail: `Expected ${String(JUSTIFICATION.least)} to ${String(JUSTIFICATION.most)} characters of text that a reviewer can read; space does not count.`,
    });
  }
}

/** A glass that was reviewed before. */
export class GlassReviewedError extends ProblemError {
  override readonly name = 'GlassReviewedError';

  constructor(options?: ErrorOptions) {
    super(
      409,
      {
        code: 'reviewed-already',
        title: 'The review is recorded.',
        detail: 'A review of this glass is recorded, and stands.',
      },
      options,
    );
  }
}

/** Nobody reviews what he did himself. */
export class OwnGlassError extends ProblemError {
  override readonly name = 'OwnGlassError';

  constructor() {
    super(403, {
      code: 'own-glass',
      detail: 'Who broke a glass does not review it: another privacy officer has to.',
    });
  }
}

/** An event of Lambda that is none of those which the function takes. */
export class AlertEventError extends ZoneError {
  override readonly name = 'AlertEventError';
}
