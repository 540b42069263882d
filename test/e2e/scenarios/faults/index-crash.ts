import { paginateScan } from '@aws-sdk/client-dynamodb';
import { eventIn } from '../../../../lambda/ledger/index/read-entry';
import { leafHash } from '../../../../lambda/ledger/tree/hash';
import { until } from '../../machine/until';
import type { Call } from '../../machine/wire';
import { variableOf } from '../../zone/containers';
import type { PeopleScene } from '../people/scene';
import { LOGS } from '../scene';
import { allSealed } from '../seal';
import { exported, trailOf } from './trail';

/** More than one write of rows, and less than the pointer waits for. */
const EVENTS = 120;

/**
 * The indexer dies between two writes of rows, and once more between its rows and the note of how far it came.
 * Afterwards the index has each event of the ledger once, and nothing else.
 */
export async function indexerDies(scene: PeopleScene): Promise<void> {
  const { cast, emulator, functions, people, report } = scene;
  const indexer = people.functions['ledger-indexer'];
  const table = await variableOf(scene.aws, indexer, 'INDEX_TABLE');
  let writes = 0;
  const deaths = [
    (call: Call) => isOf(call, table, 'BatchWriteItem') && (writes += 1) === 2,
    (call: Call) => isOf(call, table, 'UpdateItem'),
  ].map((matches) =>
    emulator.functionWire.lay({ matches, effect: () => emulator.crashFunctions(), times: 1 }),
  );
  await trailOf(scene).append(Array.from({ length: EVENTS }, () => exported(cast.nurse, 1)));
  await allSealed(scene);
  // The schedule of the account calls it too: whichever call it is, dies.
  await until('an indexer that dies twice', 60, async () => {
    await functions.invoke(indexer, '{}').catch(() => undefined);
    return deaths.every(({ happened }) => happened() > 0) ? true : 'it lives';
  });
  for (const death of deaths) death.lift();

  const events = await indexedOnce(scene);
  report.fact(
    `an indexer that died between two writes of rows, and between rows and pointer, was called again: ${String(events)} events of the ledger, each in the index once`,
  );
}

function isOf({ target, body }: Call, table: string, operation: string): boolean {
  return target.endsWith(`.${operation}`) && body.includes(table);
}

/**
 * Until the index has a row by the id of each event of the ledger, and no other.
 *
 * @returns how many events
 */
export async function indexedOnce(scene: PeopleScene): Promise<number> {
  const { functions, people } = scene;
  const indexer = people.functions['ledger-indexer'];
  const table = await variableOf(scene.aws, indexer, 'INDEX_TABLE');
  return until('an index of the ledger', 60, async () => {
    await functions.invoke(indexer, '{}');
    const rows = await rowsOf(scene, table);
    const events = new Set(await eventsOf(scene));
    const indexed = new Set(rows);
    const missing = [...events].filter((event) => !indexed.has(event));
    return rows.length === events.size && missing.length === 0
      ? rows.length
      : `${String(rows.length)} rows of ${String(events.size)} events; ${String(missing.length)} of these have none`;
  });
}

async function rowsOf({ aws }: PeopleScene, TableName: string): Promise<readonly string[]> {
  const rows: string[] = [];
  for await (const { Items = [] } of paginateScan({ client: aws.dynamo }, { TableName })) {
    for (const { subject, at } of Items) rows.push(`${subject?.S ?? ''} ${at?.S ?? ''}`);
  }
  return rows.filter((row) => row.startsWith('e/'));
}

/** What the rows have to be called, by the ledger. */
async function eventsOf({ ledger }: PeopleScene): Promise<readonly string[]> {
  const segments = await Promise.all(LOGS.map((log) => ledger.segments(log)));
  return segments
    .flat()
    .flatMap(({ entries }) => entries)
    .flatMap((entry) => {
      const event = eventIn(entry);
      const hash = leafHash(entry).toString('base64url');
      return event === undefined ? [] : [`e/${event.eventId} ${event.time}/${hash}`];
    });
}
