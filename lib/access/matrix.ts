import type { Engine } from '../../lambda/access/engine';
import type { Policy } from '../../lambda/access/engine-policies';
import { ALWAYS_FILE, fileOfRole } from '../../lambda/access/engine-policies';
import type { Asker, PolicyRole } from '../../lambda/access/question';
import { POLICY_ROLES } from '../../lambda/access/question';
import type { Action, DataType, PhiAction, ZoneAction } from '../../lambda/access/vocabulary';
import { NO_RELATION, PHI_ACTIONS, ZONE_ACTIONS } from '../../lambda/access/vocabulary';
import { DATA_TYPES } from '../../lambda/shared/audit/vocabulary';
import type { Needs } from './needs';
import { needsOf } from './needs';

/** Who may do what, and what must be given for it: asked of the policies, question by question. */
export interface AccessMatrix {
  readonly records: Readonly<
    Record<PolicyRole, Readonly<Record<PhiAction, Readonly<Record<DataType, Needs>>>>>
  >;
  readonly zone: Readonly<Record<PolicyRole, Readonly<Record<ZoneAction, Needs>>>>;
  /** What nobody may, whatever the rest says. */
  readonly forbidden: readonly Policy[];
  /** What permits, by role. */
  readonly permitted: Readonly<Record<PolicyRole, readonly Policy[]>>;
}

/**
 * The matrix of these policies: nothing stands against anybody, and of a service config names each
 * action.
 */
export function accessMatrix(engine: Engine, policies: readonly Policy[]): AccessMatrix {
  const needs = (role: PolicyRole, action: Action, dataType?: DataType): Needs =>
    needsOf(engine, {
      principal: asker(role, action),
      action,
      resource: { tenant: TENANT, ...(dataType === undefined ? {} : { dataType }) },
      relation: NO_RELATION,
      approval: false,
      restricted: false,
      active: true,
    });
  return {
    records: tabulate(POLICY_ROLES, (role) =>
      tabulate(PHI_ACTIONS, (action) =>
        tabulate(DATA_TYPES, (dataType) => needs(role, action, dataType)),
      ),
    ),
    zone: tabulate(POLICY_ROLES, (role) => tabulate(ZONE_ACTIONS, (action) => needs(role, action))),
    forbidden: policies.filter(({ file }) => file === ALWAYS_FILE),
    permitted: tabulate(POLICY_ROLES, (role) =>
      policies.filter(({ file }) => file === fileOfRole(role)),
    ),
  };
}

const TENANT = 'tenant';

function asker(role: PolicyRole, action: Action): Asker {
  return role === 'service'
    ? { kind: 'service', tenant: TENANT, may: [action] }
    : { kind: 'person', tenant: TENANT, role };
}

function tabulate<K extends string, V>(
  keys: readonly K[],
  value: (key: K) => V,
): Readonly<Record<K, V>> {
  return Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, V>;
}
