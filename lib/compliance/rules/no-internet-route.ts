import type { Rule } from '../rule';
import { tagsOf } from '../reading/tags';
import { isSame } from '../reading/value-text';
import type { ResourceView, ZoneView } from '../reading/zone-view';

/** Tag that CDK gives a subnet, with the name of its tier, and the tier of databases. */
const TIER_TAG = 'aws-cdk:subnet-name';
const DATA_TIER = 'Data';

const DATA_SUBNET_GROUPS = [
  'AWS::RDS::DBSubnetGroup',
  'AWS::ElastiCache::SubnetGroup',
  'AWS::Redshift::ClusterSubnetGroup',
  'AWS::DocDB::DBSubnetGroup',
  'AWS::Neptune::DBSubnetGroup',
];

/** Longest prefix that we take for "everywhere": `0.0.0.0/1` twice is a default route in two halves. */
const EVERYWHERE_PREFIX = 7;

export const noInternetRoute: Rule = {
  name: 'NoInternetRoute',
  asks: 'No route leads to the internet unless config asks for it, and none, nor any default route, from where databases stand.',
  citations: ['164.312(e)(1)', '164.312(a)(1)'],
  types: ['AWS::EC2::Route'],
  reads: ['AWS::EC2::RouteTable', 'AWS::EC2::SubnetRouteTableAssociation', ...DATA_SUBNET_GROUPS],
  find: (route, zone) => {
    const internet = leadsToInternet(route, zone);
    return [
      ...(internet && !zone.expectations.egress
        ? [
            'It leads to the internet, or to a gateway that cannot be read, and network.egress in config is none. Remove the route.',
          ]
        : []),
      ...((internet || isDefault(route)) && servesData(route, zone)
        ? [
            'It leads everywhere, or to the internet, from subnets where databases stand, or from subnets that cannot be read. Remove the route.',
          ]
        : []),
    ];
  },
};

function leadsToInternet(route: ResourceView, zone: ZoneView): boolean {
  const {
    GatewayId: gateway,
    NatGatewayId: nat,
    EgressOnlyInternetGatewayId: egressOnly,
    CarrierGatewayId: carrier,
  } = route.properties;
  if (egressOnly !== undefined || carrier !== undefined) return true;
  if (nat !== undefined) {
    const found = zone.follow(route, nat);
    return !(
      found?.type === 'AWS::EC2::NatGateway' && found.properties['ConnectivityType'] === 'private'
    );
  }
  if (gateway === undefined) return false;
  const found = zone.follow(route, gateway);
  if (found !== undefined) return found.type !== 'AWS::EC2::VPNGateway';
  return !(typeof gateway === 'string' && /^(?:vgw-|local$)/.test(gateway));
}

/** Whether a route leads everywhere, or nobody can say where to. */
function isDefault({ properties }: ResourceView): boolean {
  const cidr = properties['DestinationCidrBlock'] ?? properties['DestinationIpv6CidrBlock'];
  const prefix = typeof cidr === 'string' ? /\/(\d+)$/.exec(cidr)?.[1] : undefined;
  return prefix === undefined || Number(prefix) <= EVERYWHERE_PREFIX;
}

function servesData(route: ResourceView, zone: ZoneView): boolean {
  const table = zone.follow(route, route.properties['RouteTableId']);
  if (table === undefined) return true;
  return zone
    .ofType('AWS::EC2::SubnetRouteTableAssociation')
    .filter((link) => isSame(zone.follow(link, link.properties['RouteTableId']), table))
    .some((link) => {
      const subnet = zone.follow(link, link.properties['SubnetId']);
      return subnet === undefined || holdsData(subnet, zone);
    });
}

function holdsData(subnet: ResourceView, zone: ZoneView): boolean {
  return (
    tagsOf(subnet).get(TIER_TAG) === DATA_TIER ||
    DATA_SUBNET_GROUPS.flatMap((type) => zone.ofType(type)).some((group) =>
      zone
        .mentioned(group, group.properties['SubnetIds'])
        .some((mentioned) => isSame(mentioned, subnet)),
    )
  );
}
