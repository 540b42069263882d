import { at } from '../../../compliance/reading/json';
import { tagsOf } from '../../../compliance/reading/tags';
import { isSame } from '../../../compliance/reading/value-text';
import type { ResourceView } from '../../../compliance/reading/zone-view';
import type { EvidenceZone } from '../../zone/evidence-zone';
import { labelOf } from './labels';

export interface SubnetFacts {
  readonly subnet: ResourceView;
  /** Name that the subnets of a tier share: `Workload`. */
  readonly tier: string;
  readonly zone: string;
  readonly cidr: string;
  readonly routes: readonly RouteFacts[];
  /** Whether it gives what starts in it a public address. */
  readonly publicAddresses: boolean;
  readonly natGateways: readonly ResourceView[];
}

export interface RouteFacts {
  readonly destination: string;
  /** What stands at the other end: `internet gateway`. */
  readonly by: string;
  /** Whether that leads to the internet or may: only a gateway of a private network surely does not. */
  readonly internet: boolean;
}

/** Properties of a route that name what it leads to, how that is called, and whether it is a way to the internet. */
const TARGETS: Readonly<Record<string, { readonly by: string; readonly internet: boolean }>> = {
  CarrierGatewayId: { by: 'carrier gateway', internet: true },
  EgressOnlyInternetGatewayId: { by: 'egress-only internet gateway', internet: true },
  GatewayId: { by: 'gateway', internet: true },
  InstanceId: { by: 'instance', internet: true },
  NatGatewayId: { by: 'NAT gateway', internet: true },
  NetworkInterfaceId: { by: 'network interface', internet: true },
  CoreNetworkArn: { by: 'core network', internet: false },
  LocalGatewayId: { by: 'local gateway', internet: false },
  TransitGatewayId: { by: 'transit gateway', internet: false },
  VpcEndpointId: { by: 'endpoint', internet: false },
  VpcPeeringConnectionId: { by: 'peering connection', internet: false },
};

/** Subnets of a VPC, with what their route tables say. */
export function subnetsOf(zone: EvidenceZone, vpc: ResourceView): readonly SubnetFacts[] {
  return zone
    .ofType('AWS::EC2::Subnet')
    .filter((subnet) => isSame(zone.follow(subnet, subnet.properties['VpcId']), vpc))
    .map((subnet) => ({
      subnet,
      tier: tierOf(subnet),
      zone: zoneOf(subnet),
      cidr: cidrOf(subnet.properties['CidrBlock']),
      routes: routesOf(zone, subnet),
      publicAddresses: ['MapPublicIpOnLaunch', 'AssignIpv6AddressOnCreation'].some((property) =>
        isOn(subnet.properties[property]),
      ),
      natGateways: zone
        .ofType('AWS::EC2::NatGateway')
        .filter((gateway) => isSame(zone.follow(gateway, gateway.properties['SubnetId']), subnet)),
    }))
    .toSorted((a, b) => order(a).localeCompare(order(b), 'en'));
}

/** The route tables of a subnet. */
export function tablesOf(zone: EvidenceZone, subnet: ResourceView): readonly ResourceView[] {
  return zone
    .ofType('AWS::EC2::SubnetRouteTableAssociation')
    .filter((link) => isSame(zone.follow(link, link.properties['SubnetId']), subnet))
    .flatMap((link) => zone.follow(link, link.properties['RouteTableId']) ?? []);
}

function routesOf(zone: EvidenceZone, subnet: ResourceView): readonly RouteFacts[] {
  const tables = tablesOf(zone, subnet);
  return zone
    .ofType('AWS::EC2::Route')
    .filter((route) => {
      const table = zone.follow(route, route.properties['RouteTableId']);
      return table !== undefined && tables.some((own) => isSame(own, table));
    })
    .flatMap((route) => {
      const { properties } = route;
      const destination =
        ['DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId']
          .map((property) => properties[property])
          .find((value) => typeof value === 'string') ?? 'elsewhere';
      return Object.entries(TARGETS)
        .filter(([property]) => property in properties)
        .map(([property, target]) => ({
          destination,
          ...gatewayOf(zone, route, property, target),
        }));
    });
}

/** What kind of gateway it is, where the template says. */
function gatewayOf(
  zone: EvidenceZone,
  route: ResourceView,
  property: string,
  target: { readonly by: string; readonly internet: boolean },
): { readonly by: string; readonly internet: boolean } {
  if (property !== 'GatewayId') return target;
  const type = zone.follow(route, route.properties[property])?.type;
  if (type === 'AWS::EC2::InternetGateway') return { by: 'internet gateway', internet: true };
  if (type === 'AWS::EC2::VPNGateway') return { by: 'VPN gateway', internet: false };
  return target;
}

function tierOf(subnet: ResourceView): string {
  const named = tagsOf(subnet).get('aws-cdk:subnet-name');
  if (typeof named === 'string') return named;
  const part = subnet.path.split('/').find((word) => /Subnet\d+$/.test(word));
  return part === undefined ? labelOf(subnet) : part.replace(/Subnet\d+$/, '');
}

/** `us-east-1a`, or which zone of the Region counted from 1. */
function zoneOf({ properties }: ResourceView): string {
  const zone = properties['AvailabilityZone'];
  if (typeof zone === 'string') return zone;
  const selected = at(zone, 'Fn::Select');
  const [index] = Array.isArray(selected) ? (selected as readonly unknown[]) : [];
  return index === undefined ? 'any zone' : `zone ${Number(index) + 1}`;
}

export function cidrOf(value: unknown): string {
  return typeof value === 'string' ? value : 'given at deploy';
}

/** Also what a parameter says, since nobody knows that it is off. */
function isOn(value: unknown): boolean {
  return value !== undefined && value !== false && value !== 'false';
}

function order({ tier, zone, cidr }: SubnetFacts): string {
  return [tier, zone, cidr].join('\u0000');
}
