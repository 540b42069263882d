import * as z from 'zod/mini';
import { DATA_TYPES } from '../shared/audit/vocabulary';
import type { Logger } from '../shared/log';
import type { Item, Table } from '../shared/table';
import { ConditionFailedError } from '../shared/table';
import type { Verdict } from './approval';
import { undecidable } from './approval';
import { UndecidableError } from './errors';
import { momentKey } from './ids';
import type { Listed, PageAsk } from './page';
import { pageOf } from './page';
import type { DataType } from './vocabulary';

/**
 * A patient's wish that his record be amended (45 CFR 164.526). What he wants it to say is told to the
 * privacy officer, not to this register.
 */
export interface Amendment {
  readonly id: string;
  readonly tenant: string;
  /** The patient's account. */
  readonly requester: string;
  /** His pseudonym. */
  readonly patient: string;
  readonly dataType: DataType;
  /** Which record, by an opaque id of the record system. */
  readonly record: string;
  /** Names of the fields that he wants amended. @default - he named none */
  readonly fields?: readonly string[];
  /** Milliseconds since 1970. */
  readonly requestedAt: number;
  readonly decision: 'requested' | Verdict;
  readonly decidedBy?: string;
  readonly decidedAt?: number;
}

const DAY = 24 * 60 * 60 * 1000;
/** The covered entity acts on a request within 60 days: 45 CFR 164.526(b)(2)(i). */
const DAYS_TO_ACT = 60;

/** When a request has to be decided, in milliseconds since 1970. */
export function dueAt({ requestedAt }: Pick<Amendment, 'requestedAt'>): number {
  return requestedAt + DAYS_TO_ACT * DAY;
}

/** The register of amendments, in the table of approvals. */
export interface Amendments {
  request(amendment: Amendment): Promise<void>;
  find(tenant: string, id: string): Promise<Amendment | undefined>;
  /** @throws UndecidableError when somebody was first, or he asked himself */
  decide(amendment: Amendment, verdict: Verdict, by: string): Promise<Amendment>;
  list(tenant: string, decision: Amendment['decision'], page: PageAsk): Promise<Listed<Amendment>>;
}

const row = z.strictObject({
  approval: z.string(),
  tenantState: z.string(),
  requestedAt: z.string(),
  kind: z.literal('amendment'),
  tenant: z.string(),
  requester: z.string(),
  patient: z.string(),
  dataType: z.enum(DATA_TYPES),
  record: z.string(),
  fields: z.optional(z.array(z.string())),
  requested: z.int(),
  decision: z.enum(['requested', 'approved', 'refused']),
  decidedBy: z.optional(z.string()),
  decidedAt: z.optional(z.int()),
});

export function createAmendments(dependencies: {
  readonly approvals: Table;
  readonly now: () => number;
  readonly log: Logger;
}): Amendments {
  const { approvals, now, log } = dependencies;
  return {
    async request(amendment) {
      await approvals.put(itemOf(amendment), [{ attribute: 'approval', is: 'absent' }]);
    },
    async find(tenant, id) {
      const item = await approvals.get({ approval: id });
      const amendment = item === undefined ? undefined : amendmentIn(item);
      return amendment?.tenant === tenant ? amendment : undefined;
    },
    async decide(amendment, verdict, by) {
      const time = now();
      const because = undecidable(amendment, verdict, by, time);
      if (because !== undefined) throw new UndecidableError(because);
      try {
        const item = await approvals.update(
          { approval: amendment.id },
          {
            set: {
              decision: verdict,
              tenantState: partitionOf(amendment.tenant, verdict),
              decidedBy: by,
              decidedAt: time,
            },
          },
          [{ attribute: 'decision', is: 'equal', value: 'requested' }],
        );
        return amendmentIn(item) ?? { ...amendment, decision: verdict };
      } catch (error) {
        if (!(error instanceof ConditionFailedError)) throw error;
        throw new UndecidableError('decided-already', { cause: error });
      }
    },
    async list(tenant, decision, page) {
      return pageOf(
        {
          table: approvals,
          index: 'byState',
          partition: partitionOf(tenant, decision),
          sortKey: 'requestedAt',
          read: (item) => {
            const amendment = amendmentIn(item);
            if (amendment === undefined) log.error('amendment-unreadable');
            return amendment;
          },
        },
        page,
      );
    },
  };
}

function partitionOf(tenant: string, decision: Amendment['decision']): string {
  return `${tenant}/amendment/${decision}`;
}

function itemOf({ id, requestedAt, ...amendment }: Amendment): Item {
  return {
    ...amendment,
    approval: id,
    kind: 'amendment',
    tenantState: partitionOf(amendment.tenant, amendment.decision),
    requestedAt: momentKey(requestedAt, id),
    requested: requestedAt,
  };
}

function amendmentIn(item: Item): Amendment | undefined {
  const { data } = row.safeParse(item);
  if (data === undefined) return undefined;
  const {
    approval: id,
    tenantState: _,
    requestedAt: __,
    kind: ___,
    requested: requestedAt,
    ...rest
  } = data;
  return { id, requestedAt, ...rest };
}
