import type { AuditDraft } from '../../shared/audit/event';
import { errorChain } from '../../shared/errors';
import { ConditionFailedError } from '../../shared/table';
import type { Write } from '../../shared/transaction';
import { TransactionRefusedError } from '../../shared/transaction';
import type { BreachTableName } from '../tables';
import type { WatchDependencies } from './dependencies';
import { BusyWatchError } from './errors';
import type { Prepared } from './incidents';
import type { Authorship } from '../register/register';

/** Who writes to the register, as an event names him. */
export function detectorAs(tenant: string, requestId: string): Authorship {
  return {
    tenant,
    requestId,
    actor: { kind: 'service', id: 'breach-detector', role: 'breach-detector' },
  };
}

/**
 * Makes all writes in one transaction, or none; the audit events of changes of the register come first: without
 * their acknowledgement nothing is written (45 CFR 164.312(b)).
 *
 * @throws TransactionRefusedError when an item is not as it was read; that the changes were not made is told
 */
export async function commit(
  { transact, trail, log }: Pick<WatchDependencies, 'transact' | 'trail' | 'log'>,
  own: readonly Write<BreachTableName>[],
  { writes, events }: Pick<Prepared, 'writes' | 'events'>,
): Promise<void> {
  const told = events({ outcome: 'success' });
  if (told.length > 0) await trail.append(told);
  try {
    await transact([...own, ...writes]);
  } catch (error) {
    if (error instanceof TransactionRefusedError) {
      await tell(events({ outcome: 'error', reason: 'write-refused' }));
    }
    throw error;
  }

  async function tell(drafts: readonly AuditDraft[]): Promise<void> {
    try {
      if (drafts.length > 0) await trail.append(drafts);
    } catch (error) {
      // The next try appends anew; this one only says that the last was none.
      log.error('failed-change-unrecorded', { problem: errorChain(error) });
    }
  }
}

/** Tries of one person: a zombie of an earlier call, the catch-up and a privacy officer may all be faster once. */
const ATTEMPTS = 6;

/**
 * Reads and writes again while others are faster.
 *
 * @param attempt reads what it writes; done when it returns
 * @throws BusyWatchError when others were faster each time
 */
export async function whileOthersWrite<T>(attempt: () => Promise<T>): Promise<T> {
  let cause: unknown;
  for (let tries = 0; tries < ATTEMPTS; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      const isConflict =
        error instanceof TransactionRefusedError || error instanceof ConditionFailedError;
      if (!isConflict) throw error;
      cause = error;
    }
  }
  throw new BusyWatchError(
    `Others wrote to the same items ${String(ATTEMPTS)} times: nothing was counted, and it is tried again.`,
    { cause },
  );
}
