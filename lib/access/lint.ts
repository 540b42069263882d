import type * as CedarWasm from '@cedar-policy/cedar-wasm/nodejs';
import type { Policy, PolicyFile } from '../../lambda/access/engine-policies';
import { ALWAYS_FILE, fileOfRole, SCHEMA_FILE } from '../../lambda/access/engine-policies';
import type { Circumstances } from '../../lambda/access/question';
import { POLICY_ROLES } from '../../lambda/access/question';
import { NO_RELATION, PHI_ACTIONS, ZONE_ACTIONS } from '../../lambda/access/vocabulary';
import { DATA_TYPES } from '../../lambda/shared/audit/vocabulary';

/**
 * Rules of the house for policies, which Cedar does not know: what keeps a file readable for who signs
 * the matrix, and what the engine relies on.
 */

const ACTIONS: readonly string[] = [...PHI_ACTIONS, ...ZONE_ACTIONS];

/** Paragraphs of HIPAA: `45 CFR 164.312(b), 164.528`. */
const CITATION = /^45 CFR 164\.\d{3}(?:\([a-zA-Z0-9]+\))*(?:, 164\.\d{3}(?:\([a-zA-Z0-9]+\))*)*$/;

const CIRCUMSTANCES: Circumstances = {
  ...NO_RELATION,
  approval: false,
  restricted: false,
  active: false,
  sameTenant: false,
  serviceNamed: false,
};

/** Who signs the matrix reads the first lines of a file. */
export function lintFile({ name, text }: PolicyFile): readonly string[] {
  if (/^\/\/ \S.*\n\/\/\n\/\/ \S/.test(text) || name === SCHEMA_FILE) return [];
  return [
    `${name}: does not begin with a comment. Write the role, an empty line, and in plain words what it may do.`,
  ];
}

/**
 * A file permits to its own role and to no other, action by action; only `always.cedar` forbids, and
 * it forbids to all.
 */
export function lintPolicy(policy: Policy, json: CedarWasm.PolicyJson): readonly string[] {
  const { file, id, citation } = policy;
  const problems: string[] = [];
  const say = (problem: string): void => void problems.push(`${file}, policy ${id}: ${problem}.`);
  if (!CITATION.test(citation)) {
    say(`@citation is "${citation}": expected paragraphs such as "45 CFR 164.312(b), 164.528"`);
  }
  const prefix = `${file.slice(0, -'.cedar'.length)}-`;
  if (!id.startsWith(prefix))
    say(`@id does not begin with "${prefix}", by which one finds its file`);
  if (file === ALWAYS_FILE) {
    if (json.effect !== 'forbid')
      say(`permits. What one role may do stands in the file of the role`);
    if (json.principal.op !== 'All') say('names a principal: what stands here holds for all');
    return problems;
  }
  if (json.effect !== 'permit') say(`forbids. What is forbidden to all stands in ${ALWAYS_FILE}`);
  const role = POLICY_ROLES.find((name) => fileOfRole(name) === file) ?? '';
  const principal =
    json.principal.op === '==' && 'entity' in json.principal ? json.principal : undefined;
  if (principal === undefined || idOf(principal.entity) !== `Role::${role}`) {
    say(`permits to somebody else than this file says: expected principal == Role::"${role}"`);
  }
  const actions = actionsOf(json.action);
  if (actions.length === 0) {
    say('permits every action. Name those that it permits: action in [Action::"...", ...]');
  }
  for (const action of actions.filter((action) => !ACTIONS.includes(action))) {
    say(`permits "${action}", which is no action of lambda/access/vocabulary.ts`);
  }
  return problems;
}

/** The words of the schema are those of the code: what is asked in others is denied by both. */
export function lintSchema(schema: CedarWasm.SchemaJson<string>): readonly string[] {
  const { entityTypes = {}, actions = {}, commonTypes = {} } = schema[''] ?? {};
  const enumOf = (name: string): readonly string[] => {
    const entity = entityTypes[name];
    return entity !== undefined && 'enum' in entity ? entity.enum : [];
  };
  const circumstances = commonTypes['Circumstances'];
  const fields =
    circumstances !== undefined && 'attributes' in circumstances ? circumstances.attributes : {};
  return [
    ...differences('Role', enumOf('Role'), POLICY_ROLES),
    ...differences('DataType', enumOf('DataType'), DATA_TYPES),
    ...differences('action', Object.keys(actions), ACTIONS),
    ...differences('Circumstances', Object.keys(fields), Object.keys(CIRCUMSTANCES)),
  ];
}

function differences(
  what: string,
  found: readonly string[],
  expected: readonly string[],
): readonly string[] {
  return [
    ...expected
      .filter((word) => !found.includes(word))
      .map((word) => `${SCHEMA_FILE}: ${what} has no "${word}", which the code knows. Add it.`),
    ...found
      .filter((word) => !expected.includes(word))
      .map((word) => `${SCHEMA_FILE}: ${what} has "${word}", which the code does not know.`),
  ];
}

function actionsOf(constraint: CedarWasm.ActionConstraint): readonly string[] {
  if (constraint.op === 'All') return [];
  if ('entities' in constraint) return constraint.entities.map(actionOf);
  return 'entity' in constraint ? [actionOf(constraint.entity)] : [];
}

function actionOf(entity: CedarWasm.EntityUidJson): string {
  return idOf(entity).replace(/^Action::/, '');
}

function idOf(entity: CedarWasm.EntityUidJson): string {
  const { type, id } = '__entity' in entity ? entity['__entity'] : entity;
  return `${type}::${id}`;
}
