import {
  DescribeSecurityGroupsCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import type { EC2Client, IpPermission, SecurityGroup } from '@aws-sdk/client-ec2';
import type { DefaultGroup, SecurityGroupStore } from '../settings/default-security-group';
import { callAws, callAwsUnless } from './call-aws';

const GONE = ['InvalidPermission.NotFound', 'InvalidGroup.NotFound'];

export function securityGroupStore(client: EC2Client): SecurityGroupStore<IpPermission> {
  return {
    async defaultGroups(vpcId) {
      const filters = [
        { Name: 'group-name', Values: ['default'] },
        ...(vpcId === undefined ? [] : [{ Name: 'vpc-id', Values: [vpcId] }]),
      ];
      const groups: DefaultGroup<IpPermission>[] = [];
      let nextToken: string | undefined;
      do {
        const page = await callAws('ec2:DescribeSecurityGroups', () =>
          client.send(
            new DescribeSecurityGroupsCommand({ Filters: filters, NextToken: nextToken }),
          ),
        );
        groups.push(...(page.SecurityGroups ?? []).flatMap(defaultGroup));
        nextToken = page.NextToken === '' ? undefined : page.NextToken;
      } while (nextToken !== undefined);
      return groups;
    },
    async revoke(groupId, direction, rules) {
      const input = { GroupId: groupId, IpPermissions: [...rules] };
      if (direction === 'ingress') {
        await callAwsUnless(GONE, 'ec2:RevokeSecurityGroupIngress', () =>
          client.send(new RevokeSecurityGroupIngressCommand(input)),
        );
      } else {
        await callAwsUnless(GONE, 'ec2:RevokeSecurityGroupEgress', () =>
          client.send(new RevokeSecurityGroupEgressCommand(input)),
        );
      }
    },
  };
}

function defaultGroup(group: SecurityGroup): readonly DefaultGroup<IpPermission>[] {
  return group.GroupId === undefined || group.VpcId === undefined
    ? []
    : [
        {
          groupId: group.GroupId,
          vpcId: group.VpcId,
          ingress: group.IpPermissions ?? [],
          egress: group.IpPermissionsEgress ?? [],
        },
      ];
}
