import type { ControlStatus, JudgedControl } from '../../controls/judged';
import type { EvidenceModel } from '../model';
import { reviewed } from './assessment-plan';
import type { Observed } from './observations';
import { observed } from './observations';
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
  const seen = observed(model);
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
          observations: seen.observations,
          risks: risks(model, seen),
          findings: judged.map((control) => finding(model, control, seen)),
          remarks: REMARKS.map(line).join('\n\n'),
        }),
      ],
    },
  };
}

/** What fields of OSCAL seem to say, and do not. */
const REMARKS = [
  'Dates of start and of collection are the date of the source, that of the commit or what SOURCE_DATE_EPOCH said: the same source gives the same pack. Results of tests are dated by the start of their run. Checks ran at a later time, which is not written here.',
  'Tests are as the results say that whoever made the pack gave to it: nothing ties them to the commit.',
] as const;

function finding(model: EvidenceModel, control: JudgedControl, seen: Observed): JsonObject {
  const { citation, oscalId, title, status, doneBy, mechanisms } = control;
  const rows = mechanisms.flatMap((mechanism) => mechanism.rows);
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
    'related-observations': seen.ofControl(control).map((id) => ({ 'observation-uuid': id })),
    'related-risks': [...new Set(rows.filter(isRisk).map((row) => riskUuid(model, row)))].map(
      (id) => ({ 'risk-uuid': id }),
    ),
  });
}
