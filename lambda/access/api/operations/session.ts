import { NotAuthenticatedError } from '../../../identity/errors';
import type { AuditDraft } from '../../../shared/audit/event';
import type { PersonAct } from '../../act';
import type { Outcome } from '../../recorded';
import { recordThenChange } from '../../recorded';
import { isPersonAct } from '../../act';
import { NotPermittedError } from '../../errors';
import type { Act } from '../../act';
import type { Operations } from '../operation';
import type { AccessServices } from '../services';
import { instant } from './common';

export function sessionOperations(
  services: AccessServices,
): Pick<Operations<'access-api'>, 'readSession' | 'endSession'> {
  const { sessions, sessionLimits, now } = services;
  return {
    readSession: (_, act) => ({
      needs: 'signed-in',
      run: async () => {
        const { id, tenant, role, departments, session, sessionKind: kind } = inSession(act).by;
        const record = await sessions.get(id, session);
        // It was there when he was authenticated: he ends it in another call.
        if (record === undefined) throw new NotAuthenticatedError('session-ended');
        const { idle, absolute } = sessionLimits[kind];
        return {
          body: {
            user: id,
            tenant,
            role,
            departments,
            session,
            kind,
            startedAt: instant(record.startedAt),
            idleSeconds: idle / 1000,
            endsAt: instant(record.startedAt + absolute),
          },
        };
      },
    }),

    endSession: (_, act) => ({
      needs: 'signed-in',
      run: async () => {
        const acting = inSession(act);
        const { id, session } = acting.by;
        // Not the other way round: who has ended a session cannot call again, to have it written down.
        // Left open, it times out within minutes, which is written down too.
        return recordThenChange(services, {
          event: (outcome) => loggedOut(acting, outcome),
          change: async () => {
            await sessions.end(id, session);
            return { body: { session, endedAt: instant(now()) } };
          },
        });
      },
    }),
  };
}

/** The routes of services have no such operations. */
function inSession(act: Act): PersonAct {
  if (isPersonAct(act)) return act;
  throw new NotPermittedError('person-required', 'A service has no session.');
}

function loggedOut({ written }: PersonAct, outcome: Outcome): AuditDraft {
  return {
    ...written,
    type: 'logout',
    action: 'end-session',
    ...outcome,
    phiAccessed: false,
    breakGlass: false,
  };
}
