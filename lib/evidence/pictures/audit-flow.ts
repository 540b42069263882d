import type { ResourceView } from '../../compliance/reading/zone-view';
import type { Picture } from '../model';
import type { StackCard } from './cards/groups';
import { groupsOf } from './cards/groups';
import { keyCard } from './cards/keys';
import { starters } from './cards/starters';
import { bucketCard, storeCard, streamCard } from './cards/stores';
import type { StoreCard } from './cards/stores';
import { touching } from './cards/touching';
import { diagramDrawing, sheet } from './draw/sheet';
import { holdsPhi } from '../../compliance/reading/phi-store';
import type { Verb } from './facts/flow';
import { counted, idOf, listed } from './facts/labels';
import type { Places } from './facts/places';
import { resourcesOf } from './facts/places';
import type { Card, Wire } from './layout/diagram';

/** How it is written down who did what: from functions and AWS services to what nobody can change. */
export function auditFlow(places: Places): readonly Picture[] {
  const streams = resourcesOf(places, 'AWS::Kinesis::Stream').map((stream) =>
    streamCard(places, stream),
  );
  const stores = recordStores(places);
  const keys = signingKeys(places, stores);
  const senders = deliveringServices(places, [...stores.near, ...stores.far]);
  const functions = functionsBetween(places, streams, [...stores.near, ...keys]);
  if (functions.length + senders.cards.length === 0) return [];
  const readers = functions.filter(({ reads }) => reads);
  const starting = starters(
    places,
    new Set(readers.map(({ card }) => card.id)),
    new Set(stores.near.flatMap(({ holds }) => holds)),
  );
  const columns = [
    {
      width: 220,
      groups: groupsOf(
        places,
        functions.filter(({ reads }) => !reads),
      ),
    },
    { width: 170, groups: groupsOf(places, [...streams, ...starting.cards]) },
    { width: 270, groups: groupsOf(places, [...readers, ...senders.cards]) },
    { width: 200, groups: groupsOf(places, [...stores.near, ...keys]) },
    { width: 190, groups: groupsOf(places, stores.far) },
  ];
  const wires = [
    ...functions.flatMap((one) => one.wires),
    ...starting.wires,
    ...senders.wires,
    ...stores.wires,
  ];
  const caption = {
    id: 'audit-flow',
    title: 'How it is written down who did what',
    says: 'From whoever writes a record to where it is kept. Logs of functions are left out.',
    explains: explained(places, streams, functions, [...stores.near, ...stores.far]),
  } as const;
  const shown = columns.filter(({ groups }) => groups.length > 0);
  return [
    sheet(
      caption,
      diagramDrawing(
        'audit-flow',
        { columns: shown, wires },
        { legend: { actor: 'what delivers' } },
      ),
    ),
  ];
}

function explained(
  places: Places,
  streams: readonly StoreCard[],
  functions: readonly BetweenCard[],
  stores: readonly StoreCard[],
): string {
  const flows = (id: string, does: Verb) =>
    [
      ...new Set(
        places.flows
          .filter((flow) => flow.does === does && [flow.from, flow.to].includes(id))
          .map(({ from, to }) => places.nameOf(from === id ? to : from)),
      ),
    ].toSorted();
  const locked = stores
    .filter(({ card }) => card.shape === 'write-once')
    .map(({ card }) => card.title);
  return [
    ...streams.map(({ card: { id, title } }) => {
      const [writers, readers] = [flows(id, 'writes'), flows(id, 'streams')];
      return `${counted(writers.length, 'function')} may write into ${title}; its records are handed to ${readers.length === 0 ? 'nobody' : listed(readers)}.`;
    }),
    locked.length === 0
      ? 'No store of records is write-once.'
      : `${listed(locked)} ${locked.length === 1 ? 'is' : 'are'} write-once.`,
    `${counted(functions.length, 'function')} and what AWS services deliver are drawn.`,
  ].join(' ');
}

interface RecordStores {
  /** Where records arrive. */
  readonly near: readonly StoreCard[];
  /** What those are copied into. */
  readonly far: readonly StoreCard[];
  readonly wires: readonly Wire[];
}

