import { flowsOf } from '../../../lib/evidence/pictures/facts/flows';
import { changed, drawn, FEWER, found, PICTURES, said, TEMPLATES, zoneOf } from './support/drawn';
import { linesOf } from './support/svg';

describe('the network picture', () => {
  const NO_WAY = 'No way between it and the VPC';

  it('says that there is no way to the internet, until there is a gateway or a route', () => {
    expect(said(PICTURES, 'network')).toContain(NO_WAY);
    expect(PICTURES.get('network')?.explains).toContain('no way to or from the internet');
    const [table] = found(TEMPLATES, 'AWS::EC2::RouteTable');
    const [vpc] = found(TEMPLATES, 'AWS::EC2::VPC');
    const withRoute = changed(FEWER, 'Network', (resources) => ({
      ...resources,
      Way: {
        Type: 'AWS::EC2::Route',
        Properties: {
          RouteTableId: { Ref: table?.id },
          DestinationCidrBlock: '0.0.0.0/0',
          GatewayId: { Ref: 'Gateway' },
        },
      },
      Gateway: { Type: 'AWS::EC2::InternetGateway', Properties: {} },
    }));
    const route = drawn(withRoute).get('network');
    expect(route?.explains).toContain('Workload subnets have a route by internet gateway');
    expect(linesOf(route?.svg ?? '')).toContain('0.0.0.0/0 by internet gateway');
    expect(linesOf(route?.svg ?? '').join(' ')).not.toContain(NO_WAY);
    const withGateway = changed(FEWER, 'Network', (resources) => ({
      ...resources,
      Attached: {
        Type: 'AWS::EC2::VPCGatewayAttachment',
        Properties: { VpcId: { Ref: vpc?.id }, InternetGatewayId: 'igw-1' },
      },
    }));
    expect(said(drawn(withGateway), 'network')).toContain('1 internet gateway at the VPC');
  });

  it('says who may reach the database, and on which port', () => {
    expect(PICTURES.get('network')?.explains).toContain(
      'Workload group to Database group on tcp 5433',
    );
    const group = found(TEMPLATES, 'AWS::EC2::SecurityGroup').find(({ path }) =>
      path.includes('Database'),
    );
    const opened = changed(FEWER, 'Network', (resources) => ({
      ...resources,
      Opened: {
        Type: 'AWS::EC2::SecurityGroupIngress',
        Properties: {
          GroupId: { 'Fn::GetAtt': [group?.id, 'GroupId'] },
          CidrIp: '192.0.2.0/24',
          IpProtocol: 'tcp',
          FromPort: 22,
          ToPort: 23,
        },
      },
      // Workloads may call any address on 443; that lets them no further than whom it names.
      OfOthers: {
        Type: 'AWS::EC2::SecurityGroupIngress',
        Properties: {
          GroupId: { 'Fn::GetAtt': [group?.id, 'GroupId'] },
          SourceSecurityGroupId: { 'Fn::GetAtt': [group?.id, 'GroupId'] },
          IpProtocol: 'tcp',
          FromPort: 443,
          ToPort: 443,
        },
      },
    }));
    const picture = drawn(opened).get('network');
    expect(picture?.explains).toContain('192.0.2.0/24 to Database group on tcp 22 to 23');
    expect(picture?.explains).not.toContain('Workload group to Database group on tcp 443');
    expect(picture?.explains).toContain('Other networks: 192.0.2.0/24.');
  });

  it('names an endpoint without a policy, and a VPC without a flow log', () => {
    const weakened = changed(FEWER, 'Network', (resources) =>
      Object.fromEntries(
        Object.entries(resources)
          .filter(([, { Type: type }]) => type !== 'AWS::EC2::FlowLog')
          .map(([id, resource]) => {
            if (!id.startsWith('EndpointsKms')) return [id, resource];
            const { PolicyDocument: _policy, ...properties } = resource.Properties ?? {};
            return [id, { ...resource, Properties: properties }];
          }),
      ),
    );
    const words = said(drawn(weakened), 'network');
    expect(words).toContain('endpoints WITHOUT A POLICY: kms');
    expect(words).toContain('NO FLOW LOG');
    expect(said(PICTURES, 'network')).not.toMatch(/WITHOUT A POLICY|NO FLOW LOG/);
  });
});

describe('the flows of a zone', () => {
  const FLOWS = flowsOf(zoneOf(FEWER)).map((flow) => JSON.stringify(flow));

  it('lose with an event source mapping its flow and no other', () => {
    const mappings = found(TEMPLATES, 'AWS::Lambda::EventSourceMapping');
    expect(mappings).toHaveLength(5);
    for (const { stack, id } of mappings) {
      const without = changed(FEWER, stack, ({ [id]: _gone, ...others }) => others);
      const left = new Set(flowsOf(zoneOf(without)).map((flow) => JSON.stringify(flow)));
      const lost = FLOWS.filter((flow) => !left.has(flow));
      expect(lost).toEqual([expect.stringMatching(/"does":"streams"/)]);
      expect(left.size).toBe(FLOWS.length - 1);
    }
  });

  it('are drawn: a mapping that is gone is gone from the picture', () => {
    const mapping = found(TEMPLATES, 'AWS::Lambda::EventSourceMapping').find(({ path }) =>
      path.startsWith('Ledger/Sealer'),
    );
    const without = changed(
      TEMPLATES,
      'Ledger',
      ({ [mapping?.id ?? '']: _gone, ...others }) => others,
    );
    const [before, after] = [PICTURES, drawn(without)].map((pictures) =>
      pictures.get('audit-flow'),
    );
    expect(before?.explains).toContain('handed to breach-detector and ledger-sealer');
    expect(after?.explains).toContain('handed to breach-detector.');
    const count = (svg = '') =>
      linesOf(svg).filter((line) => line.startsWith('gets the records of')).length;
    expect(count(after?.svg)).toBe(count(before?.svg) - 1);
  });

  it('take a wildcard for every store of its service, and a denial for none', () => {
    const role = found(TEMPLATES, 'AWS::IAM::Role').find(({ path }) =>
      path.startsWith('Identity/Keys/'),
    );
    const given = (effect: string) =>
      flowsOf(
        zoneOf(
          changed(FEWER, 'Identity', (resources) => ({
            ...resources,
            More: {
              Type: 'AWS::IAM::Policy',
              Properties: {
                Roles: [{ Ref: role?.id }],
                PolicyDocument: {
                  Statement: [{ Effect: effect, Action: 'dynamodb:*', Resource: '*' }],
                },
              },
            },
          })),
        ),
      ).filter(({ from, does }) => does === 'writes' && from.includes('KeysFunction'));
    expect(given('Allow')).toHaveLength(found(TEMPLATES, 'AWS::DynamoDB::Table').length);
    expect(given('Deny')).toHaveLength(1);
  });
});
