import type { ResourceView } from '../../compliance/reading/zone-view';
import type { Picture } from '../model';
import { endpointOf } from './cards/doors';
import { networkWords } from './cards/network-words';
import { LINK, linkMarkup } from './draw/links';
import { outsideApiId, outsideCards } from './cards/outside';
import { reachDiagram } from './cards/reach';
import { tierRows } from './cards/subnets';
import { frame } from './draw/grid';
import type { Drawing } from './draw/sheet';
import { diagramDrawing, sheet, TOP } from './draw/sheet';
import { idOf } from './facts/labels';
import { endpointsOf, flowLogsOf } from './facts/network';
import type { Places } from './facts/places';
import { resourcesOf } from './facts/places';
import { reachOf } from './facts/reach';
import { cidrOf, subnetsOf } from './facts/subnets';
import type { Connected, WayOut } from './facts/ways';
import { connectedTo, waysOut } from './facts/ways';
import { GROUP_GAP, MARGIN } from './layout/measure';
import { placed } from './layout/place';
import type { Card } from './layout/diagram';

const ID = 'network';

/** The network of a zone, a VPC below the other. None where the zone has no VPC. */
export function network(places: Places): readonly Picture[] {
  const vpcs = resourcesOf(places, 'AWS::EC2::VPC');
  if (vpcs.length === 0) return [];
  const drawings: VpcDrawing[] = [];
  for (const vpc of vpcs) drawings.push(vpcDrawing(places, vpc, drawings.at(-1)?.height ?? TOP));
  const caption = {
    id: ID,
    title: 'The network, and who may talk to whom in it',
    says: 'Subnets, routes, endpoints and security groups as the templates make them.',
    explains: drawings.map(({ explains }) => explains).join(' '),
  } as const;
  return [
    sheet(caption, {
      width: Math.max(...drawings.map(({ width }) => width)),
      height: Math.max(...drawings.map(({ height }) => height)),
      drawn: drawings.flatMap(({ drawn }) => drawn),
      words: drawings.map(({ words }) => words).join('\n'),
    }),
  ];
}

interface VpcDrawing extends Drawing {
  readonly explains: string;
}

function vpcDrawing(places: Places, vpc: ResourceView, top: number): VpcDrawing {
  const { zone } = places;
  const subnets = subnetsOf(zone, vpc);
  const endpoints = endpointsOf(zone, vpc);
  const reach = reachOf(zone);
  const ways = waysOut(zone, vpc, subnets);
  const connected = connectedTo(zone, vpc, subnets, reach);
  const diagram = reachDiagram(places, vpc, reach, endpoints, routeWords(ways, connected));
  // Frames above are as wide as it.
  const width = placed(diagram, top).width - 2 * MARGIN;
  const outside = frame(
    ID,
    'Outside of the VPC',
    [{ cards: outsideCards(places, ways, connected) }],
    {
      x: MARGIN,
      y: top,
      width,
    },
  );
  const gateways = endpoints
    .filter(({ kind }) => kind === 'gateway')
    .map(({ endpoint, service, policy }): Card => ({
      id: idOf(endpoint),
      shape: 'door',
      title: `Gateway endpoint ${service}`,
      rows: [{ text: policy ? 'with a policy of its own' : 'WITHOUT A POLICY' }],
    }));
  const inside = frame(
    ID,
    `VPC ${cidrOf(vpc.properties['CidrBlock'])}`,
    [...tierRows(places, subnets, endpoints), { cards: [...gateways, ...flowCards(places, vpc)] }],
    { x: MARGIN, y: outside.bottom + LINK, width },
  );
  const talk = diagramDrawing(ID, diagram, {
    top: inside.bottom + GROUP_GAP,
    legend: { actor: 'addresses', call: 'may open a connection' },
  });
  const links = linkMarkup(
    [
      { card: 'internet', open: ways.length > 0, words: ways.length > 0 ? 'a way' : 'no way' },
      {
        card: 'connected',
        open: connected.networks.length + connected.connections.length > 0,
        words: '',
      },
      ...privateApis(places).map((api) => ({ card: api, open: true, words: 'by an endpoint' })),
    ],
    outside.cards,
    outside.bottom + LINK,
  );
  return {
    width: talk.width,
    height: talk.height,
    drawn: [...outside.drawn, ...inside.drawn, ...links, ...talk.drawn],
    words: [outside.words, inside.words, talk.words].join('\n'),
    explains: networkWords(places, { vpc, subnets, endpoints, reach, ways, connected }),
  };
}

/** How addresses are reached that no security group of the zone answers for. */
function routeWords(ways: readonly WayOut[], { connections }: Connected): string {
  if (ways.length > 0) return 'over the ways to the internet';
  return connections.length > 0
    ? 'over what joins other networks'
    : 'no route leads out of the VPC, so only endpoints answer';
}

/** Cards of APIs that only answer within a VPC. */
function privateApis(places: Places): readonly string[] {
  return resourcesOf(places, 'AWS::ApiGateway::RestApi')
    .filter((api) => endpointOf(api) === 'private')
    .map((api) => outsideApiId(api));
}

function flowCards(places: Places, vpc: ResourceView): readonly Card[] {
  const logs = flowLogsOf(places.zone, vpc);
  if (logs.length === 0) {
    return [{ id: `no flow log ${idOf(vpc)}`, shape: 'plain', title: 'NO FLOW LOG', rows: [] }];
  }
  return logs.map((log) => {
    const { TrafficType: traffic, MaxAggregationInterval: seconds } = log.properties;
    const into = places.flows
      .filter(({ from, does }) => from === idOf(log) && does === 'delivers')
      .map(({ to }) => places.nameOf(to));
    return {
      id: idOf(log),
      shape: 'starter',
      title: 'Flow log of the VPC',
      rows: [
        {
          text: [
            `${String(traffic).toLowerCase()} traffic`,
            ...(typeof seconds === 'number' ? [`every ${seconds} seconds`] : []),
            ...into.map((store) => `into ${store}`),
          ].join(', '),
        },
      ],
    };
  });
}
