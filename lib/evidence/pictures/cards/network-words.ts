import type { ResourceView } from '../../../compliance/reading/zone-view';
import { counted, idOf, listed } from '../facts/labels';
import type { EndpointFacts } from '../facts/network';
import { flowLogsOf, publicWords } from '../facts/network';
import type { Places } from '../facts/places';
import { resourcesOf } from '../facts/places';
import type { Reach } from '../facts/reach';
import type { SubnetFacts } from '../facts/subnets';
import { cidrOf } from '../facts/subnets';
import type { Connected, WayOut } from '../facts/ways';
import { endpointOf, firewallRows } from './doors';
import { functionsIn } from './reach';
import { tiersOf } from './subnets';

/** What the pictures of a VPC is drawn from. */
export interface NetworkFacts {
  readonly vpc: ResourceView;
  readonly subnets: readonly SubnetFacts[];
  readonly endpoints: readonly EndpointFacts[];
  readonly reach: readonly Reach[];
  readonly ways: readonly WayOut[];
  readonly connected: Connected;
}

/** The same as the picture of a VPC says, in a few sentences. */
export function networkWords(places: Places, facts: NetworkFacts): string {
  const { vpc, subnets, endpoints, ways, connected } = facts;
  const zones = new Set(subnets.map(({ zone }) => zone)).size;
  const open = endpoints.filter(({ policy }) => !policy).map(({ service }) => service);
  const outside = functionsIn(places, ({ properties }) => properties['VpcConfig'] === undefined);
  const within = functionsIn(places, ({ properties }) => properties['VpcConfig'] !== undefined);
  const networks = [...connected.networks, ...connected.connections];
  return [
    `The VPC ${cidrOf(vpc.properties['CidrBlock'])} has ${counted(subnets.length, 'subnet')} in ${counted(zones, 'Availability Zone')}: ${listed(tiersOf(places, subnets))}.`,
    ...exposed(places, subnets),
    ways.length === 0
      ? 'It has no way to or from the internet: no internet gateway, no NAT gateway, and no route to one.'
      : `Its ways to the internet: ${listed(ways.map(({ words }) => words))}.`,
    networks.length === 0
      ? 'No other network is let in by a security group or joined to it.'
      : `Other networks: ${listed(networks)}.`,
    `It has ${counted(endpoints.length, 'endpoint')}, ${open.length === 0 ? 'each with a policy of its own' : `without a policy: ${listed(open)}`}.`,
    flowLogsOf(places.zone, vpc).length === 0
      ? 'It has no flow log.'
      : 'A flow log records its traffic.',
    `${counted(within.length, 'function')} of the zone ${within.length === 1 ? 'stands' : 'stand'} in a VPC; outside of one: ${outside.length === 0 ? 'none' : listed(outside)}.`,
    ...resourcesOf(places, 'AWS::ApiGateway::RestApi').map(
      (api) =>
        `The API is ${endpointOf(api)}, ${listed(firewallRows(places, api).map(({ text }) => text))}.`,
    ),
    ...between(places, facts),
  ].join(' ');
}

/** What has an address of the internet, whether or not a route leads to it. */
function exposed(places: Places, subnets: readonly SubnetFacts[]): readonly string[] {
  const tiers = subnets.filter(({ publicAddresses }) => publicAddresses).map(({ tier }) => tier);
  const databases = resourcesOf(places, 'AWS::RDS::DBInstance', 'AWS::RDS::DBCluster');
  return [
    ...databases.flatMap((database) =>
      publicWords(database).map((words) => `${places.nameOf(idOf(database))} ${words}.`),
    ),
    ...(tiers.length === 0
      ? []
      : [`GIVES PUBLIC ADDRESSES: ${listed([...new Set(tiers)])} subnets.`]),
  ];
}

function between(places: Places, { reach }: NetworkFacts): readonly string[] {
  const isGroup = (id: string) => places.typeOf(id) === 'AWS::EC2::SecurityGroup';
  const lines = reach
    .filter(({ to }) => isGroup(to))
    .map(({ from, to, port }) => {
      const who = isGroup(from) ? `${places.nameOf(from)} group` : from;
      return `${who} to ${places.nameOf(to)} group on ${port}`;
    });
  return lines.length === 0 ? [] : [`Connections may be opened from ${listed(lines)}.`];
}
