import { DeleteItemCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { SPOOL } from '../../../lambda/ledger/format/layout';
import { eventSubject } from '../../../lambda/ledger/index/row';
import type { AuditEvent } from '../../../lambda/shared/audit/event';
import { until } from '../machine/until';
import type { Scene } from '../scenarios/scene';
import { LOGS } from '../scenarios/scene';
import { variableOf } from '../zone/containers';
import { streamRecords } from '../zone/ledger';
import type { Account, Books, Found } from './account';
import { accountOf } from './account';
import type { Told } from './calls';

const EVENT = eventSubject('');
/** Seconds after which what does not move any longer is taken for the end. */
const STANDSTILL = 45;
/** Seconds that a slow machine may take to seal, sign and index all. */
const PATIENCE = 900;

/**
 * Waits until all that was accepted is sealed, signed and indexed, or until nothing moves any longer.
 *
 * @returns the account of that moment, which may not balance
 */
export async function atRest(
  scene: Scene,
  told: Told,
  shown: (text: string) => void,
): Promise<Account> {
  const { functions, zone } = scene;
  let last = '';
  let moved = Date.now();
  return until('everything at rest', PATIENCE, async () => {
    await functions.invoke(zone.sealer, zone.scheduledInputs.spool);
    await functions.invoke(zone.checkpointer, zone.scheduledInputs.checkpoint);
    await functions.invoke(zone.people.functions['ledger-indexer'], '{}');
    const account = accountOf(await booksOf(scene, told));
    const { accepted, sealed, signed, indexed } = account.total;
    const now = `${String(accepted)} accepted, ${String(sealed)} sealed, ${String(signed)} signed, ${String(indexed)} indexed`;
    shown(now);
    if (now !== last) moved = Date.now();
    last = now;
    return account.balances || Date.now() - moved > STANDSTILL * 1000 ? account : now;
  });
}

/** What stands where, now. Read backwards: what comes meanwhile is accepted and not yet sealed, never the other way. */
export async function booksOf(scene: Scene, told: Told): Promise<Books> {
  const indexed = await indexedIds(scene);
  const signedSizes = await Promise.all(LOGS.map((log) => scene.ledger.signedSize(log)));
  const logs = await Promise.all(LOGS.map((log) => scene.ledger.segments(log)));
  const leaves = logs.map((segments) =>
    segments.flatMap(({ entries }) => entries.map((entry) => foundIn(entry).eventId)),
  );
  const records = [...(await streamRecords(scene.aws, scene.zone.streamName)).values()].flat();
  return {
    ...told,
    accepted: [...records.map(({ data }) => foundIn(data)), ...(await spooled(scene))],
    sealed: leaves.flat(),
    signed: leaves.flatMap((ids, at) => ids.slice(0, signedSizes[at])),
    indexed,
  };
}

function foundIn(bytes: Uint8Array): Found {
  const { eventId, type, outcome, ...rest } = JSON.parse(
    Buffer.from(bytes).toString(),
  ) as AuditEvent;
  const ref = 'resource' in rest ? rest.resource?.ref : undefined;
  return { eventId, kind: `${type}/${outcome}`, ...(ref === undefined ? {} : { ref }) };
}

async function spooled({ aws, zone }: Scene): Promise<readonly Found[]> {
  const found: Found[] = [];
  const list = { Bucket: zone.ledgerBucket, Prefix: SPOOL };
  for await (const { Contents = [] } of paginateListObjectsV2({ client: aws.s3 }, list)) {
    for (const { Key } of Contents) {
      const { Body } = await aws.s3.send(new GetObjectCommand({ Bucket: list.Bucket, Key }));
      found.push(foundIn((await Body?.transformToByteArray()) ?? new Uint8Array()));
    }
  }
  return found;
}

async function indexTable({ aws, zone }: Scene): Promise<string> {
  return variableOf(aws, zone.people.functions['ledger-indexer'], 'INDEX_TABLE');
}

async function indexedIds(scene: Scene): Promise<readonly string[]> {
  const TableName = await indexTable(scene);
  const ids: string[] = [];
  const pages = paginateScan(
    { client: scene.aws.dynamo },
    { TableName, ProjectionExpression: 'subject', ConsistentRead: true },
  );
  for await (const { Items = [] } of pages) {
    for (const { subject } of Items) {
      if (subject?.S?.startsWith(EVENT) === true) ids.push(subject.S.slice(EVENT.length));
    }
  }
  return ids;
}

/**
 * Takes the row of an event out of the index, as nobody in the zone does.
 *
 * @throws Error when there is no event, or no row of it
 */
export async function loseRow(scene: Scene, eventId: string | undefined): Promise<void> {
  if (eventId === undefined) throw new Error('no row can be lost: nobody has a receipt');
  const TableName = await indexTable(scene);
  const pages = paginateScan(
    { client: scene.aws.dynamo },
    {
      TableName,
      FilterExpression: 'subject = :subject',
      ExpressionAttributeValues: { ':subject': { S: eventSubject(eventId) } },
    },
  );
  let lost = 0;
  for await (const { Items = [] } of pages) {
    for (const { subject, at } of Items) {
      if (subject === undefined || at === undefined) continue;
      await scene.aws.dynamo.send(new DeleteItemCommand({ TableName, Key: { subject, at } }));
      lost += 1;
    }
  }
  if (lost === 0) throw new Error(`no row of ${eventId} was there to lose`);
}
