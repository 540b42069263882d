import type { AccountRefusedError, NotAuthenticatedError } from '../../identity/errors';
import type { AuditDraft } from '../../shared/audit/event';
import { ZONE_TENANT } from '../../shared/audit/vocabulary';
import type { ApiCall } from '../../shared/http/request';
import { written } from '../act';

/** In place of a role: the directory knows no such person. */
const UNKNOWN_ROLE = 'unknown';

/** Somebody called and was not let in: what is known of him, and why (45 CFR 164.308(a)(5)(ii)(C)). */
export function refusedSignIn(
  { code, known }: AccountRefusedError | NotAuthenticatedError,
  call: ApiCall,
): AuditDraft {
  return {
    ...written(
      known?.tenant ?? ZONE_TENANT,
      call,
      known === undefined
        ? { kind: 'unknown' }
        : {
            kind: 'person',
            id: known.id,
            role: known.role ?? UNKNOWN_ROLE,
            session: known.session,
            ...(known.via === undefined ? {} : { via: known.via }),
          },
    ),
    type: 'login-failure',
    action: 'authenticate',
    outcome: 'denied',
    reason: code,
    phiAccessed: false,
    breakGlass: false,
  };
}
