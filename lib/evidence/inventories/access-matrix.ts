import type { PolicyRole } from '../../../lambda/access/question';
import { POLICY_ROLES } from '../../../lambda/access/question';
import { PHI_ACTIONS, ZONE_ACTIONS } from '../../../lambda/access/vocabulary';
import { DATA_TYPES } from '../../../lambda/shared/audit/vocabulary';
import type { AccessMatrix } from '../../access/matrix';
import { whatMustBeGiven } from '../../access/matrix-page';
import type { EvidenceTable } from '../table';
import type { InventoryProps } from './props';

const NEVER = 'never';

/** Who may do what to records, asked of the access policies. */
export function accessMatrix({ matrix }: Pick<InventoryProps, 'matrix'>): EvidenceTable {
  return {
    id: 'access-matrix',
    title: 'Access matrix',
    explains:
      'Who may do what to which part of a record, and what must be given for it, as the access policies answer each question (45 CFR 164.502(b), 164.514(d)). Parts with the same answer are one line. A service needs its action named in config; prohibitions stand in the table of access policies.',
    columns: ['Role', 'Action', 'Parts of a record', 'What must be given'],
    rows: POLICY_ROLES.flatMap((role) => [
      ...recordRows(matrix, role),
      ...ZONE_ACTIONS.map((action) => [
        words(role),
        words(action),
        'none: beside records',
        whatMustBeGiven(matrix.zone[role][action]) ?? NEVER,
      ]),
    ]),
  };
}

function recordRows({ records }: AccessMatrix, role: PolicyRole): readonly (readonly string[])[] {
  return PHI_ACTIONS.flatMap((action) => {
    const byAnswer = new Map<string, string[]>();
    for (const type of DATA_TYPES) {
      const answer = whatMustBeGiven(records[role][action][type]) ?? NEVER;
      byAnswer.set(answer, [...(byAnswer.get(answer) ?? []), words(type)]);
    }
    return [...byAnswer].map(([answer, types]) => [
      words(role),
      action,
      types.length === DATA_TYPES.length ? 'all' : types.join(', '),
      answer,
    ]);
  });
}

/** The policies behind the matrix: what each permits or forbids, and what it answers to. */
export function accessPolicies({ matrix }: Pick<InventoryProps, 'matrix'>): EvidenceTable {
  return {
    id: 'access-policies',
    title: 'Access policies',
    explains:
      'The Cedar policies that decide, by file. What forbids holds for everybody, whatever permits.',
    columns: ['For', 'Effect', 'Policy', 'Reason of a denial', 'Answers to', 'File'],
    rows: [
      ...matrix.forbidden.map(({ id, reason = '', citation, file }) => [
        'everybody',
        'forbids',
        id,
        reason,
        citation,
        `lambda/access/policies/${file}`,
      ]),
      ...POLICY_ROLES.flatMap((role) =>
        matrix.permitted[role].map(({ id, citation, file }) => [
          words(role),
          'permits',
          id,
          '',
          citation,
          `lambda/access/policies/${file}`,
        ]),
      ),
    ],
  };
}

function words(name: string): string {
  return name.replaceAll('-', ' ');
}
