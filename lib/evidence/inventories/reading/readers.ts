import type { Statement } from '../../../compliance/reading/policy';
import { coversAction, coversResource } from '../../../compliance/reading/policy';
import { isSame } from '../../../compliance/reading/value-text';
import type { ResourceView } from '../../../compliance/reading/zone-view';
import type { EvidenceZone } from '../../zone/evidence-zone';
import { distinct } from './lists';
import { actorOf } from './names';
import type { RoleRights } from './role-rights';

/** Says who may read a store by one of these actions. */
export type Readers = (store: ResourceView, reads: readonly string[]) => readonly string[];

/** A statement that allows, and what it is about. */
interface Allowance {
  readonly who: string;
  readonly policy: ResourceView;
  readonly statement: Statement;
  readonly about: readonly ResourceView[];
}

/**
 * Roles that a policy of the templates lets read a store. A statement with a wildcard resource counts,
 * and one on a part of the store, such as an index or a folder. Policies are read once for all stores.
 */
export function readersIn(zone: EvidenceZone, rights: readonly RoleRights[]): Readers {
  const allowances = rights.flatMap(({ role, policies }) =>
    policies.flatMap(({ policy, statements }) =>
      (statements ?? [])
        .filter(({ effect }) => effect === 'Allow')
        .map((statement): Allowance => ({
          who: actorOf(role),
          policy,
          statement,
          about: zone.mentioned(policy, statement.resources),
        })),
    ),
  );
  return (store, reads) => {
    const about = allowances.filter(
      ({ policy, statement, about: named }) =>
        named.some((resource) => isSame(resource, store)) ||
        // What names nothing of the zone is a pattern: of everything, or of names.
        (named.length === 0 && coversResource(zone, policy, statement, store)),
    );
    return distinct(
      about
        .filter(({ statement }) => reads.some((action) => coversAction(statement, action)))
        .map(({ who }) => who),
    );
  };
}
