import type { ResourceView } from '../../compliance/reading/zone-view';
import type { Picture } from '../model';
import type { StackCard } from './cards/groups';
import { grouped, groupsOf } from './cards/groups';
import { starters } from './cards/starters';
import { storeCard } from './cards/stores';
import type { StoreCard } from './cards/stores';
import { touching } from './cards/touching';
import { diagramDrawing, sheet } from './draw/sheet';
import { isAddress } from './facts/flow';
import { counted, idOf, listed } from './facts/labels';
import type { Places } from './facts/places';
import { byStack, isFunction, resourcesOf } from './facts/places';
import { storeFacts } from './facts/stores';
import type { Card, Row, Wire } from './layout/diagram';

const ALARMS: ReadonlySet<string> = new Set([
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
]);

/** Who is told of what: from findings, schedules and alarms, over topics, to people. */
export function alerts(places: Places): readonly Picture[] {
  const topics = resourcesOf(places, 'AWS::SNS::Topic').map((topic) => topicCard(places, topic));
  if (topics.length === 0) return [];
  const isTopic = new Set(topics.flatMap(({ holds }) => holds));
  const telling = ids(
    places.flows.filter(({ to }) => isTopic.has(to)).map(({ from }) => from),
  ).filter((id) => isFunction(places, id));
  const sources = ids(
    places.flows
      .filter(({ to, does }) => does === 'streams' && telling.includes(to))
      .map(({ from }) => from),
  ).flatMap((id) => {
    const table = places.resourceOf(id);
    return table === undefined ? [] : [storeCard(places, table, [])];
  });
  const feeding = ids(
    places.flows
      .filter(
        ({ from, to, does }) =>
          does === 'writes' &&
          sources.some(({ holds }) => holds.includes(to)) &&
          isFunction(places, from),
      )
      .map(({ from }) => from),
  ).filter((id) => !telling.includes(id));
  const feeders = feeding.map((id) => functionCard(places, id, sources, []));
  const tellers = telling.map((id) => functionCard(places, id, topics, sources));
  const starting = starters(places, new Set(feeding));
  const reminding = starters(places, new Set(telling));
  const direct = starters(places, isTopic);
  const alarms = alarmCards(places);
  const addresses = addressCards(places);
  const columns = [
    { width: 190, groups: groupsOf(places, starting.cards) },
    { width: 190, groups: groupsOf(places, feeders) },
    { width: 170, groups: groupsOf(places, [...sources, ...reminding.cards]) },
    { width: 210, groups: groupsOf(places, [...tellers, ...direct.cards, ...alarms.cards]) },
    { width: 180, groups: groupsOf(places, [...topics, ...queueCards(places)]) },
    { width: 230, groups: grouped('Who is told', addresses.cards) },
  ];
  const wires = [
    ...starting.wires,
    ...feeders.flatMap((one) => one.wires),
    ...reminding.wires,
    ...tellers.flatMap((one) => one.wires),
    ...direct.wires,
    ...alarms.wires,
    ...addresses.wires,
  ];
  const caption = {
    id: 'alerts',
    title: 'Who is told of what',
    says: 'Alarms, findings of AWS and what functions tell, over topics, to the addresses that have subscribed.',
    explains: explained(places, topics),
  } as const;
  const shown = columns.filter(({ groups }) => groups.length > 0);
  return [sheet(caption, diagramDrawing('alerts', { columns: shown, wires }))];
}

function explained(places: Places, topics: readonly StoreCard[]): string {
  const sentences = topics.map(({ card: { id, title } }) => {
    const own = places.flows.filter(({ to }) => to === id).map(({ from }) => from);
    const alarms = ids(own.filter((from) => ALARMS.has(places.typeOf(from)))).length;
    const functions = ids(own.filter((from) => isFunction(places, from))).map(places.nameOf);
    const heard = ids(
      places.flows
        .filter(({ from, to }) => from === id && isAddress(to))
        .map(({ to }) => places.nameOf(to)),
    );
    const tell = [...(alarms === 0 ? [] : [counted(alarms, 'alarm')]), ...functions];
    return `${title}: told by ${tell.length === 0 ? 'nobody' : listed(tell)}; tells ${heard.length === 0 ? 'nobody' : listed(heard)}.`;
  });
  return sentences.join(' ');
}

