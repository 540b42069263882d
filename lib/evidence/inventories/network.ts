import { listOf } from '../../compliance/reading/policy';
import type { JsonObject, ResourceView } from '../../compliance/reading/zone-view';
import { at, isObject } from '../../compliance/reading/zone-view';
import type { EvidenceTable } from '../table';
import type { InventoryProps } from './props';
import { sorted } from './reading/lists';
import { placeOf } from './reading/names';
import { shown } from './reading/shown';
import type { EvidenceZone } from '../zone/evidence-zone';

/** Kind, name, direction, protocol and ports, other side, and what else there is. */
type Row = readonly [string, string, string, string, string, string];

type Look = (zone: EvidenceZone, resource: ResourceView) => readonly Row[];

const LOOKS: Readonly<Record<string, Look>> = {
  'AWS::EC2::VPC': (zone, vpc) => [
    ['VPC', placeOf(vpc), '', '', shown(zone, vpc, vpc.properties['CidrBlock']), ''],
  ],
  'AWS::EC2::Subnet': (zone, subnet) => {
    const {
      AvailabilityZone: place,
      CidrBlock: addresses,
      MapPublicIpOnLaunch: open,
    } = subnet.properties;
    const gives = open === true ? 'gives public addresses' : 'no public addresses';
    return [
      [
        'subnet',
        placeOf(subnet),
        '',
        '',
        shown(zone, subnet, addresses),
        `${shown(zone, subnet, place)}; ${gives}`,
      ],
    ];
  },
  'AWS::EC2::SubnetRouteTableAssociation': (zone, association) => [
    [
      'route table of a subnet',
      shown(zone, association, association.properties['RouteTableId']),
      '',
      '',
      shown(zone, association, association.properties['SubnetId']),
      'within the VPC, and what else has a line as route or endpoint',
    ],
  ],
  'AWS::EC2::Route': (zone, route) => {
    const { RouteTableId: table, DestinationCidrBlock: to, ...more } = route.properties;
    const by = Object.entries(more)
      .filter(([name]) => /Id$|Arn$/.test(name))
      .map(([, value]) => shown(zone, route, value));
    return [
      [
        'route',
        shown(zone, route, table),
        'out',
        '',
        shown(zone, route, to),
        `by ${by.join(', ')}`,
      ],
    ];
  },
  'AWS::EC2::InternetGateway': (_zone, gateway) => [
    ['Internet gateway', placeOf(gateway), 'in and out', '', 'the Internet', ''],
  ],
  'AWS::EC2::NatGateway': (zone, gateway) => [
    [
      'NAT gateway',
      placeOf(gateway),
      'out',
      '',
      'the Internet',
      shown(zone, gateway, gateway.properties['SubnetId']),
    ],
  ],
  'AWS::EC2::VPCEndpoint': (zone, endpoint) => {
    const { properties } = endpoint;
    const { SubnetIds: subnets, RouteTableIds: tables, SecurityGroupIds: groups } = properties;
    const text = (value: unknown): string => shown(zone, endpoint, value);
    const where =
      subnets === undefined ? `in the route tables ${text(tables)}` : `in ${text(subnets)}`;
    return [
      [
        `${text(properties['VpcEndpointType']) || 'Gateway'} endpoint`,
        placeOf(endpoint),
        'out',
        'HTTPS',
        text(properties['ServiceName']),
        [
          where,
          ...(groups === undefined ? [] : [`group ${text(groups)}`]),
          properties['PolicyDocument'] === undefined ? 'no policy' : 'with a policy of its own',
          ...(properties['PrivateDnsEnabled'] === true ? ['private DNS'] : []),
        ].join('; '),
      ],
    ];
  },
  'AWS::EC2::SecurityGroup': (zone, group) => {
    const { SecurityGroupIngress: ingress, SecurityGroupEgress: egress } = group.properties;
    const rules = [
      ...listOf(ingress).map((rule) => ruleRow(zone, group, placeOf(group), 'in', rule)),
      ...listOf(egress).map((rule) => ruleRow(zone, group, placeOf(group), 'out', rule)),
    ];
    const about = shown(zone, group, group.properties['GroupDescription']);
    return [['security group', placeOf(group), '', '', '', about], ...rules];
  },
  'AWS::EC2::SecurityGroupIngress': (zone, rule) => [ownRule(zone, rule, 'in')],
  'AWS::EC2::SecurityGroupEgress': (zone, rule) => [ownRule(zone, rule, 'out')],
  'AWS::EC2::FlowLog': (zone, log) => {
    const { ResourceId: of, TrafficType: traffic, LogDestination: to } = log.properties;
    return [
      [
        'flow log',
        placeOf(log),
        '',
        shown(zone, log, traffic),
        shown(zone, log, of),
        `into ${shown(zone, log, to)}`,
      ],
    ];
  },
};

/** Subnets, routes, endpoints and rules of security groups, one a line. */
export function network({ zone }: Pick<InventoryProps, 'zone'>): EvidenceTable {
  return {
    id: 'network',
    title: 'Network',
    explains:
      'What is in the VPC and which packets pass. Whatever has no line is not there: no route and no gateway leads out of the VPC but those that are listed.',
    columns: ['Kind', 'Name', 'Direction', 'Protocol and ports', 'Other side', 'Remarks'],
    rows: sorted(
      zone.resources.flatMap((resource) => LOOKS[resource.type]?.(zone, resource) ?? []),
    ),
  };
}

/** A rule that stands in a resource of its own. */
function ownRule(zone: EvidenceZone, rule: ResourceView, direction: 'in' | 'out'): Row {
  const group = shown(zone, rule, rule.properties['GroupId']);
  return ruleRow(zone, rule, group, direction, rule.properties);
}

function ruleRow(
  zone: EvidenceZone,
  from: ResourceView,
  group: string,
  direction: 'in' | 'out',
  rule: unknown,
): Row {
  const properties: JsonObject = isObject(rule) ? rule : {};
  const isNone = properties['CidrIp'] === '255.255.255.255/32';
  const peer = Object.entries(properties)
    .filter(([name]) => /^Cidr|Source|Destination/.test(name))
    .map(([, value]) => shown(zone, from, value));
  return [
    'rule of a security group',
    group,
    direction,
    isNone ? 'nothing' : portsOf(properties),
    isNone ? 'nobody' : peer.join(', '),
    isNone
      ? 'CDK’s way to write that nothing may leave: no such address exists'
      : shown(zone, from, at(properties, 'Description')),
  ];
}

function portsOf({ IpProtocol: protocol, FromPort: first, ToPort: last }: JsonObject): string {
  if (String(protocol) === '-1') return 'all';
  return `${String(protocol)} ${first === last ? String(first) : `${String(first)}-${String(last)}`}`;
}
