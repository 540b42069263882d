import * as z from 'zod/mini';
import { DATA_TYPES, PURPOSES } from '../shared/audit/vocabulary';
import type { Logger } from '../shared/log';
import type { Item, Table } from '../shared/table';
import { ConditionFailedError } from '../shared/table';
import type { Approval, Use, Verdict } from './approval';
import { APPROVAL_KINDS, covers, undecidable } from './approval';
import { ApprovalNotCoveringError, UndecidableError } from './errors';
import { momentKey } from './ids';
import type { Listed, PageAsk } from './page';
import { pageOf } from './page';

/** Which approvals a list holds: of a tenant by what was decided, or those that somebody asked for. */
export type ApprovalList =
  | { readonly tenant: string; readonly decision: Approval['decision'] }
  | { readonly tenant: string; readonly requester: string };

/** The register of approvals. Each change is one conditional write: of a race, one wins. */
export interface Approvals {
  /** Enters a request. One with its id that is there already stays as it is. */
  request(approval: Approval): Promise<void>;
  /** One of this tenant. */
  find(tenant: string, id: string): Promise<Approval | undefined>;
  /**
   * Decides a request.
   *
   * @throws UndecidableError when he must not decide it, or somebody was first
   */
  decide(approval: Approval, verdict: Verdict, by: string): Promise<Approval>;
  /**
   * Whether somebody could use it now. Using it may still fail: only `use` counts.
   */
  covers(id: string, use: Use): Promise<boolean>;
  /**
   * Takes so many patients from what is left. Never more are taken than were approved.
   *
   * @throws ApprovalNotCoveringError
   */
  use(id: string, use: Use): Promise<Approval>;
  list(which: ApprovalList, page: PageAsk): Promise<Listed<Approval>>;
}

const row = z.strictObject({
  approval: z.string(),
  tenantState: z.string(),
  requestedAt: z.string(),
  tenant: z.string(),
  kind: z.enum(APPROVAL_KINDS),
  requester: z.string(),
  purpose: z.enum(PURPOSES),
  dataTypes: z.array(z.enum(DATA_TYPES)).check(z.minLength(1)),
  recipient: z.optional(z.string()),
  size: z.int(),
  left: z.int(),
  requested: z.int(),
  expiresAt: z.int(),
  decision: z.enum(['requested', 'approved', 'refused']),
  decidedBy: z.optional(z.string()),
  decidedAt: z.optional(z.int()),
});

export function createApprovals(dependencies: {
  readonly approvals: Table;
  readonly now: () => number;
  readonly log: Logger;
}): Approvals {
  const { approvals, now, log } = dependencies;

  async function read(id: string): Promise<Approval | undefined> {
    const item = await approvals.get({ approval: id });
    return item === undefined ? undefined : approvalIn(item);
  }

  return {
    async request(approval) {
      try {
        await approvals.put(itemOf(approval), [{ attribute: 'approval', is: 'absent' }]);
      } catch (error) {
        if (!(error instanceof ConditionFailedError)) throw error;
      }
    },
    async find(tenant, id) {
      const approval = await read(id);
      return approval?.tenant === tenant ? approval : undefined;
    },
    async decide(approval, verdict, by) {
      const time = now();
      const because = undecidable(approval, verdict, by, time);
      if (because !== undefined) throw new UndecidableError(because);
      try {
        const item = await approvals.update(
          { approval: approval.id },
          {
            set: {
              decision: verdict,
              tenantState: partitionOf(approval.tenant, verdict),
              decidedBy: by,
              decidedAt: time,
            },
          },
          [{ attribute: 'decision', is: 'equal', value: 'requested' }],
        );
        return approvalIn(item) ?? { ...approval, decision: verdict };
      } catch (error) {
        if (!(error instanceof ConditionFailedError)) throw error;
        throw new UndecidableError('decided-already', { cause: error });
      }
    },
    async covers(id, use) {
      const approval = await read(id);
      return approval !== undefined && covers(approval, use, now());
    },
    async use(id, use) {
      const approval = await read(id);
      if (approval === undefined || !covers(approval, use, now())) {
        throw new ApprovalNotCoveringError();
      }
      // Of what was read only `left` changes once it is approved.
      try {
        const item = await approvals.update({ approval: id }, { add: { left: -use.count } }, [
          { attribute: 'left', is: 'at-least', value: use.count },
        ]);
        return approvalIn(item) ?? approval;
      } catch (error) {
        if (!(error instanceof ConditionFailedError)) throw error;
        throw new ApprovalNotCoveringError({ cause: error });
      }
    },
    async list(which, page) {
      const [index, partition] =
        'requester' in which
          ? (['byRequester', which.requester] as const)
          : (['byState', partitionOf(which.tenant, which.decision)] as const);
      return pageOf(
        {
          table: approvals,
          index,
          partition,
          sortKey: 'requestedAt',
          read: (item) => {
            // A requester may have asked for amendments too: they are kept in the same table.
            if (item['kind'] === 'amendment') return undefined;
            const approval = approvalIn(item);
            if (approval === undefined) log.error('approval-unreadable');
            return approval?.tenant === which.tenant ? approval : undefined;
          },
        },
        page,
      );
    },
  };
}

function partitionOf(tenant: string, decision: Approval['decision']): string {
  return `${tenant}/approval/${decision}`;
}

function itemOf({ id, requestedAt, ...approval }: Approval): Item {
  return {
    ...approval,
    approval: id,
    tenantState: partitionOf(approval.tenant, approval.decision),
    requestedAt: momentKey(requestedAt, id),
    requested: requestedAt,
  };
}

function approvalIn(item: Item): Approval | undefined {
  const { data } = row.safeParse(item);
  if (data === undefined) return undefined;
  const { approval: id, tenantState: _, requestedAt: __, requested: requestedAt, ...rest } = data;
  return { id, requestedAt, ...rest };
}
