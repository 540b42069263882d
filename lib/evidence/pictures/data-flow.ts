import type { Picture } from '../model';
import { grouped, groupsOf } from './cards/groups';
import { keyCard } from './cards/keys';
import { apiCards } from './cards/doors';
import { bucketCard, databaseCards, tableCards, vaultCard } from './cards/stores';
import type { StoreCard } from './cards/stores';
import { starters } from './cards/starters';
import { elsewhereCards, elsewhereWords, undrawnCards } from './cards/elsewhere';
import { touching } from './cards/touching';
import { diagramDrawing, sheet } from './draw/sheet';
import { holdsPhi } from '../../compliance/reading/phi-store';
import { callerId } from './facts/calls';
import { counted, idOf, listed } from './facts/labels';
import type { Places } from './facts/places';
import { resourcesOf } from './facts/places';
import type { Card, Column, Row, Wire } from './layout/diagram';

/** Where data of patients flows: who calls, by which functions, into which stores, and where copies are. */
export function dataFlow(places: Places): readonly Picture[] {
  const held = phiStores(places);
  const stores = [...held, ...keyCards(places, held)];
  const elsewhere = elsewhereCards(places);
  const others = undrawnCards(places);
  if (stores.length + elsewhere.length + others.length === 0) return [];
  const functions = functionCards(places, stores);
  const names = new Set(functions.map(({ card }) => card.id));
  const doors = apiCards(places);
  const starting = starters(places, names);
  const copies = copyColumns(places, stores);
  const columns: readonly Column[] = [
    { width: 150, groups: grouped('Who calls', callers(places)) },
    {
      width: 230,
      groups: [...grouped('The way in', doors), ...groupsOf(places, starting.cards)],
    },
    { width: 280, groups: groupsOf(places, functions) },
    {
      width: 190,
      groups: [
        ...groupsOf(places, stores),
        ...grouped('Out of the zone, or in', elsewhere),
        ...grouped('Not drawn', others),
      ],
    },
    ...copies.columns,
  ];
  const wires = [
    ...callWires(places, doors, names),
    ...starting.wires,
    ...functions.flatMap(({ wires: own }) => own),
    ...copies.wires,
  ];
  const caption = {
    id: 'data-flow',
    title: 'Where data of patients flows',
    says: 'A line is what a policy, a mapping, a rule, a schedule, a replication or a backup plan of the templates lets flow; conditions and denials only take away from it. Where audit events go is a picture of its own.',
    explains: explained(places, stores, functions),
  } as const;
  return [
    sheet(
      caption,
      diagramDrawing('data-flow', {
        columns: columns.filter(({ groups }) => groups.length > 0),
        wires,
      }),
    ),
  ];
}

function explained(
  places: Places,
  stores: readonly StoreCard[],
  functions: readonly FunctionCard[],
): string {
  const called = functions.filter(({ card }) =>
    places.flows.some(
      ({ from, to }) => to === card.id && places.typeOf(from) === 'AWS::ApiGateway::RestApi',
    ),
  );
  const held = stores.filter(({ card }) => card.shape !== 'key');
  const tables = held
    .flatMap(({ holds }) => holds)
    .filter((id) => places.typeOf(id).endsWith('Table'));
  const others = held.filter(({ card }) => !card.id.startsWith('tables '));
  const moves = places.flows.filter(({ does }) => does === 'reads' || does === 'writes');
  const isIdle = ({ holds }: StoreCard) =>
    !moves.some(({ from, to }) => holds.includes(to) || holds.includes(from));
  const idle = held.filter(isIdle);
  return [
    `${counted(functions.length, 'function')} may read or write ${listed([counted(tables.length, 'table'), ...others.filter((one) => !isIdle(one)).map(({ card }) => card.title)])}.`,
    called.length === 0
      ? 'No API calls any of them.'
      : `The API calls ${listed(called.map(({ card }) => card.title))}; what else starts functions stands beside them.`,
    ...(idle.length === 0
      ? []
      : [
          `No function of the zone touches ${listed(idle.map(({ card }) => card.title))}: that is for workloads to come.`,
        ]),
    ...elsewhereWords(places),
    'Each store names the key that it is encrypted with.',
  ].join(' ');
}

function phiStores(places: Places): readonly StoreCard[] {
  const buckets = resourcesOf(places, 'AWS::S3::Bucket').filter(holdsPhi);
  const copied = new Set(places.flows.filter(({ does }) => does === 'copies').map(({ to }) => to));
  return [
    ...databaseCards(places),
    ...buckets
      .filter((bucket) => !copied.has(idOf(bucket)))
      .map((bucket) => bucketCard(places, bucket)),
    ...tableCards(places),
  ];
}

/** Keys that functions which touch these stores use themselves, beside services that encrypt with them. */
function keyCards(places: Places, stores: readonly StoreCard[]): readonly StoreCard[] {
  const held = new Set(stores.flatMap(({ holds }) => holds));
  const touching = new Set(
    places.flows.flatMap(({ from, to }) => (held.has(to) ? [from] : held.has(from) ? [to] : [])),
  );
  return resourcesOf(places, 'AWS::KMS::Key').flatMap((key) => {
    const id = idOf(key);
    const used = places.flows.some(
      ({ from, to, does }) => to === id && does === 'uses' && touching.has(from),
    );
    if (!used) return [];
    return [keyCard(places, key)];
  });
}

