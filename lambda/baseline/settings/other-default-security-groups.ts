import { readProperties } from '../properties';
import type { Setting } from '../setting';
import { describeGroup, emptyGroup, isOpen, mustBeEmpty } from './default-security-group';
import type { SecurityGroupDependencies } from './default-security-group';

/** No rule in the default security group of any VPC of the Region. */
export function otherDefaultSecurityGroups<Rule>(
  dependencies: SecurityGroupDependencies<Rule>,
): Setting {
  return {
    resourceType: 'Custom::OtherDefaultSecurityGroups',
    prepare(raw, place) {
      const { mode } = readProperties(raw, []);
      return {
        mode,
        physicalId: `other-default-security-groups/${place.accountId}/${place.region}`,
        async apply(signal) {
          const open = (await dependencies.store.defaultGroups()).filter(isOpen);
          if (mode === 'existing') {
            mustBeEmpty(open);
          }
          for (const group of open) {
            await emptyGroup(dependencies, group, signal);
          }
          return { changed: open.map(describeGroup) };
        },
      };
    },
  };
}
