import type { PolicyRole } from '../../lambda/access/question';
import { POLICY_ROLES } from '../../lambda/access/question';
import type { DataType, PhiAction } from '../../lambda/access/vocabulary';
import { PHI_ACTIONS, ZONE_ACTIONS } from '../../lambda/access/vocabulary';
import { DATA_TYPES } from '../../lambda/shared/audit/vocabulary';
import { markdown } from '../markdown';
import type { AccessMatrix } from './matrix';
import type { Gain, Needs } from './needs';

const READS: readonly PhiAction[] = ['read', 'decrypt', 'print'];
const WRITES: readonly PhiAction[] = ['create', 'update', 'encrypt', 'redact', 'classify'];

const WORD_OF: Readonly<Record<Gain, string>> = {
  careTeam: 'care team',
  department: 'department',
  own: 'own',
  brokenGlass: 'broken glass',
  approval: 'approval',
};

/** The matrix as Markdown, in columns that also a terminal shows. */
export function matrixPage(matrix: AccessMatrix): string {
  return [
    '## Parts of a record',
    '',
    'r: read, decrypt, print; with an approval of the privacy officer also share and export. w: create, update, encrypt, redact, classify. -: nothing.',
    '',
    recordTable(matrix),
    '',
    '## Actions on records',
    '',
    'r, w: on the parts that have this letter above, and what must be given there must be given here. all: on every part. approval: of the privacy officer. The service is one that acts for itself alone; config must name each action for it.',
    '',
    actionTable(matrix),
    '',
    '## Actions beside records',
    '',
    'own: of the own record, and of requests those that the person made. The service as above.',
    '',
    zoneTable(matrix),
    '',
    '## Nobody, whatever else holds',
    '',
    table(
      ['reason', 'policy', 'answers to'],
      matrix.forbidden.map(({ id, reason = '', citation }) => [reason, id, citation]),
    ),
    '',
    '## Policies that permit',
    '',
    table(
      ['role', 'policy', 'answers to'],
      POLICY_ROLES.flatMap((role) =>
        matrix.permitted[role].map(({ id, citation }) => [words(role), id, citation]),
      ),
    ),
    '',
  ].join('\n');
}

function recordTable({ records }: AccessMatrix): string {
  const people = POLICY_ROLES.filter((role) => role !== 'service');
  const letters = (role: PolicyRole, type: DataType): string => {
    const permitted = (action: PhiAction): boolean => records[role][action][type].length > 0;
    const r = READS.every(permitted) ? 'r' : '';
    const w = WRITES.every(permitted) ? 'w' : '';
    const deidentified = permitted('deidentify') ? ['de-identified'] : [];
    return [r + w, ...deidentified].filter((text) => text !== '').join(', ') || '-';
  };
  return table(
    ['part', ...people.map(words)],
    [
      ...DATA_TYPES.map((type) => [words(type), ...people.map((role) => letters(role, type))]),
      ['**must be given**', ...people.map((role) => standing(records[role]))],
    ],
  );
}

type Records = AccessMatrix['records'][PolicyRole];

/** How one of a role must stand to a patient, in words: the same for all that it does to records. */
function standing(records: Records): string {
  const actions = [...READS, ...WRITES, 'deidentify'] as const;
  return distinct(actions.flatMap((action) => conditionsOf(records, action))).join('; ') || '-';
}

function conditionsOf(records: Records, action: PhiAction): readonly string[] {
  return distinct(DATA_TYPES.map((type) => whatMustBeGiven(records[action][type])));
}

function actionTable({ records }: AccessMatrix): string {
  const cell = (role: PolicyRole, action: PhiAction): string => {
    const parts = (other: PhiAction): string =>
      DATA_TYPES.filter((type) => records[role][other][type].length > 0)
        .map(words)
        .join(', ');
    const found = parts(action);
    if (found === '') return '-';
    const like = (other: PhiAction): boolean => parts(other) === found;
    const all = found === DATA_TYPES.map(words).join(', ');
    const which = like('read') ? 'r' : like('create') ? 'w' : all ? 'all' : found;
    const usual = standing(records[role]);
    const unusual = conditionsOf(records[role], action)
      .map((text) => (text.startsWith(usual) ? text.slice(usual.length) : `, ${text}`))
      .map((text) => (text === ', nothing' ? '' : text));
    return which + unusual.join(';');
  };
  return table(
    ['action', ...POLICY_ROLES.map(words)],
    PHI_ACTIONS.map((action) => [action, ...POLICY_ROLES.map((role) => cell(role, action))]),
  );
}

function zoneTable({ zone }: AccessMatrix): string {
  return table(
    ['action', ...POLICY_ROLES.map(words)],
    ZONE_ACTIONS.map((action) => [
      action,
      ...POLICY_ROLES.map((role) => {
        const given = whatMustBeGiven(zone[role][action]);
        return given === undefined ? '-' : given === 'nothing' ? 'yes' : given;
      }),
    ]),
  );
}

/** What must be given, in words; undefined when nothing would do. */
export function whatMustBeGiven(needs: Needs): string | undefined {
  if (needs.length === 0) return undefined;
  const ways = needs.map((gains) => gains.filter((gain) => gain !== 'approval'));
  const approved = needs.every((gains) => gains.includes('approval'));
  const related = ways.every((gains) => gains.length === 0)
    ? []
    : [ways.map((gains) => gains.map((gain) => WORD_OF[gain]).join(' and ')).join(' or ')];
  return [...related, ...(approved ? ['approval'] : [])].join(', ') || 'nothing';
}

function distinct(texts: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(texts.flatMap((text) => text ?? []))];
}

function words(name: string): string {
  return name.replaceAll('-', ' ');
}

/** A table whose columns stand below each other. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, at) =>
    Math.max(...[head, ...rows].map((row) => (row[at] ?? '').length)),
  );
  const padded = (row: readonly string[]): readonly string[] =>
    row.map((cell, at) => cell.padEnd(widths[at] ?? 0));
  return markdown(padded(head), rows.map(padded));
}
