import type { AuditDraft } from '../../../shared/audit/event';
import type { Act, PersonAct } from '../../act';
import { isPersonAct } from '../../act';
import { NotPermittedError } from '../../errors';
import type { PageAsk } from '../../page';
import type { Denied, Succeeded } from '../../recorded';
import type { ZoneAction } from '../../vocabulary';
import type { Plan } from '../operation';

/** A time as the API spells it. */
export function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

const PAGE_SIZE = 100;

export function pageAsk(body: { readonly page?: string; readonly pageSize?: number }): PageAsk {
  const { page, pageSize = PAGE_SIZE } = body;
  return { limit: pageSize, ...(page === undefined ? {} : { after: page }) };
}

/**
 * Somebody looked at what a register holds.
 *
 * @param action code of what was looked at, such as `list-approvals`
 */
export function looked(
  { written }: Act,
  action: string,
  outcome: Succeeded | Denied,
  at: {
    readonly patient?: string;
    readonly resource?: { readonly type: string; readonly ref: string };
    readonly recordCount?: number;
  } = {},
): AuditDraft {
  return {
    ...written,
    type: 'access-review',
    action,
    ...outcome,
    ...at,
    phiAccessed: false,
    breakGlass: false,
  };
}

/** For what only a person does, for himself or by a service: a service alone is refused. */
export function forPerson<Answer>(
  act: Act,
  action: ZoneAction,
  plan: (act: PersonAct) => Plan<Answer> | Promise<Plan<Answer>>,
): Plan<Answer> | Promise<Plan<Answer>> {
  if (isPersonAct(act)) return plan(act);
  return {
    needs: { action },
    refused: (denied) => looked(act, action, denied),
    run: async () => {
      throw new NotPermittedError(
        'person-required',
        'Only a person does this: send the token of the person whom you act for.',
      );
    },
  };
}