interface FunctionCard {
  readonly stack: string;
  readonly card: Card;
  readonly wires: readonly Wire[];
}

function functionCards(places: Places, stores: readonly StoreCard[]): readonly FunctionCard[] {
  const hasNetwork = resourcesOf(places, 'AWS::EC2::VPC').length > 0;
  return resourcesOf(places, 'AWS::Lambda::Function').flatMap((lambda) => {
    const id = idOf(lambda);
    const touches = stores.flatMap(
      ({ card, holds }) =>
        touching(places, id, card.id, holds, card.shape === 'key' ? 'call' : 'phi') ?? [],
    );
    const touchesData = touches.some(({ wire }) => wire.tone === 'phi');
    if (!touchesData) return [];
    const audits = places.flows.some(
      ({ from, to, does }) =>
        from === id && does === 'writes' && places.typeOf(to) === 'AWS::Kinesis::Stream',
    );
    const rows: readonly Row[] = [
      ...touches.map(({ row }) => row),
      ...(audits ? [{ text: 'writes audit events' }] : []),
    ];
    const outside = hasNetwork && lambda.properties['VpcConfig'] === undefined;
    const card: Card = {
      id,
      shape: 'function',
      title: places.nameOf(id),
      ...(outside ? { badge: 'outside the VPC' } : {}),
      rows,
    };
    return [{ stack: places.stackOf(id), card, wires: touches.map(({ wire }) => wire) }];
  });
}

function callers(places: Places): readonly Card[] {
  return CALLERS.filter(({ id }) => places.flows.some(({ from }) => from === id));
}

const CALLERS: readonly Card[] = [
  {
    id: callerId('people'),
    shape: 'actor',
    title: 'People',
    rows: [{ text: 'access token of the user pool' }],
  },
  {
    id: callerId('services'),
    shape: 'actor',
    title: 'Services',
    rows: [{ text: 'signature of a role (SigV4)' }],
  },
  {
    id: callerId('others'),
    shape: 'actor',
    title: 'Others',
    rows: [{ text: 'another authorizer' }],
  },
  { id: callerId('anybody'), shape: 'actor', title: 'Anybody', rows: [{ text: 'NO AUTHORIZER' }] },
];

function callWires(
  places: Places,
  doors: readonly Card[],
  functions: ReadonlySet<string>,
): readonly Wire[] {
  const isDoor = (id: string) => doors.some((door) => door.id === id);
  return [
    ...places.flows
      .filter(({ from, to }) => CALLERS.some(({ id }) => id === from) && isDoor(to))
      .map(({ from, to }): Wire => ({
        net: to,
        from: { card: from },
        to: { card: to },
        arrows: ['to'],
        tone: 'call',
      })),
    ...places.flows
      .filter(({ from, to }) => isDoor(from) && functions.has(to))
      .map(({ from, to }): Wire => ({
        net: `start ${to}`,
        from: { card: from, port: to },
        to: { card: to },
        arrows: ['to'],
        tone: 'call',
      })),
  ];
}

function copyColumns(
  places: Places,
  stores: readonly StoreCard[],
): { readonly columns: readonly Column[]; readonly wires: readonly Wire[] } {
  const cardOf = new Map(
    stores.flatMap(({ card, holds }) => holds.map((id): [string, string] => [id, card.id])),
  );
  const copies = places.flows.filter(({ does }) => does === 'copies');
  const first = copies.filter(({ from }) => cardOf.has(from));
  const vaults = resourcesOf(places, 'AWS::Backup::BackupVault');
  const firsts = new Set(
    first.map(({ to }) => to).filter((id) => places.typeOf(id) === 'AWS::Backup::BackupVault'),
  );
  const cards = [
    ...vaults.map((vault) => vaultCard(places, vault)),
    ...resourcesOf(places, 'AWS::S3::Bucket')
      .filter((bucket) => first.some(({ to }) => to === idOf(bucket)) && !cardOf.has(idOf(bucket)))
      .map((bucket) => bucketCard(places, bucket)),
  ];
  const near = cards.filter(({ card }) => firsts.has(card.id));
  const far = cards.filter(({ card }) => !firsts.has(card.id));
  const ids = new Set(cards.map(({ card }) => card.id));
  const wires = copies
    .filter(({ to, from }) => ids.has(to) && (cardOf.has(from) || ids.has(from)))
    .map(({ from, to }): Wire => ({
      net: to,
      from: { card: cardOf.get(from) ?? from, port: to },
      to: { card: to },
      arrows: ['to'],
      tone: 'phi',
    }));
  return {
    columns: [near, far]
      .filter((column) => column.length > 0)
      .map((column) => ({ width: 180, groups: groupsOf(places, column) })),
    wires,
  };
}
