import type { AuditTrail } from '../../shared/audit/audit-trail';
import { AuditUnavailableError } from '../../shared/audit/errors';
import type { AuditDraft } from '../../shared/audit/event';
import { errorChain } from '../../shared/errors';
import type { Logger } from '../../shared/log';
import type { BatchAnswer } from '../../shared/table-stream';
import { isTableBatch, readTableRecord, sequenceNumberOf } from '../../shared/table-stream';
import type { Directory } from '../directory';
import { failed, isLocked } from '../directory-changes';
import type { DirectoryEntry } from '../directory-entry';
import {
  DirectoryChangeError,
  IdentityEventError,
  NotWrittenError,
  UnreadableItemError,
} from '../errors';
import type { SessionLimitsByKind } from '../settings';
import { isLogBatch, messagesOf, readAuthMessage } from './auth-log';
import { draftOf, lockDraft, timeoutDraft } from './drafts';
import type { Fact } from './fact';
import { isTrailEvent, readTrailEvent } from './trail-event';

export interface EventsDependencies {
  readonly directory: Pick<Directory, 'get' | 'change'>;
  readonly trail: AuditTrail;
  readonly limits: SessionLimitsByKind;
  /** Id of the user pool. */
  readonly pool: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly log: Logger;
}

/**
 * Writes down what others tell of people: Cognito's user-auth event log, CloudTrail, and the stream of
 * the session table.
 *
 * Each may tell a thing more than once; the id of what told it is the idempotency key of the audit
 * event. What could not be written comes again: the function throws where Lambda calls again with the
 * whole event, and names the first record where it is a stream.
 */
export function createHandler(dependencies: EventsDependencies) {
  return async (event: unknown): Promise<BatchAnswer | undefined> => {
    if (isTableBatch(event)) return writeTimeouts(dependencies, event.Records);
    if (isLogBatch(event)) await writeAuthLog(dependencies, messagesOf(event));
    else if (isTrailEvent(event))
      await write(dependencies, readTrailEvent(event, dependencies.pool));
    else {
      throw new IdentityEventError(
        'The event is none that is expected: a batch of CloudWatch Logs, an event of CloudTrail, or a batch of a DynamoDB stream.',
      );
    }
    return undefined;
  };
}

/** One message that cannot be read keeps no other from being written. It is told at the end. */
async function writeAuthLog(
  dependencies: EventsDependencies,
  messages: readonly unknown[],
): Promise<void> {
  const facts: Fact[] = [];
  let unreadable = 0;
  let problem: unknown;
  for (const message of messages) {
    try {
      const fact = readAuthMessage(message, dependencies.pool);
      if (fact !== undefined) facts.push(fact);
    } catch (error) {
      unreadable += 1;
      problem = error;
    }
  }
  await write(dependencies, facts);
  if (unreadable > 0) {
    dependencies.log.error('auth-event-unreadable', { messages: unreadable });
    throw new NotWrittenError(
      `${String(unreadable)} of ${String(messages.length)} messages could not be read; the others are written. The event is given again, then to the failure queue.`,
      { cause: problem },
    );
  }
}

async function write(dependencies: EventsDependencies, facts: readonly Fact[]): Promise<void> {
  if (facts.length === 0) return;
  const entries = await entriesOf(dependencies, facts);
  const drafts = facts.map((fact) => draftOf(fact, entries.get(fact.user ?? '')));
  // Neither waits for the other: an account is locked although nothing can be written, and the other way.
  const outcomes = await Promise.allSettled([
    dependencies.trail.append(drafts),
    countFailures(dependencies, facts, entries),
  ]);
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') {
      throw new NotWrittenError('Not all of the event is written down. It is given again.', {
        cause: outcome.reason,
      });
    }
  }
}

async function entriesOf(
  { directory, log }: EventsDependencies,
  facts: readonly Fact[],
): Promise<ReadonlyMap<string, DirectoryEntry>> {
  const users = [...new Set(facts.flatMap(({ user }) => (user === undefined ? [] : [user])))];
  const found = await Promise.all(
    users.map(async (user) => {
      try {
        const entry = await directory.get(user);
        return entry === undefined ? [] : [[user, entry] as const];
      } catch (error) {
        // What happened is written down all the same, of somebody whom we do not know.
        if (!(error instanceof UnreadableItemError)) throw error;
        log.error('directory-entry-unreadable', { problem: errorChain(error) });
        return [];
      }
    }),
  );
  return new Map(found.flat());
}

/** Five failures in a row lock an account. Failures are counted by their ids, so none counts twice. */
async function countFailures(
  { directory, trail, clock, log }: EventsDependencies,
  facts: readonly Fact[],
  entries: ReadonlyMap<string, DirectoryEntry>,
): Promise<void> {
  const locks: AuditDraft[] = [];
  for (const fact of facts) {
    const { type, user, id, at } = fact;
    if (type !== 'login-failure' || user === undefined || !entries.has(user)) continue;
    const now = clock();
    try {
      const { after } = await directory.change(user, (entry) => failed(entry, { id, at }, now));
      // Also when it comes again: the lock may be there and not yet written down.
      if (after.lockedBy === id && isLocked(after, now)) locks.push(lockDraft(fact, after));
    } catch (error) {
      const isGone = error instanceof DirectoryChangeError && error.code === 'no-such-user';
      if (!isGone) throw error;
    }
  }
  if (locks.length === 0) return;
  log.warn('accounts-locked', { accounts: locks.length });
  await trail.append(locks);
}

async function writeTimeouts(
  { trail, limits, log }: EventsDependencies,
  records: readonly unknown[],
): Promise<BatchAnswer> {
  const drafts = records.flatMap((record) => {
    try {
      const read = readTableRecord(record);
      if (read === undefined) throw new UnreadableItemError('sessions', ['record']);
      const draft = timeoutDraft(read, limits);
      return draft === undefined ? [] : [{ draft, at: read.sequenceNumber }];
    } catch (error) {
      // It would stand in the way of all that come after it, and no code of ours made it.
      log.error('session-unreadable', {
        at: sequenceNumberOf(record),
        problem: errorChain(error),
      });
      return [];
    }
  });
  if (drafts.length === 0) return { batchItemFailures: [] };
  try {
    await trail.append(drafts.map(({ draft }) => draft));
    return { batchItemFailures: [] };
  } catch (error) {
    log.error('session-timeouts-not-written', { problem: errorChain(error) });
    const first =
      error instanceof AuditUnavailableError
        ? error.receipts.findIndex((receipt) => receipt === undefined)
        : 0;
    return { batchItemFailures: [{ itemIdentifier: drafts[first]?.at ?? '' }] };
  }
}
