import type { AuditDraft } from '../../../shared/audit/event';
import type { Approval as ApprovalBody } from '../../../shared/http/generated/types';
import { checkOpaque, invalidBody } from '../../../shared/http/validate';
import type { Act } from '../../act';
import type { Amendment } from '../../amendments';
import type { Approval, ApprovalKind, Verdict } from '../../approval';
import { stateOf, undecidable } from '../../approval';
import type { ApprovalList } from '../../approvals';
import { NoSuchThingError, UndecidableError } from '../../errors';
import { newId } from '../../ids';
import type { Listed } from '../../page';
import type { Denied, Outcome } from '../../recorded';
import { recordThenChange } from '../../recorded';
import type { Operations } from '../operation';
import type { AccessServices } from '../services';
import { amendmentDecided } from './amendments';
import { forPerson, instant, looked, pageAsk } from './common';

/** Longest time for which something is approved. */
const LONGEST_MS = 90 * 24 * 60 * 60 * 1000;
const APPROVAL_RESOURCE = 'approval';

export function approvalOperations(
  services: AccessServices,
): Pick<Operations<'access-api'>, 'requestApproval' | 'listApprovals' | 'decideApproval'> {
  const { approvals, amendments, desk, trail, random, now } = services;

  async function known(tenant: string, id: string): Promise<Approval | Amendment> {
    const found = (await approvals.find(tenant, id)) ?? (await amendments.find(tenant, id));
    if (found !== undefined) return found;
    throw new NoSuchThingError('no-such-approval', 'There is no request of this id.');
  }

  return {
    requestApproval: ({ kind, purpose, dataTypes, patients, recipient, expiresAt }, act) => {
      checkOpaque({ '/recipient': recipient });
      const id = newId(random);
      return forPerson(act, 'request-approval', (act) => ({
        needs: { action: 'request-approval' },
        refused: (denied) => approvalRequested(act, kind, id, denied),
        run: async () => {
          const approval: Approval = {
            id,
            tenant: act.by.tenant,
            kind,
            requester: act.by.id,
            purpose,
            dataTypes,
            ...(recipient === undefined ? {} : { recipient }),
            size: patients,
            left: patients,
            requestedAt: now(),
            expiresAt: checkedEnd(expiresAt, now()),
            decision: 'requested',
          };
          await recordThenChange(services, {
            event: (outcome) => approvalRequested(act, kind, id, outcome),
            change: async () => approvals.request(approval),
          });
          return { body: approvalBody(approval, now()) };
        },
      }));
    },

    listApprovals: async ({ decision, approval: id, ...page }, act) => {
      checkOpaque({ '/approval': id });
      const { tenant, id: caller } = act.by;
      const all = await desk.decide({ principal: act.by, action: 'list-approvals' });
      const which: ApprovalList = all.allowed
        ? { tenant, decision: decision ?? 'requested' }
        : { tenant, requester: caller };

      async function read(): Promise<Listed<Approval>> {
        if (id === undefined) return approvals.list(which, pageAsk(page));
        const approval = await approvals.find(tenant, id);
        if (approval !== undefined && (all.allowed || approval.requester === caller)) {
          return { entries: [approval] };
        }
        throw new NoSuchThingError('no-such-approval', 'There is no request of this id.');
      }

      return {
        needs: { action: 'list-approvals', own: !all.allowed },
        refused: (denied) => looked(act, 'list-approvals', denied),
        run: async () => {
          const { entries, next } = await read();
          const found = entries.filter(
            (approval) => decision === undefined || approval.decision === decision,
          );
          await trail.append([
            looked(act, 'list-approvals', { outcome: 'success' }, { recordCount: found.length }),
          ]);
          return {
            body: {
              approvals: found.map((approval) => approvalBody(approval, now())),
              ...(next === undefined ? {} : { page: next }),
            },
          };
        },
      };
    },

    decideApproval: ({ approval: id, decision }, act) => {
      checkOpaque({ '/approval': id });
      const { id: decider, tenant } = act.by;
      const verdict: Verdict = decision === 'approve' ? 'approved' : 'refused';
      return {
        needs: { action: 'decide-approval' },
        refused: (denied) => approvalDecided(act, verdict, id, denied),
        run: async () => {
          const request = await known(tenant, id);
          const because = undecidable(request, verdict, decider, now());
          if (because !== undefined) throw new UndecidableError(because);
          if ('patient' in request) {
            const decided = await recordThenChange(services, {
              event: (outcome) => amendmentDecided(act, verdict, request, outcome),
              change: async () => amendments.decide(request, verdict, decider),
            });
            return { body: amendmentAsApproval(decided) };
          }
          const decided = await recordThenChange(services, {
            event: (outcome) => approvalDecided(act, verdict, id, outcome),
            change: async () => approvals.decide(request, verdict, decider),
          });
          return { body: approvalBody(decided, now()) };
        },
      };
    },
  };
}

/** @throws RequestError 400 */
function checkedEnd(expiresAt: string, now: number): number {
  const end = Date.parse(expiresAt);
  if (end > now && end <= now + LONGEST_MS) return end;
  throw invalidBody([
    { pointer: '#/expiresAt', detail: 'expected a time to come, within 90 days.' },
  ]);
}

function approvalRequested(
  { written }: Act,
  kind: ApprovalKind,
  id: string,
  outcome: Outcome | Denied,
): AuditDraft {
  return {
    ...written,
    type: 'permission-change',
    action: `request-${kind}-approval`,
    ...outcome,
    resource: { type: APPROVAL_RESOURCE, ref: id },
    phiAccessed: false,
    breakGlass: false,
  };
}

function approvalDecided(
  { written }: Act,
  verdict: Verdict,
  id: string,
  outcome: Outcome | Denied,
): AuditDraft {
  return {
    ...written,
    type: 'permission-change',
    action: verdict === 'approved' ? 'approve-request' : 'refuse-request',
    ...outcome,
    resource: { type: APPROVAL_RESOURCE, ref: id },
    phiAccessed: false,
    breakGlass: false,
  };
}

function approvalBody(approval: Approval, now: number): ApprovalBody {
  const { id, kind, requester, purpose, dataTypes, size, left, recipient } = approval;
  const { requestedAt, expiresAt, decidedAt, decidedBy } = approval;
  return {
    approval: id,
    kind,
    requester,
    purpose,
    dataTypes,
    patients: size,
    left,
    ...(recipient === undefined ? {} : { recipient }),
    requestedAt: instant(requestedAt),
    expiresAt: instant(expiresAt),
    state: stateOf(approval, now),
    ...(decidedAt === undefined ? {} : { decidedAt: instant(decidedAt) }),
    ...(decidedBy === undefined ? {} : { decidedBy }),
  };
}

function amendmentAsApproval(amendment: Amendment): ApprovalBody {
  const { id, requester, dataType, requestedAt, decision, decidedAt, decidedBy } = amendment;
  return {
    approval: id,
    kind: 'amendment',
    requester,
    dataTypes: [dataType],
    requestedAt: instant(requestedAt),
    state: decision,
    ...(decidedAt === undefined ? {} : { decidedAt: instant(decidedAt) }),
    ...(decidedBy === undefined ? {} : { decidedBy }),
  };
}
