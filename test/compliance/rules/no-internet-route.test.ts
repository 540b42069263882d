import { noInternetRoute } from '../../../lib/compliance/rules/no-internet-route';
import type { JsonObject } from '../../../lib/compliance/reading/zone-view';
import { findIn, PRODUCTION } from '../../support/rule';

const DEFAULT = { DestinationCidrBlock: '0.0.0.0/0' };
const HOSPITAL = { DestinationCidrBlock: '10.0.0.0/12' };
const TO_TRANSIT = { TransitGatewayId: 'tgw-0123456789abcdef0' };
const TO_INTERNET = { GatewayId: { Ref: 'Internet' } };

const link = (table: unknown, subnet: unknown) => ({
  Type: 'AWS::EC2::SubnetRouteTableAssociation',
  Properties: { RouteTableId: table, SubnetId: subnet },
});

/** A route of the workload subnets, unless it names another table. */
const find = (route: JsonObject, egress = false, groupType = 'AWS::RDS::DBSubnetGroup') =>
  findIn(
    noInternetRoute,
    {
      Subject: {
        Type: 'AWS::EC2::Route',
        Properties: { RouteTableId: { Ref: 'WorkloadTable' }, ...route },
      },
      Internet: { Type: 'AWS::EC2::InternetGateway' },
      Vpn: { Type: 'AWS::EC2::VPNGateway' },
      Nat: { Type: 'AWS::EC2::NatGateway' },
      PrivateNat: {
        Type: 'AWS::EC2::NatGateway',
        Properties: { ConnectivityType: 'private' },
      },
      WorkloadTable: { Type: 'AWS::EC2::RouteTable' },
      DataTable: { Type: 'AWS::EC2::RouteTable' },
      GroupTable: { Type: 'AWS::EC2::RouteTable' },
      LooseTable: { Type: 'AWS::EC2::RouteTable' },
      MixedTable: { Type: 'AWS::EC2::RouteTable' },
      WorkloadSubnet: {
        Type: 'AWS::EC2::Subnet',
        Properties: { Tags: [{ Key: 'aws-cdk:subnet-name', Value: 'Workload' }] },
      },
      DataSubnet: {
        Type: 'AWS::EC2::Subnet',
        Properties: { Tags: [{ Key: 'aws-cdk:subnet-name', Value: 'Data' }] },
      },
      GroupSubnet: { Type: 'AWS::EC2::Subnet' },
      WorkloadLink: link({ Ref: 'WorkloadTable' }, { Ref: 'WorkloadSubnet' }),
      DataLink: link({ Ref: 'DataTable' }, { Ref: 'DataSubnet' }),
      GroupLink: link({ Ref: 'GroupTable' }, { Ref: 'GroupSubnet' }),
      LooseLink: link({ Ref: 'LooseTable' }, { Ref: 'Parameter' }),
      MixedWorkloadLink: link({ Ref: 'MixedTable' }, { Ref: 'WorkloadSubnet' }),
      MixedDataLink: link({ Ref: 'MixedTable' }, { Ref: 'DataSubnet' }),
      Group: {
        Type: groupType,
        Properties: { SubnetIds: [{ Ref: 'DataSubnet' }, { Ref: 'GroupSubnet' }] },
      },
      OtherGroup: {
        Type: groupType,
        Properties: { SubnetIds: [{ Ref: 'DataSubnet' }] },
      },
    },
    { expectations: { ...PRODUCTION, egress } },
  );

it.each<JsonObject>([
  { ...HOSPITAL, ...TO_TRANSIT },
  { ...HOSPITAL, GatewayId: { Ref: 'Vpn' } },
  { ...HOSPITAL, GatewayId: 'vgw-0123456789abcdef0' },
  { ...HOSPITAL, GatewayId: 'local' },
  { ...HOSPITAL, NatGatewayId: { Ref: 'PrivateNat' } },
  {
    ...HOSPITAL,
    VpcPeeringConnectionId: 'pcx-0123456789abcdef0',
    RouteTableId: { Ref: 'DataTable' },
  },
  { ...DEFAULT, ...TO_TRANSIT },
])('takes %j', (route) => {
  expect(find(route)).toEqual([]);
});

it.each<JsonObject>([
  { ...DEFAULT, ...TO_INTERNET },
  { ...HOSPITAL, ...TO_INTERNET },
  { ...DEFAULT, GatewayId: 'igw-0123456789abcdef0' },
  { ...DEFAULT, GatewayId: { Ref: 'Parameter' } },
  { ...DEFAULT, NatGatewayId: { Ref: 'Nat' } },
  { ...DEFAULT, NatGatewayId: 'nat-0123456789abcdef0' },
  { DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: { Ref: 'Parameter' } },
  { ...DEFAULT, CarrierGatewayId: { Ref: 'Parameter' } },
])('takes %j with egress only', (route) => {
  expect(find(route)).toHaveLength(1);
  expect(find(route, true)).toEqual([]);
});

it.each(['DataTable', 'GroupTable', 'LooseTable', 'MixedTable', 'Parameter'])(
  'refuses every way out of the subnets of %s',
  (table) => {
    const RouteTableId = { Ref: table };
    expect(find({ RouteTableId, ...DEFAULT, ...TO_INTERNET }, true)).toHaveLength(1);
    expect(find({ RouteTableId, ...HOSPITAL, ...TO_INTERNET }, true)).toHaveLength(1);
    expect(find({ RouteTableId, ...DEFAULT, ...TO_TRANSIT })).toHaveLength(1);
    expect(find({ RouteTableId, ...HOSPITAL, ...TO_TRANSIT })).toEqual([]);
  },
);

it.each([
  { DestinationCidrBlock: '128.0.0.0/1' },
  { DestinationCidrBlock: '0.0.0.0/7' },
  { DestinationIpv6CidrBlock: '::/0' },
  { DestinationIpv6CidrBlock: '2000::/3' },
  { DestinationCidrBlock: { Ref: 'Parameter' } },
  { DestinationPrefixListId: 'pl-0123456789abcdef0' },
])('takes the destination %j for a default route', (destination) => {
  const route = { RouteTableId: { Ref: 'DataTable' }, ...destination, ...TO_TRANSIT };
  expect(find(route)).toHaveLength(1);
});

it('takes a destination of one network for none', () => {
  const route = { RouteTableId: { Ref: 'DataTable' }, ...TO_TRANSIT };
  expect(find({ ...route, DestinationCidrBlock: '10.0.0.0/8' })).toEqual([]);
});

it.each([
  'AWS::ElastiCache::SubnetGroup',
  'AWS::Redshift::ClusterSubnetGroup',
  'AWS::DocDB::DBSubnetGroup',
  'AWS::Neptune::DBSubnetGroup',
])('knows the subnets of %s', (type) => {
  const route = { RouteTableId: { Ref: 'GroupTable' }, ...DEFAULT, ...TO_TRANSIT };
  expect(find(route, false, type)).toHaveLength(1);
});
