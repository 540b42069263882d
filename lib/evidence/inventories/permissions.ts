import type { Statement } from '../../compliance/reading/policy';
import { statementsIn } from '../../compliance/reading/policy';
import type { ResourceView } from '../../compliance/reading/zone-view';
import type { EvidenceTable } from '../table';
import type { InventoryProps } from './props';
import { distinct, sorted } from './reading/lists';
import { actorOf, placeOf } from './reading/names';
import type { RolePolicy, RoleRights } from './reading/role-rights';
import { rightsIn } from './reading/role-rights';
import { shown } from './reading/shown';
import {
  actionsText,
  conditionsText,
  principalsText,
  resourceTexts,
} from './reading/statement-text';
import type { EvidenceZone } from '../zone/evidence-zone';

/** Who may do what: one line for each statement of each role on each resource. */
export function permissions({ zone }: Pick<InventoryProps, 'zone'>): EvidenceTable {
  return {
    id: 'permissions',
    title: 'Permissions of roles',
    explains:
      'What policies of the templates let each role do: a line for each statement and resource. Nothing else is allowed to it by the zone; what the resource says itself stands under policies of resources. Policies that AWS writes are named, and their text is in no template.',
    columns: [
      'Acts',
      'Role',
      'Assumed by',
      'Effect',
      'Actions',
      'Resource',
      'Only if',
      'Statement',
      'Policy',
      'Permissions boundary',
    ],
    rows: sorted(rightsIn(zone).flatMap((rights) => rowsOf(zone, rights))),
  };
}

function rowsOf(
  zone: EvidenceZone,
  { role, policies, elsewhere }: RoleRights,
): readonly string[][] {
  const boundary = shown(zone, role, role.properties['PermissionsBoundary']) || 'none';
  const line = (...cells: readonly string[]): string[] => [
    actorOf(role),
    placeOf(role),
    trustOf(zone, role),
    ...cells,
    boundary,
  ];
  const rows = [
    ...policies.flatMap((policy) => statementRows(zone, policy).map((cells) => line(...cells))),
    ...elsewhere.map((arn) => line('', 'as AWS writes it', 'as AWS writes it', '', '', arn)),
  ];
  return rows.length > 0 ? rows : [line('', 'nothing', '', '', '', '')];
}

function statementRows(
  zone: EvidenceZone,
  { policy, statements }: RolePolicy,
): readonly (readonly string[])[] {
  const place = placeOf(policy);
  if (statements === undefined) {
    return [['', 'the document cannot be read: look at the template', '', '', '', place]];
  }
  return statements.flatMap((statement) =>
    byResource(zone, policy, statement).map((resource) => [
      statement.effect,
      actionsText(statement),
      resource,
      conditionsText(zone, policy, statement.conditions),
      statement.name,
      place,
    ]),
  );
}

/** What a statement is about, what is of one resource together: patterns of the objects of a bucket. */
function byResource(
  zone: EvidenceZone,
  policy: ResourceView,
  statement: Statement,
): readonly string[] {
  if (statement.inverted.has('Resource'))
    return [resourceTexts(zone, policy, statement).join(', ')];
  const groups = new Map<string, string[]>();
  for (const resource of statement.resources) {
    const text = shown(zone, policy, resource);
    const [about] = zone.mentioned(policy, resource);
    const of = about === undefined ? text : placeOf(about);
    groups.set(of, [...(groups.get(of) ?? []), text]);
  }
  return [...groups.values()].map((texts) => texts.join(', '));
}

/** Who may act with a role. */
function trustOf(zone: EvidenceZone, role: ResourceView): string {
  const statements = statementsIn(role.properties['AssumeRolePolicyDocument']) ?? [];
  return distinct(
    statements
      .filter(({ effect }) => effect === 'Allow')
      .map((statement) => {
        const when = conditionsText(zone, role, statement.conditions);
        return `${principalsText(zone, role, statement)}${when === '' ? '' : ` (${when})`}`;
      }),
  ).join(' | ');
}
