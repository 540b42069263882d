import { ZoneError } from '../errors';
import type { Receipt } from './audit-trail';

/** One thing that is wrong with an event. Says where and of what kind, never what stands there. */
export interface EventProblem {
  /** Such as `resource.ref`; with more than one draft `1: resource.ref`, counted from 0. */
  readonly path: string;
  /** What it is and what is expected: a sentence. */
  readonly problem: string;
}

/** Events that must not be written, with everything that is wrong with them. */
export class AuditEventError extends ZoneError {
  override readonly name = 'AuditEventError';

  constructor(readonly problems: readonly EventProblem[]) {
    super(
      [
        `The audit event has ${String(problems.length)} ${problems.length === 1 ? 'problem' : 'problems'}; nothing was appended.`,
        ...problems.map(({ path, problem }) => (path === '' ? problem : `${path}: ${problem}`)),
      ].join('\n  '),
    );
  }
}

/** A value that canonical JSON, as we restrict it, has no form for. */
export class CanonicalJsonError extends ZoneError {
  override readonly name = 'CanonicalJsonError';
}

/** An event whose canonical JSON is longer than a reader has to take. */
export class AuditEventTooLargeError extends ZoneError {
  override readonly name = 'AuditEventTooLargeError';

  constructor(
    readonly bytes: number,
    readonly limit: number,
    longest: { readonly field: string; readonly bytes: number },
  ) {
    super(
      `The audit event is ${String(bytes)} bytes of canonical JSON, at most ${String(limit)} are taken; nothing was appended. Its longest field is ${longest.field} with ${String(longest.bytes)} bytes: write one event for each resource, or name a group of fields instead of each.`,
    );
  }
}

const MOST_NAMED = 10;

/** Not all events were accepted: what they stand for must not be given away. */
export class AuditUnavailableError extends ZoneError {
  override readonly name = 'AuditUnavailableError';

  constructor(
    /** In the order of the drafts; undefined for those that were not accepted. */
    readonly receipts: readonly (Receipt | undefined)[],
    /** Ids that were given to those. Such an event may still turn up in the ledger. */
    readonly notAccepted: readonly string[],
    failures: readonly string[],
    options?: ErrorOptions,
  ) {
    const more = notAccepted.length - MOST_NAMED;
    super(
      `${String(notAccepted.length)} of ${String(receipts.length)} audit events were not accepted (${failures.join(', ')}): ${notAccepted.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}. Release nothing for them, answer 503, and let the caller try again; the others stand.`,
      options,
    );
  }

  /** Receipts of the events that were accepted all the same. */
  get accepted(): readonly Receipt[] {
    return this.receipts.filter((receipt) => receipt !== undefined);
  }
}
