import { noInternetGateway } from '../../../lib/compliance/rules/no-internet-gateway';
import type { JsonObject } from '../../../lib/compliance/reading/zone-view';
import { findIn, PRODUCTION } from '../../support/rule';

const find = (type: string, properties: JsonObject, egress = false) =>
  findIn(
    noInternetGateway,
    { Subject: { Type: type, Properties: properties } },
    { expectations: { ...PRODUCTION, egress } },
  );

it.each<[string, JsonObject]>([
  ['AWS::EC2::InternetGateway', {}],
  ['AWS::EC2::EgressOnlyInternetGateway', {}],
  ['AWS::EC2::CarrierGateway', {}],
  ['AWS::EC2::NatGateway', {}],
  ['AWS::EC2::NatGateway', { ConnectivityType: { Ref: 'Parameter' } }],
  ['AWS::EC2::VPCGatewayAttachment', { InternetGatewayId: 'igw-0123456789abcdef0' }],
])('takes %s %j with egress only', (type, properties) => {
  expect(find(type, properties)).toHaveLength(1);
  expect(find(type, properties, true)).toEqual([]);
});

it('takes NAT between private networks', () => {
  expect(find('AWS::EC2::NatGateway', { ConnectivityType: 'private' })).toEqual([]);
});

it('does not apply to the attachment of a virtual private gateway', () => {
  expect(
    find('AWS::EC2::VPCGatewayAttachment', { VpnGatewayId: { Ref: 'Gateway' } }),
  ).toBeUndefined();
});
