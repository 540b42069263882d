import type { Operations } from '../../../access/api/operation';
import { looked } from '../../../access/api/operations/common';
import type { Duty as DutyBody } from '../../../shared/http/generated/types';
import type { DutyState } from '../../clocks/duties';
import { checkGiven } from '../bodies/given';
import type { BreachServices } from '../services';

/** What has to be done again and again. */
export function dutyOperations(
  services: BreachServices,
): Pick<Operations<'breach-api'>, 'listDuties' | 'recordDuty'> {
  const { duties, trail } = services;
  return {
    listDuties: (_, act) => ({
      needs: { action: 'keep-duties' },
      refused: (denied) => looked(act, 'list-duties', denied),
      run: async () => {
        const found = await duties.list(act.by.tenant);
        await trail.append([
          looked(act, 'list-duties', { outcome: 'success' }, { recordCount: found.length }),
        ]);
        return { body: { duties: found.map(dutyBody) } };
      },
    }),

    recordDuty: ({ duty, on, evidence }, act) => {
      checkGiven({ texts: { '/evidence': evidence } });
      return {
        needs: { action: 'keep-duties' },
        refused: (denied) => ({
          ...act.written,
          type: 'breach-register-change',
          action: 'record-duty',
          ...denied,
          resource: { type: 'duty', ref: duty },
          phiAccessed: false,
          breakGlass: false,
        }),
        run: async () => ({
          body: dutyBody(await duties.record(act.by.tenant, { duty, on, evidence }, act.written)),
        }),
      };
    },
  };
}

function dutyBody(state: DutyState): DutyBody {
  const { duty, title, citation, months, of, due, daysLeft, overdue } = state;
  const { doneOn, by, evidence } = state;
  return {
    duty,
    of,
    title,
    months,
    citation,
    due,
    daysLeft,
    overdue,
    ...(doneOn === undefined ? {} : { doneOn }),
    ...(by === undefined ? {} : { by }),
    ...(evidence === undefined ? {} : { evidence }),
  };
}
