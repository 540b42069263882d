import type { DirectoryEntry, PersonDraft } from './directory-entry';
import { MOST_FAILURES, problemsOf } from './directory-entry';
import { DirectoryChangeError } from './errors';

/** What becomes of an entry of the directory. Nothing here knows a table; times are milliseconds since 1970. */

/** How long an account stays locked: 30 minutes. */
export const LOCK_MS = 30 * 60 * 1000;
/** So long ago somebody may have left of whom it is told now: a year. */
const LONGEST_AGO_MS = 366 * 24 * 60 * 60 * 1000;
/** A code of the sign-in page can be exchanged for five minutes, and somebody's clock may be slow. */
const TOKENS_MS = 6 * 60 * 1000;

/** What an administrator may change of an account that is there. */
export type PersonChange = Partial<
  Pick<DirectoryEntry, 'role' | 'departments' | 'timeZone' | 'shift' | 'ownRecord'>
>;

/**
 * A new account, active at once.
 *
 * @throws DirectoryChangeError `invalid-user`
 */
export function newEntry(draft: PersonDraft): DirectoryEntry {
  return checked({ ...draft, active: true, version: 1 });
}

/**
 * An account with other words of the administrator. What is `undefined` stays as it is, but for
 * `ownRecord`, which goes with the role of a patient. Another role takes another sign-in.
 *
 * @throws DirectoryChangeError `invalid-user`
 */
export function modified(entry: DirectoryEntry, change: PersonChange, now: number): DirectoryEntry {
  const given = Object.fromEntries(
    Object.entries(change).filter(([, value]) => value !== undefined),
  );
  const next: DirectoryEntry = {
    ...entry,
    ...given,
    ...(change.role === undefined || change.role === entry.role ? {} : { sessionsFrom: now }),
  };
  return checked(next.role === 'patient' ? next : without(next, 'ownRecord'));
}

/**
 * An account of somebody who left: everything is denied to him from here on. What he did since he left is
 * looked for by the breach desk.
 *
 * @param leftAt when he left; of two times that were told, the earlier counts. Default: now
 * @throws DirectoryChangeError `invalid-user` when that is still to come, or more than a year ago
 */
export function terminated(entry: DirectoryEntry, now: number, leftAt = now): DirectoryEntry {
  if (leftAt > now || leftAt < now - LONGEST_AGO_MS) {
    throw new DirectoryChangeError('invalid-user', [
      'leftAt: expected a time that is past, and at most a year ago.',
    ]);
  }
  const { terminatedAt: toldBefore = Infinity, closedAt = Math.min(toldBefore, now) } = entry;
  if (leftAt >= toldBefore) return entry;
  return {
    ...entry,
    active: false,
    terminatedAt: leftAt,
    ...(leftAt < closedAt ? { closedAt } : {}),
  };
}

/**
 * An account of somebody who is back. It is not locked. No session from before he left goes on: whoever
 * has its token is not known to be him.
 */
export function reactivated(entry: DirectoryEntry, now: number): DirectoryEntry {
  const isUntried = entry.lockedUntil === undefined && entry.failures === undefined;
  if (entry.active && isUntried) return entry;
  return {
    ...without(entry, 'terminatedAt', 'closedAt', 'lockedBy', 'failures'),
    active: true,
    // Failures of before that are told late, or again, must not lock it anew.
    ...(isUntried ? {} : { lockedUntil: now }),
    ...(entry.active ? {} : { sessionsFrom: now }),
  };
}

/** Whether the account is locked. It opens by itself. */
export function isLocked({ lockedUntil }: DirectoryEntry, now: number): boolean {
  return lockedUntil !== undefined && now < lockedUntil;
}

/** Why a person may do nothing; undefined when he may do what his role may. */
export function refusalOf(
  entry: DirectoryEntry | undefined,
  now: number,
): 'unknown-user' | 'inactive' | 'locked' | undefined {
  if (entry === undefined) return 'unknown-user';
  if (!entry.active || entry.terminatedAt !== undefined) return 'inactive';
  return isLocked(entry, now) ? 'locked' : undefined;
}

/** Whether sessions of a sign-in may go on. */
export function isSignInGood({ sessionsFrom = 0 }: DirectoryEntry, signedInAt: number): boolean {
  return signedInAt >= sessionsFrom;
}

/** A sign-in that failed, as it is told. */
export interface Failure {
  /** The same each time it is told. */
  readonly id: string;
  /** When it happened. */
  readonly at: number;
}

/**
 * An account after a failed sign-in: five in a row lock it for 30 minutes from now. A failure that was
 * counted, or came before the last sign-in or the end of a lock, counts for nothing. It is told late and
 * more than once, so the order of telling must not matter.
 */
export function failed(entry: DirectoryEntry, { id, at }: Failure, now: number): DirectoryEntry {
  const { failures = [], signedInAt = -1, lockedUntil = -1 } = entry;
  if (at <= signedInAt || at < lockedUntil || failures.includes(id)) return entry;
  if (failures.length + 1 < MOST_FAILURES) {
    return { ...entry, failures: [...failures, id] };
  }
  return { ...without(entry, 'failures'), lockedUntil: now + LOCK_MS, lockedBy: id };
}

/** An account after a sign-in that is written down: the row of failures is over, and tokens may be given out. */
export function signedIn(entry: DirectoryEntry, now: number): DirectoryEntry {
  return {
    ...without(entry, 'failures', 'lockedUntil', 'lockedBy'),
    signedInAt: now,
    tokensUntil: now + TOKENS_MS,
  };
}

/** Whether the sign-in that tokens are asked for is written down already. */
export function awaitsTokens({ tokensUntil }: DirectoryEntry, now: number): boolean {
  return tokensUntil !== undefined && now <= tokensUntil;
}

/** An account after tokens were given out: the next ones take another sign-in. */
export function tokensGiven(entry: DirectoryEntry): DirectoryEntry {
  return without(entry, 'tokensUntil');
}

function checked(entry: DirectoryEntry): DirectoryEntry {
  const problems = problemsOf(entry);
  if (problems.length > 0) throw new DirectoryChangeError('invalid-user', problems);
  return entry;
}

function without<K extends keyof DirectoryEntry>(
  entry: DirectoryEntry,
  ...fields: readonly K[]
): Omit<DirectoryEntry, K> {
  const names: ReadonlySet<string> = new Set(fields);
  return Object.fromEntries(Object.entries(entry).filter(([name]) => !names.has(name))) as Omit<
    DirectoryEntry,
    K
  >;
}
