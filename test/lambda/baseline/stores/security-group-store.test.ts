import { EC2Client } from '@aws-sdk/client-ec2';
import { securityGroupStore } from '../../../../lambda/baseline/stores/security-group-store';
import { ec2Error, fakeAws, queryOf } from '../../support/fake-aws';
import type { FakeAnswer } from '../../support/fake-aws';

function setUp(answer: (query: Record<string, string>) => FakeAnswer) {
  const { config, requests } = fakeAws((request) => answer(queryOf(request)));
  return { store: securityGroupStore(new EC2Client(config)), queries: () => requests.map(queryOf) };
}

const SELF_RULE =
  '<item><ipProtocol>-1</ipProtocol><groups><item><userId>111122223333</userId><groupId>sg-1</groupId></item></groups><ipRanges/><ipv6Ranges/><prefixListIds/></item>';
const TCP_RULE =
  '<item><ipProtocol>tcp</ipProtocol><fromPort>443</fromPort><toPort>443</toPort><groups/><ipRanges><item><cidrIp>10.0.0.0/8</cidrIp><description>office</description></item></ipRanges><ipv6Ranges><item><cidrIpv6>::/0</cidrIpv6></item></ipv6Ranges><prefixListIds><item><prefixListId>pl-1</prefixListId></item></prefixListIds></item>';
const group = (n: number, ingress: string, egress: string) =>
  `<item><groupId>sg-${n}</groupId><groupName>default</groupName><vpcId>vpc-${n}</vpcId><ipPermissions>${ingress}</ipPermissions><ipPermissionsEgress>${egress}</ipPermissionsEgress></item>`;
const page = (groups: string, nextToken = ''): FakeAnswer => ({
  body: `<DescribeSecurityGroupsResponse><securityGroupInfo>${groups}</securityGroupInfo>${nextToken}</DescribeSecurityGroupsResponse>`,
});

describe('securityGroupStore', () => {
  test('asks for the default group of one VPC', async () => {
    const { store, queries } = setUp(() => page(group(1, '', '')));
    expect(await store.defaultGroups('vpc-1')).toEqual([
      { groupId: 'sg-1', vpcId: 'vpc-1', ingress: [], egress: [] },
    ]);
    expect(queries()).toEqual([
      {
        Action: 'DescribeSecurityGroups',
        'Filter.1.Name': 'group-name',
        'Filter.1.Value.1': 'default',
        'Filter.2.Name': 'vpc-id',
        'Filter.2.Value.1': 'vpc-1',
      },
    ]);
  });

  test('reads all pages of a Region, empty ones too', async () => {
    const { store, queries } = setUp(({ NextToken }) => {
      if (NextToken === undefined) {
        return page(group(1, SELF_RULE, ''), '<nextToken>t1</nextToken>');
      }
      return NextToken === 't1'
        ? page('', '<nextToken>t2</nextToken>')
        : page(group(2, '', SELF_RULE), '<nextToken/>');
    });
    const groups = await store.defaultGroups();
    expect(
      groups.map(({ groupId, ingress, egress }) => [groupId, ingress.length, egress.length]),
    ).toEqual([
      ['sg-1', 1, 0],
      ['sg-2', 0, 1],
    ]);
    expect(queries().map((query) => query['NextToken'])).toEqual([undefined, 't1', 't2']);
    expect(queries()[0]).not.toHaveProperty('Filter.2.Name');
  });

  test.each([
    ['ingress', 'RevokeSecurityGroupIngress'],
    ['egress', 'RevokeSecurityGroupEgress'],
  ] as const)('gives back %s rules exactly as they were read', async (direction, action) => {
    const { store, queries } = setUp(({ Action }) =>
      Action === 'DescribeSecurityGroups'
        ? page(group(1, SELF_RULE + TCP_RULE, SELF_RULE + TCP_RULE))
        : { body: `<${Action}Response><return>true</return></${Action}Response>` },
    );
    const [found] = await store.defaultGroups('vpc-1');
    await store.revoke('sg-1', direction, found?.[direction] ?? []);
    expect(queries()[1]).toEqual({
      Action: action,
      GroupId: 'sg-1',
      'IpPermissions.1.IpProtocol': '-1',
      'IpPermissions.1.Groups.1.UserId': '111122223333',
      'IpPermissions.1.Groups.1.GroupId': 'sg-1',
      'IpPermissions.2.IpProtocol': 'tcp',
      'IpPermissions.2.FromPort': '443',
      'IpPermissions.2.ToPort': '443',
      'IpPermissions.2.IpRanges.1.CidrIp': '10.0.0.0/8',
      'IpPermissions.2.IpRanges.1.Description': 'office',
      'IpPermissions.2.Ipv6Ranges.1.CidrIpv6': '::/0',
      'IpPermissions.2.PrefixListIds.1.PrefixListId': 'pl-1',
    });
  });

  test.each(['InvalidPermission.NotFound', 'InvalidGroup.NotFound'])(
    '%s is no error: somebody else was quicker',
    async (code) => {
      const { store } = setUp(() => ec2Error(code, 'gone'));
      await expect(store.revoke('sg-1', 'ingress', [])).resolves.toBeUndefined();
      await expect(store.revoke('sg-1', 'egress', [])).resolves.toBeUndefined();
    },
  );

  test('says which action was denied', async () => {
    const { store } = setUp(() => ec2Error('UnauthorizedOperation', 'no'));
    await expect(store.defaultGroups()).rejects.toThrow(/^ec2:DescribeSecurityGroups was denied/);
    await expect(store.revoke('sg-1', 'ingress', [])).rejects.toThrow(
      /^ec2:RevokeSecurityGroupIngress was/,
    );
    await expect(store.revoke('sg-1', 'egress', [])).rejects.toThrow(
      /^ec2:RevokeSecurityGroupEgress was/,
    );
  });
});
