import { ISO_DATE } from '../../compliance/acknowledgement-lint';
import type { CheckRow } from '../../compliance/check-ledger';
import type { EvidenceModel } from '../model';
import type { Observed } from './observations';
import type { JsonObject } from './words';
import { filled, line, packNames, prop, uuid } from './words';

/** The risk that a finding is: rules of several packs that say the same of one resource are one. */
export function riskUuid(model: EvidenceModel, row: CheckRow): string {
  return uuid('risk', ...packNames(model), row.path, row.verdict, row.reason);
}

/** Whether a row is a risk: a finding that is open, or one that is acknowledged. */
export function isRisk({ verdict }: CheckRow): boolean {
  return verdict !== 'compliant';
}

/** Whose word an acknowledgement is. A risk has no remarks of its own; a property has. */
const APPROVAL: JsonObject = {
  ...prop('approval', 'not-recorded'),
  remarks: line(
    'A developer wrote the reason, and the day by which it is looked at again. Nobody of the customer has approved it here: whether the risk is accepted is his to decide and to record.',
  ),
};

/** What is left open, with a reason or without one. */
export function risks(model: EvidenceModel, { ofRow }: Observed): readonly JsonObject[] {
  const groups = new Map<string, CheckRow[]>();
  for (const row of model.ledger.rows.filter(isRisk)) {
    const id = riskUuid(model, row);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [row]);
    else group.push(row);
  }
  return [...groups].flatMap(([id, rows]) => {
    const [first] = rows;
    if (first === undefined) return [];
    const { path, verdict, reason, review, kind } = first;
    const acknowledged = verdict === 'acknowledged';
    const rules = [...new Set(rows.map(({ rule }) => rule))].join(', ');
    const seen = [...new Set(rows.flatMap((row) => ofRow(row)))];
    return [
      filled({
        uuid: id,
        title: line(`${acknowledged ? 'Acknowledged' : 'Open'}: ${path}`),
        description: line(`${rules} on ${path}`),
        statement: line(reason),
        props: [...(kind === '' ? [] : [prop('kind', kind)]), ...(acknowledged ? [APPROVAL] : [])],
        status: acknowledged ? 'deviation-requested' : 'open',
        deadline: isDay(review) ? `${review}T00:00:00Z` : undefined,
        'related-observations': seen.map((observation) => ({ 'observation-uuid': observation })),
      }),
    ];
  });
}

/** Whether a review is a day of the calendar: the gate complains of others, and the pack shows them. */
function isDay(review: string): boolean {
  const day = new Date(ISO_DATE.test(review) ? review : Number.NaN);
  return !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(review);
}
