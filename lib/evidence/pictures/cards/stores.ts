import { at } from '../../../compliance/reading/json';
import type { ResourceView } from '../../../compliance/reading/zone-view';
import { exposureOf } from '../../inventories/reading/exposure';
import { idOf, labelOf, stackId } from '../facts/labels';
import { publicWords } from '../facts/network';
import type { Places } from '../facts/places';
import { resourcesOf } from '../facts/places';
import type { StoreFacts } from '../facts/stores';
import { storeFacts } from '../facts/stores';
import type { Card, Row } from '../layout/diagram';

/** A card, and the stores that it stands for. */
export interface StoreCard {
  readonly stack: string;
  readonly card: Card;
  readonly holds: readonly string[];
}

/** Tables of each stack, together on a card where key and class are the same. */
export function tableCards(places: Places): readonly StoreCard[] {
  const alike = new Map<string, { facts: StoreFacts; tables: ResourceView[] }>();
  for (const table of resourcesOf(places, 'AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable')) {
    const facts = storeFacts(places.zone, table);
    const id = `tables ${stackId(places.zone, table)} ${facts.key} ${facts.phi ? 'phi' : ''}`;
    const found = alike.get(id) ?? { facts, tables: [] };
    alike.set(id, found);
    found.tables.push(table);
  }
  return [...alike].map(([id, { facts, tables }]) => {
    const names = tables.map(labelOf).toSorted();
    return {
      stack: stackId(places.zone, tables[0] ?? { stack: '' }),
      holds: tables.map(idOf),
      card: {
        id,
        shape: 'store',
        title: names.length === 1 ? `Table ${names[0] ?? ''}` : 'Tables',
        phi: facts.phi,
        rows: [classRow(facts), ...(names.length === 1 ? [] : names.map((text) => ({ text })))],
      },
    };
  });
}

export function databaseCards(places: Places): readonly StoreCard[] {
  return resourcesOf(places, 'AWS::RDS::DBInstance', 'AWS::RDS::DBCluster').map((database) => {
    const { Engine: engine, EngineVersion: version, MultiAZ: standby } = database.properties;
    const what = [engine, version].filter((word) => typeof word === 'string').join(' ');
    return storeCard(places, database, [
      {
        text: [what, standby === true ? 'standby in a second zone' : ''].filter(Boolean).join(', '),
      },
      ...publicWords(database).map((text) => ({ text })),
    ]);
  });
}

/** A bucket, with what is done to it that no wire shows. */
export function bucketCard(places: Places, bucket: ResourceView): StoreCard {
  const id = idOf(bucket);
  const scanned = places.flows.some(({ to, does }) => to === id && does === 'scans');
  const logs = places.flows.find(({ from, does }) => from === id && does === 'delivers');
  const copied = places.flows.filter(({ from, does }) => from === id && does === 'copies');
  const copies = [...new Set(copied.map(({ to }) => to))];
  const { lock } = storeFacts(places.zone, bucket);
  const tells = at(bucket.properties, 'NotificationConfiguration', 'EventBridgeConfiguration');
  const exposure = exposureOf(places.zone, bucket);
  return storeCard(places, bucket, [
    ...(lock === '' ? [] : [{ text: lock }]),
    ...(scanned ? [{ text: 'every object scanned for malware' }] : []),
    ...(tells === undefined ? [] : [{ text: 'tells EventBridge of its objects' }]),
    ...(exposure.startsWith('no') ? [] : [{ text: `PUBLIC: ${exposure}` }]),
    ...(logs === undefined ? [] : [{ text: `access logs into ${places.nameOf(logs.to)}` }]),
    ...(copies.length < 2
      ? []
      : copies.map((to) => ({ text: `copied into ${places.nameOf(to)}`, port: to }))),
  ]);
}

export function vaultCard(places: Places, vault: ResourceView): StoreCard {
  const { lock } = storeFacts(places.zone, vault);
  return storeCard(places, vault, [
    ...(lock === '' ? [] : [{ text: lock }]),
    { text: 'recovery points' },
  ]);
}

export function storeCard(places: Places, store: ResourceView, rows: readonly Row[]): StoreCard {
  const facts = storeFacts(places.zone, store);
  const id = idOf(store);
  return {
    stack: places.stackOf(id),
    holds: [id],
    card: {
      id,
      shape: facts.lock.startsWith('write-once') ? 'write-once' : 'store',
      title: places.nameOf(id),
      phi: facts.phi,
      rows: [classRow(facts), ...rows],
    },
  };
}

function classRow({ phi, key }: StoreFacts): Row {
  return { text: phi ? `PHI, ${key}` : key, quiet: true };
}

/** A stream, and how long it keeps its records. */
export function streamCard(places: Places, stream: ResourceView): StoreCard {
  const hours = stream.properties['RetentionPeriodHours'];
  const made = storeCard(
    places,
    stream,
    typeof hours === 'number' ? [{ text: `keeps records ${hours} hours` }] : [],
  );
  return { ...made, card: { ...made.card, shape: 'stream' } };
}
