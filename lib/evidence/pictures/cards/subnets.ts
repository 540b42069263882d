import type { ResourceView } from '../../../compliance/reading/zone-view';
import type { Row as GridRow } from '../draw/grid';
import { counted, idOf, listed } from '../facts/labels';
import type { EndpointFacts } from '../facts/network';
import { gatewaysOf, publicWords, subnetsUnder } from '../facts/network';
import type { Places } from '../facts/places';
import { resourcesOf } from '../facts/places';
import type { SubnetFacts } from '../facts/subnets';
import type { Card } from '../layout/diagram';

const LABEL = 210;

/** A row a tier: what lives there, and its subnets, one an Availability Zone. */
export function tierRows(
  places: Places,
  subnets: readonly SubnetFacts[],
  endpoints: readonly EndpointFacts[],
): readonly GridRow[] {
  const tiers = tiersOf(places, subnets);
  const zones = [...new Set(subnets.map(({ zone }) => zone))].toSorted();
  return tiers.map((tier) => {
    const own = subnets.filter((subnet) => subnet.tier === tier);
    return {
      widths: [LABEL],
      cards: [
        tierCard(places, tier, own),
        ...zones.map((zone) =>
          cellCard(
            places,
            zone,
            own.filter((subnet) => subnet.zone === zone),
            endpoints,
          ),
        ),
      ],
    };
  });
}

/** Names of tiers, from what the internet reaches first to what it reaches last. */
export function tiersOf(places: Places, subnets: readonly SubnetFacts[]): readonly string[] {
  const databases = resourcesOf(places, 'AWS::RDS::DBInstance', 'AWS::RDS::DBCluster');
  const data = new Set(
    databases.flatMap((database) => subnetsUnder(places.zone, database).map(idOf)),
  );
  const depth = (tier: string) => {
    const own = subnets.filter((subnet) => subnet.tier === tier);
    const routes = own.flatMap((subnet) => subnet.routes);
    if (routes.some(({ by }) => by === 'internet gateway')) return 0;
    if (routes.some(({ internet }) => internet)) return 1;
    return own.some(({ subnet }) => data.has(idOf(subnet))) ? 3 : 2;
  };
  return [...new Set(subnets.map(({ tier }) => tier))].toSorted(
    (a, b) => depth(a) - depth(b) || (a < b ? -1 : 1),
  );
}

function tierCard(places: Places, tier: string, subnets: readonly SubnetFacts[]): Card {
  const inside = (resource: ResourceView) =>
    subnetsUnder(places.zone, resource).some((under) =>
      subnets.some(({ subnet }) => idOf(subnet) === idOf(under)),
    );
  const functions = resourcesOf(places, 'AWS::Lambda::Function').filter(inside).length;
  const endpoints = resourcesOf(places, 'AWS::EC2::VPCEndpoint').filter(inside).length;
  const databases = resourcesOf(places, 'AWS::RDS::DBInstance', 'AWS::RDS::DBCluster').filter(
    inside,
  );
  return {
    id: `tier ${tier}`,
    shape: 'plain',
    title: `${tier} subnets`,
    rows: [
      ...(functions === 0 ? [] : [{ text: counted(functions, 'function') }]),
      ...(endpoints === 0 ? [] : [{ text: counted(endpoints, 'interface endpoint') }]),
      ...databases.flatMap((database) => [
        { text: places.nameOf(idOf(database)) },
        ...publicWords(database).map((text) => ({ text })),
      ]),
      ...(functions + endpoints + databases.length === 0
        ? [{ text: 'nothing of the zone stands here', quiet: true }]
        : []),
    ],
  };
}

function cellCard(
  places: Places,
  zone: string,
  subnets: readonly SubnetFacts[],
  endpoints: readonly EndpointFacts[],
): Card {
  const [first, ...others] = subnets;
  const title =
    first === undefined ? 'no subnet' : [first, ...others].map(({ cidr }) => cidr).join(', ');
  return {
    id: `cell ${subnets.map(({ subnet }) => idOf(subnet)).join(' ')} ${zone}`,
    shape: 'box',
    title,
    badge: zone,
    rows: subnets.flatMap((subnet) => {
      const gateways = gatewaysOf(places.zone, endpoints, subnet);
      return [
        ...routeWords(subnet).map((text) => ({ text })),
        ...(gateways.length === 0
          ? []
          : [{ text: `${listed(gateways)} by gateway endpoint`, quiet: true }]),
        ...subnet.natGateways.map(() => ({ text: 'NAT gateway stands here' })),
        ...(subnet.publicAddresses ? [{ text: 'GIVES PUBLIC ADDRESSES' }] : []),
      ];
    }),
  };
}

function routeWords({ routes }: SubnetFacts): readonly string[] {
  return routes.length === 0
    ? ['no route out of the VPC']
    : routes.map(({ destination, by }) => `${destination} by ${by}`);
}
