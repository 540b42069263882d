import type { Statement } from '../../../compliance/reading/policy';
import { listOf, statementsIn } from '../../../compliance/reading/policy';
import { isSame } from '../../../compliance/reading/value-text';
import type { ResourceView } from '../../../compliance/reading/zone-view';
import { at } from '../../../compliance/reading/zone-view';
import { shown } from './shown';
import type { EvidenceZone } from '../../zone/evidence-zone';

/** Types that act, by the word with which policies name them. */
const ACTORS = { 'AWS::IAM::Role': 'Role', 'AWS::IAM::User': 'User', 'AWS::IAM::Group': 'Group' };

/** A policy of a role, and what it says. */
export interface RolePolicy {
  /** Where the document stands: the role itself for one that is written into it. */
  readonly policy: ResourceView;
  /** Undefined when the document cannot be read from the template. */
  readonly statements: readonly Statement[] | undefined;
}

/** A role, user or group, and all that it may. */
export interface RoleRights {
  readonly role: ResourceView;
  readonly policies: readonly RolePolicy[];
  /** Policies whose text is in no template, such as those that AWS writes, by their ARN. */
  readonly elsewhere: readonly string[];
}

/** Roles, users and groups of the zone with what policies of the templates let them do. */
export function rightsIn(zone: EvidenceZone): readonly RoleRights[] {
  return Object.entries(ACTORS).flatMap(([type, word]) =>
    zone.ofType(type).map((role) => rightsOf(zone, role, word)),
  );
}

function rightsOf(zone: EvidenceZone, role: ResourceView, word: string): RoleRights {
  const { [`${word}Name`]: name } = role.properties;
  const names = (policy: ResourceView, value: unknown): boolean =>
    isSame(zone.follow(policy, value), role) || (value !== undefined && value === name);
  const attached = [
    ...['AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy']
      .flatMap((type) => zone.ofType(type))
      .filter((policy) =>
        listOf(policy.properties[`${word}s`]).some((value) => names(policy, value)),
      ),
    ...zone
      .ofType(`AWS::IAM::${word}Policy`)
      .filter((policy) => names(policy, policy.properties[`${word}Name`])),
  ];
  const given = listOf(role.properties['ManagedPolicyArns']).map((value) => ({
    value,
    policy: zone.follow(role, value),
  }));
  const policies = [...attached, ...given.flatMap(({ policy }) => policy ?? [])].filter(
    (policy, index, all) => all.findIndex((other) => isSame(other, policy)) === index,
  );
  return {
    role,
    policies: [
      ...listOf(role.properties['Policies']).map((inline) => ({
        policy: role,
        statements: statementsIn(at(inline, 'PolicyDocument')),
      })),
      ...policies.map((policy) => ({
        policy,
        statements: statementsIn(policy.properties['PolicyDocument']),
      })),
    ],
    elsewhere: given
      .filter(({ policy }) => policy === undefined)
      .map(({ value }) => shown(zone, role, value)),
  };
}
