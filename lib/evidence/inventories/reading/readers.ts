import { coversAction, coversResource } from '../../../compliance/reading/policy';
import type { ResourceView, ZoneView } from '../../../compliance/reading/zone-view';
import { distinct } from './lists';
import { actorOf } from './names';
import type { RoleRights } from './role-rights';

/**
 * Roles that a policy of the templates lets read a store, by one of these actions. A statement with
 * a wildcard resource counts, and one on a part of the store, such as an index or a folder.
 */
export function readersOf(
  zone: ZoneView,
  store: ResourceView,
  reads: readonly string[],
  rights: readonly RoleRights[],
): readonly string[] {
  return distinct(
    rights
      .filter(({ policies }) =>
        policies.some(({ policy, statements }) =>
          (statements ?? []).some(
            (statement) =>
              statement.effect === 'Allow' &&
              reads.some((action) => coversAction(statement, action)) &&
              (coversResource(zone, policy, statement, store) ||
                statement.resources.some((resource) =>
                  zone
                    .mentioned(policy, resource)
                    .some(
                      ({ stack, logicalId }) =>
                        stack === store.stack && logicalId === store.logicalId,
                    ),
                )),
          ),
        ),
      )
      .map(({ role }) => actorOf(role)),
  );
}
