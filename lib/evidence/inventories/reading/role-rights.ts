import type { Statement } from '../../../compliance/reading/policy';
import { statementsIn } from '../../../compliance/reading/policy';
import type { ResourceView } from '../../../compliance/reading/zone-view';
import { policiesOf } from '../../zone/actor-policies';
import type { EvidenceZone } from '../../zone/evidence-zone';
import { shown } from './shown';

/** Types that act. */
const ACTORS = ['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group'];

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
  return ACTORS.flatMap((type) => zone.ofType(type)).map((role) => {
    const { documents, elsewhere } = policiesOf(zone, role);
    return {
      role,
      policies: documents.map(({ policy, document }) => ({
        policy,
        statements: statementsIn(document),
      })),
      elsewhere: elsewhere.map((value) => shown(zone, role, value)),
    };
  });
}
