import type { Operation } from '../../../access/api/operation';
import type { DisclosureReport, ReadDisclosures } from '../../../shared/http/generated/types';
import { invalidBody } from '../../../shared/http/validate';
import { DAY_MS } from '../../index/row';
import { looked } from '../looked';
import { checkPeriod, DEFAULT_FORMAT, patientOf, readReport } from '../report/read';
import { render } from '../report/render';
import { disclosureRow } from '../report/rows';
import type { LedgerServices } from '../services';

const ACTION = 'read-disclosures';

/** The accounting of disclosures of a patient's PHI. 45 CFR 164.528. */
export function disclosuresOperation(
  services: LedgerServices,
): Operation<ReadDisclosures, DisclosureReport> {
  const { auditDays, now, trail, verifier } = services;
  return async (body, act) => {
    checkPeriod(body);
    const patient = await patientOf(services, act, body.patientId);
    const about = patient === undefined ? {} : { patient };
    return {
      needs: { action: ACTION, ...about },
      refused: (denied) => looked(act, ACTION, denied, about),
      run: async () => {
        if (patient === undefined) {
          throw invalidBody([{ pointer: '#/patientId', detail: 'is missing.' }]);
        }
        const report = await readReport(services, body, {
          subject: { kind: 'disclosures', tenant: act.by.tenant, patient },
          coveredFrom: now() - auditDays * DAY_MS,
          isWanted: () => true,
        });
        const { name } = await verifier();
        const reply = render(report, body.format ?? DEFAULT_FORMAT, disclosureRow, name);
        const recordCount = report.events.length;
        await trail.append([
          looked(act, ACTION, { outcome: 'success' }, { ...about, recordCount }),
        ]);
        return reply;
      },
    };
  };
}
