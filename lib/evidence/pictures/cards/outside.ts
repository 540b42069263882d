import { at } from '../../../compliance/reading/json';
import type { ResourceView } from '../../../compliance/reading/zone-view';
import { endpointOf, firewallRows } from './doors';
import { idOf, listed } from '../facts/labels';
import type { Connected, WayOut } from '../facts/ways';
import type { Places } from '../facts/places';
import { resourcesOf } from '../facts/places';
import type { Card, Row } from '../layout/diagram';
import { functionsIn } from './reach';

/** What is around the VPC: the internet, other networks, the API, functions that stand elsewhere. */
export function outsideCards(
  places: Places,
  ways: readonly WayOut[],
  connected: Connected,
): readonly Card[] {
  return [
    internetCard(ways, answersInternet(places)),
    connectedCard(connected),
    ...resourcesOf(places, 'AWS::ApiGateway::RestApi').map((api) => apiCard(places, api)),
    functionsCard(places),
  ];
}

/** Whether an API can be called from the internet, though not through the VPC. */
function answersInternet(places: Places): boolean {
  return resourcesOf(places, 'AWS::ApiGateway::RestApi').some(
    (api) => endpointOf(api) !== 'private',
  );
}

function internetCard(ways: readonly WayOut[], api: boolean): Card {
  const rows: readonly Row[] =
    ways.length === 0
      ? [
          {
            text: 'No way between it and the VPC: the templates have no internet gateway, no NAT gateway, and no route to one.',
          },
        ]
      : ways.map(({ words }) => ({ text: words }));
  const calls = api ? [{ text: 'It may call the REST API, which stands outside of the VPC.' }] : [];
  return { id: 'internet', shape: 'actor', title: 'Internet', rows: [...rows, ...calls] };
}

function connectedCard({ networks, connections }: Connected): Card {
  return {
    id: 'connected',
    shape: 'actor',
    title: 'Connected networks',
    rows: [
      ...networks.map((cidr) => ({ text: `${cidr} may open connections` })),
      ...connections.map((word) => ({ text: `${word} to the VPC` })),
      ...(networks.length + connections.length === 0
        ? [{ text: 'None: no security group lets one in, and nothing joins one to the VPC.' }]
        : []),
    ],
  };
}

function apiCard(places: Places, api: ResourceView): Card {
  const kind = endpointOf(api);
  const endpoints = places.zone
    .mentioned(api, at(api.properties, 'EndpointConfiguration', 'VpcEndpointIds'))
    .map((endpoint) => places.nameOf(idOf(endpoint)));
  const tls = api.properties['SecurityPolicy'];
  return {
    id: outsideApiId(api),
    shape: 'door',
    title: 'REST API',
    badge: kind,
    rows: [
      {
        text:
          kind === 'private'
            ? `reached through the endpoint ${endpoints.length === 0 ? 'that its policy names' : listed(endpoints)}`
            : 'reached from the internet',
      },
      ...firewallRows(places, api),
      ...(typeof tls === 'string' ? [{ text: tls, quiet: true }] : []),
    ],
  };
}

/** Id of the card of an API beside a VPC. */
export function outsideApiId(api: ResourceView): string {
  return `outside ${idOf(api)}`;
}

function functionsCard(places: Places): Card {
  const outside = functionsIn(places, (lambda) => lambda.properties['VpcConfig'] === undefined);
  return {
    id: 'functions outside',
    shape: 'function',
    title: 'Functions outside of a VPC',
    rows: outside.length === 0 ? [{ text: 'none' }] : outside.map((text) => ({ text })),
  };
}
