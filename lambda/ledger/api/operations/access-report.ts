import type { Operation } from '../../../access/api/operation';
import type { AccessReport, ReadAccessReport } from '../../../shared/http/generated/types';
import { checkOpaque, invalidBody } from '../../../shared/http/validate';
import { coveredFrom, readCoverage } from '../../index/coverage';
import type { Subject } from '../../index/walk';
import type { LookedAt } from '../looked';
import { looked } from '../looked';
import { checkPeriod, DEFAULT_FORMAT, patientOf, readReport } from '../report/read';
import { render } from '../report/render';
import { eventRow } from '../report/rows';
import { createTotals } from '../report/totals';
import type { LedgerServices } from '../services';

const ACTION = 'read-access-report';

/** Who did what with the record of a patient, or what somebody did. */
export function accessReportOperation(
  services: LedgerServices,
): Operation<ReadAccessReport, AccessReport> {
  const { index, now, trail, verifier } = services;
  return async (body, act) => {
    const { actor, format = DEFAULT_FORMAT } = body;
    checkPeriod(body);
    checkOpaque({ '/actor': actor });
    const patient = await patientOf(services, act, body.patientId);
    const about: LookedAt = {
      ...(patient === undefined ? {} : { patient }),
      ...(actor === undefined ? {} : { resource: { type: 'actor', ref: actor } }),
    };
    return {
      needs: { action: ACTION, ...(patient === undefined ? {} : { patient }) },
      refused: (denied) => looked(act, ACTION, denied, about),
      run: async () => {
        const coverage = await readCoverage(index);
        const report = await readReport(services, body, {
          subject: subjectOf(act.by.tenant, patient, actor),
          coveredFrom: coverage === undefined ? undefined : coveredFrom(coverage, now()),
          isWanted: ({ event }) =>
            actor === undefined || ('id' in event.actor && event.actor.id === actor),
          totals: createTotals(),
        });
        const { name } = await verifier();
        const reply = render(report, format, eventRow, name);
        const recordCount = report.events.length;
        await trail.append([
          looked(act, ACTION, { outcome: 'success' }, { ...about, recordCount }),
        ]);
        return reply;
      },
    };
  };
}

/** @throws RequestError 400 when nobody is named */
function subjectOf(
  tenant: string,
  patient: string | undefined,
  actor: string | undefined,
): Subject {
  if (patient !== undefined) return { kind: 'patient', tenant, patient };
  if (actor !== undefined) return { kind: 'actor', tenant, actor };
  throw invalidBody([
    { pointer: '#/patientId', detail: 'is missing, and so is actor: expected one of them.' },
  ]);
}
