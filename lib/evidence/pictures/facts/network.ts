import { at } from '../../../compliance/reading/json';
import { listOf } from '../../../compliance/reading/policy';
import { isSame, textOf } from '../../../compliance/reading/value-text';
import type { ResourceView } from '../../../compliance/reading/zone-view';
import type { EvidenceZone } from '../../zone/evidence-zone';
import type { SubnetFacts } from './subnets';
import { tablesOf } from './subnets';

export interface EndpointFacts {
  readonly endpoint: ResourceView;
  /** `kinesis-streams`. */
  readonly service: string;
  readonly kind: 'gateway' | 'interface';
  /** Whether it has a policy of its own: without one it lets everything through. */
  readonly policy: boolean;
}

/** Endpoints of a VPC, by service. */
export function endpointsOf(zone: EvidenceZone, vpc: ResourceView): readonly EndpointFacts[] {
  return zone
    .ofType('AWS::EC2::VPCEndpoint')
    .filter((endpoint) => isSame(zone.follow(endpoint, endpoint.properties['VpcId']), vpc))
    .map((endpoint) => {
      const {
        ServiceName: name,
        VpcEndpointType: type,
        PolicyDocument: policy,
      } = endpoint.properties;
      const text = textOf(zone, endpoint, name) ?? 'a service';
      return {
        endpoint,
        service: text.replace(/^(?:com\.amazonaws|aws\.sagemaker)\.[^.]+\./, ''),
        kind: type === 'Interface' ? ('interface' as const) : ('gateway' as const),
        policy: policy !== undefined,
      };
    })
    .toSorted((a, b) => (a.service < b.service ? -1 : 1));
}

/** Gateway endpoints that the route tables of a subnet lead to. */
export function gatewaysOf(
  zone: EvidenceZone,
  endpoints: readonly EndpointFacts[],
  { subnet }: SubnetFacts,
): readonly string[] {
  const tables = tablesOf(zone, subnet);
  return endpoints
    .filter(({ endpoint }) =>
      listOf(endpoint.properties['RouteTableIds']).some((value) => {
        const table = zone.follow(endpoint, value);
        return table !== undefined && tables.some((own) => isSame(own, table));
      }),
    )
    .map(({ service }) => service);
}

/** Subnets that something has interfaces in: a function, an endpoint or a database. */
export function subnetsUnder(zone: EvidenceZone, resource: ResourceView): readonly ResourceView[] {
  const { VpcConfig: vpc, SubnetIds: subnets, DBSubnetGroupName: group } = resource.properties;
  const grouped = zone.follow(resource, group);
  return [
    ...zone.mentioned(resource, at(vpc, 'SubnetIds')),
    ...zone.mentioned(resource, subnets),
    ...(grouped === undefined ? [] : zone.mentioned(grouped, grouped.properties['SubnetIds'])),
  ];
}

/** A warning where a database may have an address of the internet; without the setting RDS decides by the VPC. */
export function publicWords({ type, properties }: ResourceView): readonly string[] {
  const { PubliclyAccessible: is } = properties;
  if (is === false || (is === undefined && type === 'AWS::RDS::DBCluster')) return [];
  return is === undefined
    ? ['MAY HAVE A PUBLIC ADDRESS: PubliclyAccessible is not set']
    : ['HAS A PUBLIC ADDRESS (PubliclyAccessible)'];
}

/** Security groups that stand before something. */
export function groupsBefore(zone: EvidenceZone, resource: ResourceView): readonly ResourceView[] {
  const { VpcConfig: vpc, SecurityGroupIds: ids, VPCSecurityGroups: groups } = resource.properties;
  return zone
    .mentioned(resource, [at(vpc, 'SecurityGroupIds') ?? [], ids ?? [], groups ?? []])
    .filter(({ type }) => type === 'AWS::EC2::SecurityGroup');
}

/** What the flow logs of a VPC record, and where. */
export function flowLogsOf(zone: EvidenceZone, vpc: ResourceView): readonly ResourceView[] {
  return zone
    .ofType('AWS::EC2::FlowLog')
    .filter((log) => isSame(zone.follow(log, log.properties['ResourceId']), vpc));
}

/** What joins a VPC to other networks, by what it is called. */
export function connectionsOf(zone: EvidenceZone, vpc: ResourceView): readonly string[] {
  return Object.entries(CONNECTIONS).flatMap(([type, word]) =>
    zone
      .ofType(type)
      .filter((connection) =>
        zone.mentioned(connection, connection.properties).some((end) => isSame(end, vpc)),
      )
      .map(() => word),
  );
}

const CONNECTIONS: Readonly<Record<string, string>> = {
  'AWS::EC2::TransitGatewayAttachment': 'transit gateway',
  'AWS::EC2::TransitGatewayVpcAttachment': 'transit gateway',
  'AWS::EC2::VPCPeeringConnection': 'peering connection',
  'AWS::NetworkManager::VpcAttachment': 'core network',
};
