import { ZoneError } from '../shared/errors';
import type { UndecidedBecause } from './approval';
import { JUSTIFICATION } from './glass';
import type { LimitName } from './rates';

/** TEMPORARY until shared/http is there. */
export abstract class ProblemError extends ZoneError {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly headers: Readonly<Record<string, string>> = {},
    options?: ErrorOptions,
  ) {
    super(detail, options);
  }
}

const LIMIT_NAMES: Readonly<Record<LimitName, string>> = {
  calls: 'calls in a minute',
  bulk: 'bulk exports in an hour',
};

/** Somebody did something as often as he may in this window. */
export class TooManyCallsError extends ProblemError {
  override readonly name = 'TooManyCallsError';

  /** @param retryAfter seconds until the next window */
  constructor(
    readonly limit: LimitName,
    readonly retryAfter: number,
  ) {
    super(
      429,
      'too-many-calls',
      'Too many calls',
      `No more ${LIMIT_NAMES[limit]} are let through; try again in ${String(retryAfter)} seconds.`,
      { 'Retry-After': String(retryAfter) },
    );
  }
}

/** What is needed to answer is out of reach. Nothing was released. */
export class UnavailableError extends ProblemError {
  override readonly name = 'UnavailableError';

  constructor(what: string, options?: ErrorOptions) {
    super(
      503,
      'unavailable',
      'Out of reach',
      `${what} could not be reached, so nothing is answered: try again.`,
      { 'Retry-After': '1' },
      options,
    );
  }
}

/** A token of a page that no answer gave. */
export class PageTokenError extends ProblemError {
  override readonly name = 'PageTokenError';

  constructor() {
    super(
      400,
      'page-token',
      'No such page',
      'The token of the page is none: expected `next` of the answer before, as it stands.',
    );
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
      because,
      'Not decided',
      UNDECIDABLE[because],
      {},
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
      'approval-required',
      'Not approved',
      'No approval of yours covers this: it must name the kind and the data types, hold now, and have enough patients left.',
      {},
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
      'changed-unrecorded',
      'Changed, not recorded',
      'The change was made, and the audit ledger did not take its record: call again with the same body until it does.',
      { 'Retry-After': '5' },
      options,
    );
  }
}

/** A justification that says too little, or too much. */
export class JustificationError extends ProblemError {
  override readonly name = 'JustificationError';

  constructor() {
    super(
      400,
      'justification',
      'No justification',
      `The justification says nothing: expected ${String(JUSTIFICATION.least)} to ${String(JUSTIFICATION.most)} characters of text that a reviewer can read.`,
    );
  }
}

/** A glass that was reviewed before. */
export class GlassReviewedError extends ProblemError {
  override readonly name = 'GlassReviewedError';

  constructor(options?: ErrorOptions) {
    super(
      409,
      'reviewed-already',
      'Reviewed already',
      'The review of this glass is recorded, and stands.',
      {},
      options,
    );
  }
}

/** Nobody reviews what he did himself. */
export class OwnGlassError extends ProblemError {
  override readonly name = 'OwnGlassError';

  constructor() {
    super(
      403,
      'own-glass',
      'Not reviewed',
      'Who broke a glass does not review it: another privacy officer has to.',
    );
  }
}
