import type { ZoneConfig } from '../../lib/config/schema';
import { openRows } from '../../lib/compliance/summary';
import { firstTemplate, shippedConfig, templatesOf } from '../support/templates';
import { made } from '../support/outside';
import { reviewable } from '../support/snapshot';
import { resource, resources, statementsOf } from '../support/statements';
import type { TemplateJson } from '../support/templates';

const ACCOUNT = '111122223333';

function network(profile: 'production' | 'sandbox' = 'production'): TemplateJson {
  const template = templatesOf(profile).get('Network');
  if (template === undefined) throw new Error('no Network stack');
  return template;
}

function configWith(change: Partial<ZoneConfig['network']>): ZoneConfig {
  const config = shippedConfig('production');
  return { ...config, network: { ...config.network, ...change } };
}

function networkOf(config: ZoneConfig): TemplateJson {
  return firstTemplate(config, 'Network');
}

function networkWith(change: Partial<ZoneConfig['network']>): TemplateJson {
  return networkOf(configWith(change));
}

const REGIONAL = configWith({});
const regional = networkOf({ ...REGIONAL, api: { ...REGIONAL.api, endpoint: 'regional' } });

it.each(['production', 'sandbox'] as const)('looks as reviewed (%s)', (profile) => {
  expect(reviewable(network(profile))).toMatchSnapshot();
});

describe('subnets', () => {
  it.each([
    ['production', 3],
    ['sandbox', 2],
  ] as const)('has two isolated tiers in each of the zones in %s', (profile, zones) => {
    const subnets = resources(network(profile), 'AWS::EC2::Subnet');
    expect(subnets).toHaveLength(2 * zones);
    for (const [, subnet] of subnets) expect(subnet['MapPublicIpOnLaunch']).toBe(false);
  });

  it('takes zones without a look-up', () => {
    const [, first] = resources(network(), 'AWS::EC2::Subnet')[0] ?? [];
    expect(first?.['AvailabilityZone']).toEqual({ 'Fn::Select': [0, { 'Fn::GetAZs': '' }] });
    const named = networkWith({ availabilityZones: ['us-east-1b', 'us-east-1d'] });
    expect(
      new Set(
        resources(named, 'AWS::EC2::Subnet').map(
          ([, properties]) => properties['AvailabilityZone'],
        ),
      ),
    ).toEqual(new Set(['us-east-1b', 'us-east-1d']));
  });

  it('has no way to the internet', () => {
    for (const type of ['InternetGateway', 'NatGateway', 'EIP', 'Route', 'VPCGatewayAttachment']) {
      expect(resources(network(), `AWS::EC2::${type}`)).toEqual([]);
    }
  });
});

describe('egress, when config asks for it', () => {
  const template = networkWith({ egress: 'nat' });

  it('has a NAT gateway a zone, for workload subnets only', () => {
    expect(resources(template, 'AWS::EC2::NatGateway')).toHaveLength(3);
    const routes = resources(template, 'AWS::EC2::Route').map(([id]) => id);
    expect(routes.filter((id) => id.startsWith('VpcWorkload'))).toHaveLength(3);
    expect(routes.filter((id) => id.startsWith('VpcData'))).toEqual([]);
  });

  it('passes the gate, and says why in the register', () => {
    const config = configWith({ egress: 'nat' });
    const { ledger, refusal } = made('gate', { config });
    expect(refusal).toBe('');
    expect(openRows(ledger.rows)).toEqual([]);
    expect(
      ledger.rows.filter(
        ({ rule, verdict }) =>
          rule === 'HIPAA.Security-VPCNoUnrestrictedRouteToIGW' && verdict === 'acknowledged',
      ),
    ).toHaveLength(3);
  });
});

describe('flow logs', () => {
  it('go to the landing bucket, all traffic', () => {
    expect(resource(network(), 'AWS::EC2::FlowLog')).toMatchObject({
      ResourceType: 'VPC',
      TrafficType: 'ALL',
      LogDestinationType: 's3',
      MaxAggregationInterval: 60,
      LogDestination: {
        'Fn::Join': ['', [{ 'Fn::ImportValue': expect.stringMatching(/Landing/) }, '/flow-logs']],
      },
    });
  });
});

