import { isSame } from '../../../compliance/reading/value-text';
import type { ResourceView } from '../../../compliance/reading/zone-view';
import type { EvidenceZone } from '../../zone/evidence-zone';
import { counted, listed } from './labels';
import { connectionsOf } from './network';
import type { Reach } from './reach';
import type { SubnetFacts } from './subnets';

/** A way between a VPC and the internet, in words. */
export interface WayOut {
  readonly words: string;
}

/** Networks that are, or are to be, connected to a VPC. */
export interface Connected {
  /** Blocks that a security group lets in, beside the VPC's own and the whole internet. */
  readonly networks: readonly string[];
  readonly connections: readonly string[];
}

/** Every way to the internet: gateways, and routes by which subnets reach one. */
export function waysOut(
  zone: EvidenceZone,
  vpc: ResourceView,
  subnets: readonly SubnetFacts[],
): readonly WayOut[] {
  const gateways = [
    ...zone.ofType('AWS::EC2::VPCGatewayAttachment'),
    ...zone.ofType('AWS::EC2::EgressOnlyInternetGateway'),
  ].filter(
    ({ properties, ...gateway }) =>
      isSame(zone.follow(gateway, properties['VpcId']), vpc) && !('VpnGatewayId' in properties),
  );
  const nats = subnets.flatMap(({ natGateways }) => natGateways);
  const routes = subnets.flatMap(({ tier, routes: own }) =>
    own.filter(({ internet }) => internet).map(({ by }) => ({ tier, by })),
  );
  const kinds = [...new Set(routes.map(({ by }) => by))].toSorted();
  return [
    ...(gateways.length === 0
      ? []
      : [{ words: `${counted(gateways.length, 'internet gateway')} at the VPC` }]),
    ...(nats.length === 0 ? [] : [{ words: counted(nats.length, 'NAT gateway') }]),
    ...kinds.map((kind) => {
      const tiers = routes.filter(({ by }) => by === kind).map(({ tier }) => tier);
      return {
        words: `${listed([...new Set(tiers)].toSorted())} subnets have a route by ${kind}`,
      };
    }),
  ];
}

export function connectedTo(
  zone: EvidenceZone,
  vpc: ResourceView,
  subnets: readonly SubnetFacts[],
  reach: readonly Reach[],
): Connected {
  const own = new Set<unknown>([vpc.properties['CidrBlock'], ...subnets.map(({ cidr }) => cidr)]);
  const networks = reach
    .map(({ from }) => from)
    .filter((from) => /^[\d.:a-f]+\/\d+$/.test(from) && !own.has(from) && !ANYWHERE.has(from));
  const routed = subnets.flatMap(({ routes }) =>
    routes.filter(({ internet }) => !internet).map(({ by }) => by),
  );
  return {
    networks: [...new Set(networks)].toSorted(),
    connections: [...new Set([...connectionsOf(zone, vpc), ...routed])].toSorted(),
  };
}

export const ANYWHERE: ReadonlySet<string> = new Set(['0.0.0.0/0', '::/0']);
