import type { AuditDraft } from '../../../shared/audit/event';
import type { Amendment as AmendmentBody } from '../../../shared/http/generated/types';
import { checkOpaque } from '../../../shared/http/validate';
import type { Act } from '../../act';
import type { Amendment } from '../../amendments';
import { dueAt } from '../../amendments';
import type { Verdict } from '../../approval';
import { NotPermittedError } from '../../errors';
import { newId } from '../../ids';
import type { Denied, Outcome } from '../../recorded';
import { recordThenChange } from '../../recorded';
import type { Operations } from '../operation';
import type { AccessServices } from '../services';
import { forPerson, instant, looked, pageAsk } from './common';

export function amendmentOperations(
  services: AccessServices,
): Pick<Operations<'access-api'>, 'requestAmendment' | 'listAmendments'> {
  const { amendments, trail, random, now } = services;
  return {
    requestAmendment: ({ dataType, record, fields }, act) => {
      checkOpaque({ '/record': record });
      return forPerson(act, 'request-amendment', (act) => {
        const { id: requester, tenant, ownRecord: patient } = act.by;
        if (patient === undefined) {
          return {
            needs: { action: 'request-amendment' },
            refused: (denied) => looked(act, 'request-amendment', denied),
            run: async () => {
              throw new NotPermittedError('not-own', 'You have no record of your own here.');
            },
          };
        }
        const about = {
          patient,
          dataType,
          record,
          ...(fields === undefined ? {} : { fields }),
        };
        return {
          needs: { action: 'request-amendment', patient },
          refused: (denied) => amendmentEvent(act, 'request-amendment', about, denied),
          run: async () => {
            const amendment: Amendment = {
              id: newId(random),
              tenant,
              requester,
              ...about,
              requestedAt: now(),
              decision: 'requested',
            };
            await recordThenChange(services, {
              event: (outcome) => amendmentEvent(act, 'request-amendment', about, outcome),
              change: async () => amendments.request(amendment),
            });
            return { body: amendmentBody(amendment) };
          },
        };
      });
    },

    listAmendments: ({ decision = 'requested', ...page }, act) => ({
      needs: { action: 'list-amendments' },
      refused: (denied) => looked(act, 'list-amendments', denied),
      run: async () => {
        const { entries, next } = await amendments.list(act.by.tenant, decision, pageAsk(page));
        await trail.append([
          looked(act, 'list-amendments', { outcome: 'success' }, { recordCount: entries.length }),
        ]);
        return {
          body: {
            amendments: entries.map(amendmentBody),
            ...(next === undefined ? {} : { page: next }),
          },
        };
      },
    }),
  };
}

/** The privacy officer accepts or denies an amendment: 45 CFR 164.526(c) and (d). */
export function amendmentDecided(
  act: Act,
  verdict: Verdict,
  amendment: Amendment,
  outcome: Outcome | Denied,
): AuditDraft {
  const action = verdict === 'approved' ? 'accept-amendment' : 'deny-amendment';
  return amendmentEvent(act, action, amendment, outcome);
}

function amendmentEvent(
  { written }: Act,
  action: string,
  about: Pick<Amendment, 'patient' | 'dataType' | 'record' | 'fields'>,
  outcome: Outcome | Denied,
): AuditDraft {
  const { patient, dataType, record, fields } = about;
  return {
    ...written,
    type: 'amendment-request',
    action,
    ...outcome,
    patient,
    resource: { type: dataType, ref: record },
    ...(fields === undefined ? {} : { fields: [...fields] }),
    phiAccessed: false,
    breakGlass: false,
  };
}

function amendmentBody(amendment: Amendment): AmendmentBody {
  const { id, requester, patient, dataType, record, fields } = amendment;
  const { requestedAt, decision, decidedAt, decidedBy } = amendment;
  return {
    amendment: id,
    requester,
    patient,
    dataType,
    record,
    ...(fields === undefined ? {} : { fields }),
    requestedAt: instant(requestedAt),
    dueAt: instant(dueAt(amendment)),
    decision,
    ...(decidedAt === undefined ? {} : { decidedAt: instant(decidedAt) }),
    ...(decidedBy === undefined ? {} : { decidedBy }),
  };
}
