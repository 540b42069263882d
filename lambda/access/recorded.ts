import type { AuditTrail, Receipt } from '../shared/audit/audit-trail';
import { AuditEventError } from '../shared/audit/errors';
import type { AuditDraft } from '../shared/audit/event';
import { describeError } from '../shared/errors';
import type { Logger } from '../shared/log';
import { ProblemError } from '../shared/http/problem';
import { UnavailableError, UnrecordedChangeError } from './errors';

/** How an act ended, as events say it. */
export type Outcome = Succeeded | Failed;
export interface Succeeded {
  readonly outcome: 'success';
}
export interface Failed {
  readonly outcome: 'error';
  readonly reason: string;
}
export interface Denied {
  readonly outcome: 'denied';
  readonly reason: string;
}

export interface Recording {
  readonly trail: AuditTrail;
  readonly log: Logger;
}

/** A change, and the event that tells of it. */
export interface RecordedChange<T> {
  readonly event: (outcome: Outcome) => AuditDraft;
  /** @param receipt of the event */
  readonly change: (receipt: Receipt) => Promise<T>;
}

/** A change that does not wait for its event. */
export interface Narrowing<T> {
  readonly event: (outcome: Outcome) => AuditDraft;
  readonly change: () => Promise<T>;
}

/**
 * Writes the event down, then makes the change: nothing changes unrecorded. A change that failed, or
 * of which nobody knows whether it arrived, is told by a second event of the same request.
 *
 * @throws AuditUnavailableError when the event was not accepted; nothing was changed
 */
export async function recordThenChange<T>(
  recording: Recording,
  { event, change }: RecordedChange<T>,
): Promise<T> {
  const [receipt] = await recording.trail.append([event({ outcome: 'success' })]);
  if (receipt === undefined) throw new UnavailableError('The audit trail');
  return changeOrTell(recording, event, async () => change(receipt));
}

/**
 * The same for what only takes away, such as an account of somebody who left: that must not wait for
 * the ledger. What could not be written down is changed all the same, and the caller is told to call
 * again, so that it will be.
 *
 * @throws UnrecordedChangeError when the change was made, and its event was not accepted
 * @throws AuditEventError when it is no event; nothing was changed
 */
export async function narrowAnyway<T>(
  recording: Recording,
  { event, change }: Narrowing<T>,
): Promise<T> {
  let unrecorded: unknown;
  let receipt: Receipt | undefined;
  try {
    [receipt] = await recording.trail.append([event({ outcome: 'success' })]);
  } catch (error) {
    // No ledger would ever take it.
    if (error instanceof AuditEventError) throw error;
    unrecorded = error;
  }
  const changed = await changeOrTell(recording, event, change);
  if (receipt === undefined) throw new UnrecordedChangeError({ cause: unrecorded });
  return changed;
}

async function changeOrTell<T>(
  { trail, log }: Recording,
  event: RecordedChange<T>['event'],
  change: () => Promise<T>,
): Promise<T> {
  try {
    return await change();
  } catch (error) {
    const draft = event({ outcome: 'error', reason: reasonOf(error) });
    try {
      await trail.append([draft]);
    } catch (unrecorded) {
      log.error('failed-change-unrecorded', {
        request: draft.requestId,
        type: draft.type,
        error: describeError(unrecorded).name,
      });
    }
    throw error;
  }
}

/** A code of ours, or that the write failed: it may have arrived all the same. */
function reasonOf(error: unknown): string {
  return error instanceof ProblemError && error.status < 500 ? error.code : 'write-failed';
}
