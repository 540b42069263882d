import type { CheckRow } from '../../compliance/check-ledger';
import { findingId } from '../../compliance/evaluation';
import { acknowledgementGroups } from '../../compliance/summary';
import type { EvidenceTable } from '../table';
import { distinct, sorted } from './reading/lists';
import type { InventoryProps } from './props';

/** The register of acknowledged findings, a line for each that the table of a synth counts. */
export function acknowledgements({ ledger }: Pick<InventoryProps, 'ledger'>): EvidenceTable {
  const groups = [...acknowledgementGroups(ledger.rows).values()];
  return {
    id: 'acknowledgements',
    title: 'Acknowledged findings',
    explains:
      'Every finding of a rule that is left open on purpose: why, on what authority, and by when somebody looks again. What several packs find is one line, so that the lines are as many as the synth counts. Nothing else is left open.',
    columns: ['Resource', 'Type', 'Rules', 'Kind', 'Reason', 'Citation', 'Review by', 'Rule cites'],
    rows: sorted(groups.map(line)),
  };
}

/** An acknowledged row has its reason and, behind it in brackets, what allows it. */
const REASON = /^(?<reason>.*) \((?<citation>(?:45 CFR|https:\/\/).*?)\)$/s;

function line(rows: readonly CheckRow[]): readonly string[] {
  const read = rows.map(({ reason: text }) => {
    const { reason = text, citation = '' } = REASON.exec(text)?.groups ?? {};
    return { reason, citation };
  });
  const given = distinct(read.map(({ citation }) => citation));
  const cited = rows
    .flatMap(({ citations }) => citations)
    .filter((citation) => !given.includes(citation) && !given.includes(`45 CFR ${citation}`));
  return [
    distinct(rows.map(({ path }) => path)).join(', '),
    distinct(rows.map(({ type }) => type)).join(', '),
    distinct(rows.map(findingId)).join(', '),
    distinct(rows.map(({ kind }) => kind)).join(', '),
    distinct(read.map(({ reason }) => reason)).join(' '),
    given.join(', '),
    distinct(rows.map(({ review }) => review)).join(', '),
    distinct(cited).join(', '),
  ];
}
