import type { AuditTrail } from '../../shared/audit/audit-trail';
import type { AuditDraft } from '../../shared/audit/event';
import { ZONE_TENANT } from '../../shared/audit/vocabulary';
import { errorChain } from '../../shared/errors';
import type { Logger } from '../../shared/log';
import type { Directory } from '../directory';
import { awaitsTokens, refusalOf, signedIn, tokensGiven } from '../directory-changes';
import type { DirectoryEntry } from '../directory-entry';
import { SignInRefusedError } from '../errors';
import { readTriggerEvent } from './trigger-event';

export interface SignInDependencies {
  readonly directory: Pick<Directory, 'get' | 'change'>;
  readonly trail: AuditTrail;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly log: Logger;
}

/**
 * Lets people sign in whom the directory knows, active and not locked, once that is written down. What
 * it throws refuses the sign-in; whoever tried reads the message, so it says the same for every reason.
 */
export function createHandler({ directory, trail, clock, log }: SignInDependencies) {
  /** @throws SignInRefusedError for whoever may not sign in; the attempt is written down where it can be */
  async function admitted(user: string, action: string): Promise<DirectoryEntry> {
    const entry = await directory.get(user);
    const refusal = refusalOf(entry, clock());
    if (entry !== undefined && refusal === undefined) return entry;
    const reason = refusal ?? 'unknown-user';
    log.warn('sign-in-refused', { reason });
    await trail.append([loginFailure(entry, user, action, reason)]);
    throw new SignInRefusedError();
  }

  async function writeSuccess(entry: DirectoryEntry): Promise<void> {
    await trail.append([loginSuccess(entry)]);
  }

  async function refuseUnlessAllowed(event: unknown): Promise<void> {
    const { step, isRefresh, user } = readTriggerEvent(event);
    if (user === undefined) {
      // Cognito answers as for a wrong password: what we throw would tell that there is no such user.
      if (step === 'before') return;
      throw new SignInRefusedError();
    }
    const entry = await admitted(user, isRefresh ? 'refresh-tokens' : 'sign-in');
    if (step === 'after') {
      await writeSuccess(entry);
      await directory.change(user, (found) => signedIn(found, clock()));
    }
    if (step === 'tokens' && !isRefresh) await giveTokens(entry);
  }

  /** One sign-in that is written down is good for one set of tokens, whoever asks at the same time. */
  async function giveTokens(entry: DirectoryEntry): Promise<void> {
    const now = clock();
    const { before } = await directory.change(entry.user, (found) =>
      awaitsTokens(found, now) ? tokensGiven(found) : found,
    );
    if (awaitsTokens(before, now)) return;
    await writeSuccess(entry);
    await directory.change(entry.user, (found) => tokensGiven(signedIn(found, now)));
  }

  return async <E>(event: E): Promise<E> => {
    try {
      await refuseUnlessAllowed(event);
    } catch (error) {
      if (error instanceof SignInRefusedError) throw error;
      // The message goes to whoever tried; what was the matter is in the log.
      log.error('sign-in-failed', { problem: errorChain(error) });
      throw new SignInRefusedError({ cause: error });
    }
    return event;
  };
}

function loginSuccess({ user, role, tenant }: DirectoryEntry): AuditDraft {
  return {
    type: 'login-success',
    tenant,
    actor: { kind: 'person', id: user, role },
    action: 'sign-in',
    outcome: 'success',
    phiAccessed: false,
    breakGlass: false,
  };
}

function loginFailure(
  entry: DirectoryEntry | undefined,
  user: string,
  action: string,
  reason: string,
): AuditDraft {
  return {
    type: 'login-failure',
    tenant: entry?.tenant ?? ZONE_TENANT,
    actor: { kind: 'person', id: user, role: entry?.role ?? 'unknown' },
    action,
    outcome: 'denied',
    reason,
    phiAccessed: false,
    breakGlass: false,
  };
}
