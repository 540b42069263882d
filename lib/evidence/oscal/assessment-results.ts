import type { ControlStatus, JudgedControl } from '../../controls/judged';
import type { EvidenceModel } from '../model';
import { reviewed } from './assessment-plan';
import { observations, ruleObservationUuid, testObservationUuid } from './observations';
import { CHECKS_HREF, mechanismText, objectiveId, PLAN_HREF } from './references';
import { isRisk, risks, riskUuid } from './risks';
import type { JsonObject } from './words';
import { filled, line, metadata, packNames, prop, uuid } from './words';

/** What a finding says, by the status of its control. A control without one has none: nobody looked. */
const FINDINGS: Readonly<
  Record<ControlStatus, { readonly state: string; readonly reason: string } | undefined>
> = {
  shown: { state: 'satisfied', reason: 'pass' },
  'shown-with-exceptions': { state: 'not-satisfied', reason: 'other' },
  'partly-shown': { state: 'not-satisfied', reason: 'other' },
  failing: { state: 'not-satisfied', reason: 'fail' },
  'not-shown': undefined,
  customer: undefined,
  aws: undefined,
};

/** What the checks of this synth found, and the tests where their results were given. */
export function assessmentResults(model: EvidenceModel): JsonObject {
  const judged = model.controls.filter(({ status }) => FINDINGS[status] !== undefined);
  return {
    'assessment-results': {
      uuid: uuid('assessment results', ...packNames(model)),
      metadata: metadata(`HIPAA landing zone ${model.config.name}: what was found`, model),
      'import-ap': { href: PLAN_HREF },
      results: [
        filled({
          uuid: uuid('result', ...packNames(model)),
          title: line(`Synth of zone ${model.config.name}`),
          description: line(
            'Checks on the templates of the zone. A finding is about what the zone does of a control, never about the whole of it, and never about a deployed account.',
          ),
          start: model.source.date,
          links: [{ href: CHECKS_HREF, rel: 'reference', text: 'Every check on every resource' }],
          'reviewed-controls': reviewed(
            judged,
            model.controls,
            'Controls of which a check judged something.',
          ),
          observations: observations(model),
          risks: risks(model),
          findings: judged.map((control) => finding(model, control)),
        }),
      ],
    },
  };
}

function finding(model: EvidenceModel, control: JudgedControl): JsonObject {
  const { citation, oscalId, title, status, doneBy, mechanisms } = control;
  const rows = mechanisms.flatMap((mechanism) => mechanism.rows);
  const ran = mechanisms.flatMap(({ tests }) =>
    tests.filter(({ outcome }) => outcome !== 'not-run').map(({ file }) => file),
  );
  const seen = [
    ...rows.map((row) => ruleObservationUuid(model, row)),
    ...ran.map((file) => testObservationUuid(model, file)),
  ];
  const { state, reason } = FINDINGS[status] ?? { state: 'not-satisfied', reason: 'other' };
  return filled({
    uuid: uuid('finding', ...packNames(model), oscalId),
    title: line(`${citation} ${title}`),
    description: mechanisms.map(mechanismText).join('\n\n'),
    props: [prop('status', status)],
    target: {
      type: 'objective-id',
      'target-id': objectiveId(control),
      status: filled({
        state,
        reason,
        remarks:
          doneBy === 'shared'
            ? line('Of what the zone does. What the customer does beside it was not assessed.')
            : undefined,
      }),
    },
    'related-observations': [...new Set(seen)].map((id) => ({ 'observation-uuid': id })),
    'related-risks': [...new Set(rows.filter(isRisk).map((row) => riskUuid(model, row)))].map(
      (id) => ({ 'risk-uuid': id }),
    ),
  });
}