describe('security groups', () => {
  it('name literal CIDRs, and let in HTTPS from the VPC only', () => {
    const ingress = resources(network(), 'AWS::EC2::SecurityGroup').flatMap(
      ([, properties]) => (properties['SecurityGroupIngress'] ?? []) as readonly unknown[],
    );
    const https = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
    // One for the endpoint of the API, one for all others.
    expect(ingress).toMatchObject([
      { ...https, CidrIp: '10.40.0.0/16' },
      { ...https, CidrIp: '10.40.0.0/16' },
    ]);
  });

  it('let the networks that config names call the API, and reach no other endpoint', () => {
    const config = configWith({});
    const allowedCidrs = ['10.8.0.0/16', '10.9.0.0/16'];
    const template = networkOf({ ...config, api: { ...config.api, allowedCidrs } });
    const sources = (name: string): readonly unknown[] =>
      (
        resource(template, 'AWS::EC2::SecurityGroup', `SecurityGroups${name}`)[
          'SecurityGroupIngress'
        ] as readonly { readonly CidrIp: string }[]
      ).map(({ CidrIp }) => CidrIp);
    expect(sources('Api')).toEqual(['10.40.0.0/16', ...allowedCidrs]);
    expect(sources('Endpoints')).toEqual(['10.40.0.0/16']);
  });

  it('let workloads, and nobody else, reach the database', () => {
    const group = (name: string): unknown => ({
      'Fn::GetAtt': [expect.stringMatching(`^SecurityGroups${name}`), 'GroupId'],
    });
    const rule = { IpProtocol: 'tcp', FromPort: 5433, ToPort: 5433 };
    const rules = (type: string): readonly unknown[] =>
      resources(network(), `AWS::EC2::SecurityGroup${type}`).map(([, properties]) => properties);
    expect(rules('Ingress')).toEqual([
      {
        ...rule,
        Description: 'PostgreSQL from workloads',
        GroupId: group('Database'),
        SourceSecurityGroupId: group('Workload'),
      },
    ]);
    expect(rules('Egress')).toEqual([
      {
        ...rule,
        Description: 'PostgreSQL to the database',
        GroupId: group('Workload'),
        DestinationSecurityGroupId: group('Database'),
      },
    ]);
    // CDK writes "nothing" as a rule that matches nothing.
    expect(resource(network(), 'AWS::EC2::SecurityGroup', 'SecurityGroupsDatabase')).toMatchObject({
      SecurityGroupEgress: [{ CidrIp: '255.255.255.255/32' }],
    });
  });

  it('has the default group emptied, by a resource that cdk-nag knows', () => {
    expect(resource(network(), 'Custom::VpcRestrictDefaultSG')).toMatchObject({
      Mode: 'enforce',
      VpcId: { Ref: expect.stringMatching(/^Vpc/) as unknown },
      ServiceToken: { 'Fn::ImportValue': expect.stringMatching(/Baseline/) as unknown },
    });
    expect(resources(network(), 'AWS::Lambda::Function')).toEqual([]);
  });
});

describe('endpoints', () => {
  const services = (template: TemplateJson): readonly string[] =>
    resources(template, 'AWS::EC2::VPCEndpoint').map(([, { ServiceName: name }]) =>
      String(
        (
          JSON.stringify(name).match(/us-east-1\.([\w.-]+)/) ??
          /\.(\w+)"/.exec(JSON.stringify(name))
        )?.[1],
      ),
    );

  it('are those of the table and of config, beside S3 and DynamoDB', () => {
    expect(services(network()).toSorted()).toEqual(
      [
        'dynamodb',
        'execute-api',
        'kinesis-streams',
        'kms',
        'logs',
        's3',
        'secretsmanager',
        'sns',
        'sts',
      ].toSorted(),
    );
    expect(services(regional)).not.toContain('execute-api');
    // Functions write audit events, sign and encrypt, and tell of broken glasses.
    expect(services(networkWith({ interfaceEndpoints: [] })).toSorted()).toEqual([
      'dynamodb',
      'execute-api',
      'kinesis-streams',
      'kms',
      's3',
      'sns',
    ]);
  });

  /** What passes besides, whose call has no account. */
  const NOT_SIGNED: Readonly<Record<string, readonly unknown[]>> = {
    // Buckets of AWS itself: one, to read container images from.
    '.s3"': [['s3:GetObject', 'arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*']],
    // People, who come with a token; services sign.
    '.execute-api"': [
      ['execute-api:Invoke', `arn:aws:execute-api:us-east-1:${ACCOUNT}:*/live/*/v1/*`],
    ],
  };

  it.each(
    resources(network(), 'AWS::EC2::VPCEndpoint').map(([id, properties]) => ({ id, properties })),
  )('$id is for this account and its resources only', ({ properties: endpoint }) => {
    const [first, ...rest] = statementsOf(endpoint['PolicyDocument']);
    expect(first?.Condition).toEqual({
      StringEquals: { 'aws:PrincipalAccount': ACCOUNT, 'aws:ResourceAccount': ACCOUNT },
    });
    const service = JSON.stringify(endpoint['ServiceName']);
    const more = Object.entries(NOT_SIGNED).find(([name]) => service.includes(name))?.[1] ?? [];
    expect(rest.map(({ Action: action, Resource: where }) => [action, where])).toEqual(more);
  });

  it('have private names, in the workload subnets, behind the one group; that of the API behind its own', () => {
    const interfaces = resources(network(), 'AWS::EC2::VPCEndpoint').filter(
      ([, { VpcEndpointType: type }]) => type === 'Interface',
    );
    expect(interfaces).toHaveLength(7);
    for (const [, endpoint] of interfaces) {
      expect(endpoint['PrivateDnsEnabled']).toBe(true);
      expect(JSON.stringify(endpoint['SubnetIds'])).toMatch(/VpcWorkloadSubnet1/);
      const isApi = JSON.stringify(endpoint['ServiceName']).includes('execute-api');
      expect(JSON.stringify(endpoint['SecurityGroupIds'])).toMatch(
        isApi ? /SecurityGroupsApi/ : /SecurityGroupsEndpoints/,
      );
    }
  });
});
