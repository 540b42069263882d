import { openRows } from '../compliance/summary';
import type { EvidenceModel } from './model';

/** What fails in a zone, in sentences: for who made the pack, beside what the pack says of it. */
export function failing(model: EvidenceModel): readonly string[] {
  const { ledger, problems, controls, tests } = model;
  return [
    ...openRows(ledger.rows).map(({ rule, path, reason }) => `${path}: ${rule}: ${reason}`),
    ...problems,
    ...controls.filter(({ status }) => status === 'failing').map(failingControl),
    ...(tests?.tests ?? [])
      .filter(({ outcome }) => outcome === 'failed')
      .map(({ file, name }) => `${file}: ${name}: failed`),
  ];
}

function failingControl({
  citation,
  title,
  mechanisms,
}: EvidenceModel['controls'][number]): string {
  const why = mechanisms.flatMap(({ problems }) => problems);
  return `45 CFR ${citation} (${title}) fails${why.length === 0 ? '' : `: ${why.join(' ')}`}`;
}
