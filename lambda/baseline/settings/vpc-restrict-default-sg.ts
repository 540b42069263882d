import { readProperties } from '../properties';
import type { Setting } from '../setting';
import {
  describeGroup,
  emptyGroup,
  findGroup,
  isOpen,
  mustBeEmpty,
} from './default-security-group';
import type { SecurityGroupDependencies } from './default-security-group';

/** No rule in the default security group of one VPC: what is started without a group of its own reaches nothing. */
export function vpcRestrictDefaultSg<Rule>(dependencies: SecurityGroupDependencies<Rule>): Setting {
  return {
    resourceType: 'Custom::VpcRestrictDefaultSG',
    prepare(raw) {
      const properties = readProperties(raw, ['VpcId']);
      const vpcId = properties.text('VpcId', /^vpc-[0-9A-Za-z]+$/, 'the id of a VPC (vpc-...)');
      return {
        mode: properties.mode,
        physicalId: `vpc-restrict-default-sg/${vpcId}`,
        async apply(signal) {
          const group = await findGroup(dependencies, vpcId, signal);
          if (!isOpen(group)) {
            return { changed: [] };
          }
          if (properties.mode === 'existing') {
            mustBeEmpty([group]);
          }
          await emptyGroup(dependencies, group, signal);
          return { changed: [describeGroup(group)] };
        },
      };
    },
  };
}
