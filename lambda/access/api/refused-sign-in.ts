import type {
  AccountRefusedError,
  BroughtBy,
  KnownCaller,
  NotAuthenticatedError,
} from '../../identity/errors';
import type { AuditDraft } from '../../shared/audit/event';
import { ZONE_TENANT } from '../../shared/audit/vocabulary';
import type { ApiCall } from '../../shared/http/request';
import { written } from '../act';
import { SERVICE_ROLE } from '../question';

/** In place of a role: the directory knows no such person. */
const UNKNOWN_ROLE = 'unknown';

type RefusedActor = Extract<AuditDraft, { type: 'login-failure' }>['actor'];

/** Somebody called and was not let in: what is known of him, and why (45 CFR 164.308(a)(5)(ii)(C)). */
export function refusedSignIn(
  error: AccountRefusedError | NotAuthenticatedError,
  call: ApiCall,
): AuditDraft {
  const { code, known } = error;
  const broughtBy = 'broughtBy' in error ? error.broughtBy : undefined;
  const tenant = known === undefined ? broughtBy?.tenant : known.tenant;
  return {
    ...written(tenant ?? ZONE_TENANT, call, actorOf(known, broughtBy)),
    type: 'login-failure',
    action: 'authenticate',
    outcome: 'denied',
    reason: code,
    phiAccessed: false,
    breakGlass: false,
  };
}

function actorOf(known: KnownCaller | undefined, broughtBy: BroughtBy | undefined): RefusedActor {
  if (known !== undefined) {
    const { id, role = UNKNOWN_ROLE, session, via } = known;
    return { kind: 'person', id, role, session, ...(via === undefined ? {} : { via }) };
  }
  return broughtBy === undefined
    ? { kind: 'unknown' }
    : { kind: 'service', id: broughtBy.id, role: SERVICE_ROLE };
}