function recordStores(places: Places): RecordStores {
  const buckets = resourcesOf(places, 'AWS::S3::Bucket').filter((bucket) => !holdsPhi(bucket));
  const ids = new Set(buckets.map(idOf));
  const copies = places.flows.filter(
    ({ from, to, does }) => does === 'copies' && ids.has(from) && ids.has(to),
  );
  const far = new Set(copies.map(({ to }) => to));
  const logged = new Set(
    places.flows.filter(({ does }) => does === 'delivers').map(({ to }) => to),
  );
  const groups = resourcesOf(places, 'AWS::Logs::LogGroup').filter((group) =>
    logged.has(idOf(group)),
  );
  const folders = (bucket: string) =>
    copies
      .filter(({ from }) => from === bucket)
      .map(({ what }) => what)
      .filter((what) => what !== '');
  const near = buckets
    .filter((bucket) => !far.has(idOf(bucket)))
    .map((bucket) => {
      const made = bucketCard(places, bucket);
      const copied = folders(idOf(bucket));
      return copied.length === 0
        ? made
        : withRow(made, { text: `copies ${copied.join(', ')}`, port: 'copies' });
    });
  return {
    near: [...near, ...groups.map((group) => storeCard(places, group, retention(group)))],
    far: buckets
      .filter((bucket) => far.has(idOf(bucket)))
      .map((bucket) => bucketCard(places, bucket)),
    wires: copies
      .filter(({ from }) => !far.has(from))
      .map(({ from, to }): Wire => ({
        net: to,
        from: { card: from, port: 'copies' },
        to: { card: to },
        arrows: ['to'],
        tone: 'audit',
      })),
  };
}

function retention({ properties }: ResourceView): readonly { readonly text: string }[] {
  const { RetentionInDays: days } = properties;
  return typeof days === 'number' ? [{ text: `kept ${days} days` }] : [{ text: 'kept for ever' }];
}

/** Keys that functions which touch records use themselves. */
function signingKeys(places: Places, { near }: RecordStores): readonly StoreCard[] {
  const held = new Set(near.flatMap(({ holds }) => holds));
  const writers = new Set(places.flows.filter(({ to }) => held.has(to)).map(({ from }) => from));
  return resourcesOf(places, 'AWS::KMS::Key')
    .filter((key) =>
      places.flows.some(
        ({ from, to, does, what }) =>
          does === 'uses' && to === idOf(key) && writers.has(from) && what.includes('Sign'),
      ),
    )
    .map((key) => keyCard(places, key));
}

/** What AWS services deliver, one card a service and stack. */
function deliveringServices(
  places: Places,
  stores: readonly StoreCard[],
): { readonly cards: readonly StackCard[]; readonly wires: readonly Wire[] } {
  const ids = new Set(stores.flatMap(({ holds }) => holds));
  const flows = places.flows.filter(
    ({ from, to, does }) =>
      does === 'delivers' && ids.has(to) && places.typeOf(from) !== 'AWS::S3::Bucket',
  );
  const cards = [...new Set(flows.map(({ from }) => from))].map((id): StackCard => {
    const card: Card = {
      id,
      shape: 'actor',
      title: SERVICES[places.typeOf(id)] ?? places.nameOf(id),
      rows: flows
        .filter(({ from }) => from === id)
        .map(({ to, what }) => ({
          text: `delivers into ${places.nameOf(to)}${what === '' ? '' : ` (${what})`}`,
          port: to,
        })),
    };
    return { stack: places.stackOf(id), card };
  });
  const far = flows.map(({ from, to }): Wire => ({
    net: to,
    from: { card: from, port: to },
    to: { card: to },
    arrows: ['to'],
    tone: 'audit',
  }));
  return { cards, wires: far };
}

const SERVICES: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::Stage': 'API Gateway',
  'AWS::CloudTrail::Trail': 'CloudTrail',
  'AWS::Cognito::LogDeliveryConfiguration': 'Cognito',
  'AWS::Config::DeliveryChannel': 'AWS Config',
  'AWS::EC2::FlowLog': 'VPC flow log',
  'AWS::WAFv2::LoggingConfiguration': 'Web ACL',
};

interface BetweenCard extends StackCard {
  /** Whether records come to it, beside those that it writes. */
  readonly reads: boolean;
  readonly wires: readonly Wire[];
}

function functionsBetween(
  places: Places,
  streams: readonly StoreCard[],
  stores: readonly StoreCard[],
): readonly BetweenCard[] {
  const held = new Set([...streams, ...stores].flatMap(({ holds }) => holds));
  return resourcesOf(places, 'AWS::Lambda::Function').flatMap((lambda) => {
    const id = idOf(lambda);
    const reads = places.flows.some(({ from, to }) => to === id && held.has(from));
    const touches = [
      ...streams.flatMap(
        ({ card, holds }) =>
          touching(places, id, card.id, holds, 'audit', reads ? 'left' : 'right') ?? [],
      ),
      ...stores.flatMap(
        ({ card, holds }) =>
          touching(places, id, card.id, holds, card.shape === 'key' ? 'call' : 'audit') ?? [],
      ),
    ];
    if (touches.length === 0) return [];
    const card: Card = {
      id,
      shape: 'function',
      title: places.nameOf(id),
      rows: touches.map(({ row }) => row),
    };
    return [{ stack: places.stackOf(id), reads, card, wires: touches.map(({ wire }) => wire) }];
  });
}

function withRow(made: StoreCard, row: Card['rows'][number]): StoreCard {
  return { ...made, card: { ...made.card, rows: [...made.card.rows, row] } };
}
