import type { CheckRow } from '../compliance/check-ledger';
import type { JudgedControl, JudgedMechanism } from '../controls/judged';
import { csv } from '../csv';
import type { EvidenceModel, GivenTests } from './model';
import { GIVEN_BY } from './tests/given';

/** A row a control: what the page shows first. */
export function controlsCsv({ controls }: EvidenceModel): string {
  return csv(
    [
      'citation',
      'title',
      'type',
      'done by',
      'status',
      'asks',
      'mechanisms',
      'problems',
      'customer does',
      'customer keeps',
      'also cited by',
      'AWS Config rules',
      'note',
      'rule version',
    ],
    controls.map((control) => ({
      citation: control.citation,
      title: control.title,
      type: control.type,
      'done by': control.doneBy,
      status: control.status,
      asks: control.asks,
      mechanisms: control.mechanisms.map(({ says, status }) => `${says} (${status})`).join('\n'),
      problems: control.mechanisms
        .flatMap(({ left, problems }) => [...(left === '' ? [] : [left]), ...problems])
        .join('\n'),
      'customer does': control.duties.map(({ does }) => does).join('\n'),
      'customer keeps': control.duties.map(({ keeps }) => keeps).join('\n'),
      'also cited by': control.alsoCitedBy.join(' '),
      'AWS Config rules': control.configRules.join(' '),
      note: control.note ?? '',
      'rule version': control.ruleVersion,
    })),
  );
}

const EVIDENCE_COLUMNS = [
  'citation',
  'mechanism',
  'mechanism status',
  'kind',
  'stack',
  'path',
  'logicalId',
  'type',
  'check',
  'verdict',
  'reason',
  'review',
  'acknowledgement',
] as const;

type EvidenceRow = Readonly<Record<(typeof EVIDENCE_COLUMNS)[number], string>>;

/**
 * What each control stands on: a row for each check of each resource, for each resource that no check of
 * the control judged, and for each test.
 */
export function controlEvidenceCsv({ controls }: EvidenceModel): string {
  return csv(
    EVIDENCE_COLUMNS,
    controls.flatMap((control) =>
      control.mechanisms.flatMap((mechanism) => mechanismRows(control, mechanism)),
    ),
  );
}

function mechanismRows(
  { citation }: JudgedControl,
  { id, status, resources, rows, tests }: JudgedMechanism,
): readonly EvidenceRow[] {
  const bare: EvidenceRow = {
    citation,
    mechanism: id,
    'mechanism status': status,
    kind: 'resource',
    stack: '',
    path: '',
    logicalId: '',
    type: '',
    check: '',
    verdict: '',
    reason: '',
    review: '',
    acknowledgement: '',
  };
  const judged = new Set(rows.map(({ stack, logicalId }) => `${stack}/${logicalId}`));
  return [
    ...rows.map((row) => ({ ...bare, ...subject(row), kind: 'check', ...verdict(row) })),
    ...resources
      .filter(({ stack, logicalId }) => !judged.has(`${stack}/${logicalId}`))
      .map((resource) => ({ ...bare, ...subject(resource) })),
    ...tests.map(({ file, name, outcome }) => ({
      ...bare,
      kind: 'test',
      check: name === undefined ? file : `${file}: ${name}`,
      verdict: outcome,
      reason: outcome === 'not-run' ? '' : GIVEN_BY,
    })),
  ];
}

function subject({
  stack,
  path,
  logicalId,
  type,
}: Pick<CheckRow, 'stack' | 'path' | 'logicalId' | 'type'>) {
  return { stack, path, logicalId, type };
}

function verdict({ rule, finding, verdict, reason, review, kind }: CheckRow) {
  const check = finding === '' ? rule : `${rule}[${finding}]`;
  return { check, verdict, reason, review, acknowledgement: kind };
}

/** A row a test. */
export function testsCsv({ tests }: GivenTests): string {
  return csv(
    ['file', 'test', 'outcome', 'source'],
    tests.map(({ file, name, outcome }) => ({ file, test: name, outcome, source: GIVEN_BY })),
  );
}

/** A row an item of the checklists, with the answer where somebody gave one. */
export function checklistsCsv({ checklists, answers }: EvidenceModel): string {
  return csv(
    ['checklist', 'item', 'asks', 'citations', 'state', 'note'],
    checklists.flatMap(({ title, items }) =>
      items.map(({ id, asks, citations }) => {
        const answer = Object.hasOwn(answers, id) ? answers[id] : undefined;
        return {
          checklist: title,
          item: id,
          asks,
          citations: citations.join(' '),
          state: answer?.state ?? 'open',
          note: answer?.note ?? '',
        };
      }),
    ),
  );
}
