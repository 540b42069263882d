import type { ResourceView } from '../../../compliance/reading/zone-view';
import { isSame } from '../../../compliance/reading/value-text';
import { idOf, listed } from '../facts/labels';
import type { EndpointFacts } from '../facts/network';
import { groupsBefore } from '../facts/network';
import type { Places } from '../facts/places';
import { resourcesOf } from '../facts/places';
import type { Reach } from '../facts/reach';
import { ANYWHERE } from '../facts/ways';
import type { Card, Diagram, Row, Wire } from '../layout/diagram';
import { grouped } from './groups';

/**
 * Who may open a connection to whom: security groups on both sides, and addresses outside of them.
 * `elsewhere`: how those addresses are reached, if at all.
 */
export function reachDiagram(
  places: Places,
  vpc: ResourceView,
  reach: readonly Reach[],
  endpoints: readonly EndpointFacts[],
  elsewhere: string,
): Diagram {
  const words = (id: string) => nameOfEnd(places, vpc, id);
  const left = ids(reach.map(({ from }) => from));
  const right = ids([
    ...reach.map(({ to }) => to),
    ...resourcesOf(places, 'AWS::EC2::SecurityGroup').map(idOf),
  ]);
  const columns = [
    {
      width: 420,
      groups: grouped(
        'Who may open a connection',
        left.map((id): Card => {
          const targets = ids(reach.filter(({ from }) => from === id).map(({ to }) => to));
          return {
            id: `from ${id}`,
            shape: isGroup(places, id) ? 'box' : 'actor',
            title: words(id),
            rows: [
              ...membersOf(places, id, endpoints),
              ...targets.map((to): Row => ({
                text: `to ${words(to)}: ${portsBetween(reach, id, to)}`,
                port: to,
              })),
            ],
          };
        }),
      ),
    },
    {
      width: 660,
      groups: grouped(
        'To whom',
        right.map((id): Card => ({
          id: `to ${id}`,
          shape: isGroup(places, id) ? 'box' : 'actor',
          title: words(id),
          rows: isGroup(places, id)
            ? [
                ...(left.includes(id) ? [] : behind(places, id, endpoints)),
                ...(reach.some(({ to }) => to === id)
                  ? []
                  : [{ text: 'nobody may connect', quiet: true }]),
              ]
            : [{ text: elsewhere, quiet: true }],
        })),
      ),
    },
  ];
  const pairs = new Map(reach.map(({ from, to }) => [`${from} ${to}`, { from, to }]));
  const wires = [...pairs.values()].map(({ from, to }): Wire => ({
    net: to,
    from: { card: `from ${from}`, port: to },
    to: { card: `to ${to}` },
    arrows: ['to'],
    tone: 'call',
  }));
  return { columns, wires, level: true };
}

/** What a group stands before, or that it is not used yet. */
function behind(places: Places, id: string, endpoints: readonly EndpointFacts[]): readonly Row[] {
  const members = membersOf(places, id, endpoints);
  return members.length > 0 ? members : [{ text: 'nothing of the zone is behind it', quiet: true }];
}

/** Names of functions that a test holds for. */
export function functionsIn(
  places: Places,
  test: (lambda: ResourceView) => boolean,
): readonly string[] {
  return resourcesOf(places, 'AWS::Lambda::Function')
    .filter(test)
    .map((lambda) => places.nameOf(idOf(lambda)))
    .toSorted();
}

/** What a security group stands before. */
function membersOf(
  places: Places,
  id: string,
  endpoints: readonly EndpointFacts[],
): readonly Row[] {
  const isBefore = (resource: ResourceView) =>
    groupsBefore(places.zone, resource).some(
      (group) => isSame(group, places.resourceOf(id) ?? group) && idOf(group) === id,
    );
  const functions = functionsIn(places, isBefore);
  const databases = resourcesOf(places, 'AWS::RDS::DBInstance', 'AWS::RDS::DBCluster').filter(
    isBefore,
  );
  const behind = endpoints.filter(({ endpoint }) => isBefore(endpoint));
  const open = behind.filter(({ policy }) => !policy).map(({ service }) => service);
  const held = behind.filter(({ policy }) => policy).map(({ service }) => service);
  return [
    ...(functions.length === 0 ? [] : [{ text: `functions ${listed(functions)}` }]),
    ...databases.map((database) => ({
      text: `${places.nameOf(idOf(database))} (${String(database.properties['Engine'])})`,
    })),
    ...(held.length === 0 ? [] : [{ text: `endpoints with a policy: ${listed(held)}` }]),
    ...(open.length === 0 ? [] : [{ text: `endpoints WITHOUT A POLICY: ${listed(open)}` }]),
  ];
}

function nameOfEnd(places: Places, vpc: ResourceView, id: string): string {
  if (isGroup(places, id)) return `${places.nameOf(id)} group`;
  if (ANYWHERE.has(id)) return `any address (${id})`;
  return id === vpc.properties['CidrBlock'] ? `the VPC (${id})` : id;
}

function isGroup(places: Places, id: string): boolean {
  return places.typeOf(id) === 'AWS::EC2::SecurityGroup';
}

function portsBetween(reach: readonly Reach[], from: string, to: string): string {
  return listed(
    ids(reach.filter((one) => one.from === from && one.to === to).map(({ port }) => port)),
  );
}

function ids(all: readonly string[]): readonly string[] {
  return [...new Set(all)].toSorted();
}