function ids(all: readonly string[]): readonly string[] {
  return [...new Set(all)].toSorted();
}

function topicCard(places: Places, topic: ResourceView): StoreCard {
  const id = idOf(topic);
  const heard = ids(
    places.flows.filter(({ from, to }) => from === id && isAddress(to)).map(({ to }) => to),
  );
  const card: Card = {
    id,
    shape: 'topic',
    title: places.nameOf(id),
    rows: [
      { text: storeFacts(places.zone, topic).key, quiet: true },
      ...(heard.length === 0 ? [{ text: 'nobody has subscribed' }] : []),
      // Each has a line of its own where one would seem to lead to the other.
      ...(heard.length < 2
        ? []
        : heard.map((to) => ({ text: `to ${places.nameOf(to)}`, port: to }))),
    ],
  };
  return { stack: places.stackOf(id), holds: [id], card };
}

/** Queues, and how many send them what failed. */
function queueCards(places: Places): readonly StackCard[] {
  return resourcesOf(places, 'AWS::SQS::Queue').map((queue) => {
    const senders = ids(
      places.flows.filter(({ to }) => to === idOf(queue)).map(({ from }) => from),
    );
    const functions = senders.filter((id) => isFunction(places, id)).length;
    const topics = senders.filter((id) => places.typeOf(id) === 'AWS::SNS::Topic').length;
    const rows: readonly Row[] = [
      ...(functions === 0 ? [] : [{ text: `failed calls of ${counted(functions, 'function')}` }]),
      ...(topics === 0 ? [] : [{ text: `what ${counted(topics, 'topic')} could not deliver` }]),
    ];
    return storeCard(places, queue, rows);
  });
}

interface FunctionCard extends StackCard {
  readonly wires: readonly Wire[];
}

function functionCard(
  places: Places,
  id: string,
  right: readonly StoreCard[],
  left: readonly StoreCard[],
): FunctionCard {
  const touches = [
    ...left.flatMap(({ card, holds }) => touching(places, id, card.id, holds, 'phi', 'left') ?? []),
    ...right.flatMap(
      ({ card, holds }) =>
        touching(places, id, card.id, holds, card.shape === 'topic' ? 'alert' : 'phi') ?? [],
    ),
  ];
  const card: Card = {
    id,
    shape: 'function',
    title: places.nameOf(id),
    rows: touches.map(({ row }) => row),
  };
  return { stack: places.stackOf(id), card, wires: touches.map(({ wire }) => wire) };
}

/** Alarms of each stack, counted by the topic that they tell. */
function alarmCards(places: Places): {
  readonly cards: readonly StackCard[];
  readonly wires: readonly Wire[];
} {
  const flows = places.flows.filter(({ from }) => ALARMS.has(places.typeOf(from)));
  const cards = byStack(places, flows, ({ from }) => places.stackOf(from)).map(
    ([stack, own]): StackCard => ({
      stack,
      card: {
        id: `alarms ${stack}`,
        shape: 'starter',
        title: counted(ids(own.map(({ from }) => from)).length, 'alarm'),
        rows: ids(own.map(({ to }) => to)).map((to) => ({
          text: `${ids(own.filter((flow) => flow.to === to).map(({ from }) => from)).length} tell ${places.nameOf(to)}`,
          port: to,
        })),
      },
    }),
  );
  const wires = flows.map(({ from, to }): Wire => ({
    net: to,
    from: { card: `alarms ${places.stackOf(from)}`, port: to },
    to: { card: to },
    arrows: ['to'],
    tone: 'alert',
  }));
  return { cards, wires };
}

/** Addresses that topics reach. */
function addressCards(places: Places): {
  readonly cards: readonly Card[];
  readonly wires: readonly Wire[];
} {
  const flows = places.flows.filter(({ to }) => isAddress(to));
  const cards = ids(flows.map(({ to }) => to)).map((id): Card => {
    const [, protocol = '', ...rest] = id.split('/');
    return { id, shape: 'actor', title: rest.join('/'), rows: [{ text: protocol, quiet: true }] };
  });
  const wires = flows.map(({ from, to }): Wire => ({
    net: `mail ${to}`,
    from: { card: from, port: to },
    to: { card: to },
    arrows: ['to'],
    tone: 'alert',
  }));
  return { cards, wires };
}
