import assert from 'node:assert/strict';
import { paginateScan } from '@aws-sdk/client-dynamodb';
import { eventIn } from '../../../../lambda/ledger/index/read-entry';
import { leafHash } from '../../../../lambda/ledger/tree/hash';
import type { Call } from '../../machine/wire';
import { variableOf } from '../../zone/containers';
import type { PeopleScene } from '../people/scene';
import { SHARDS } from '../scene';
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
  await trailOf(scene).append(Array.from({ length: EVENTS }, () => exported(cast.nurse, 1)));
  await allSealed(scene);

  const isOfIndex =
    (operation: string) =>
    ({ target, body }: Call): boolean =>
      target.endsWith(`.${operation}`) && body.includes(table);
  let rows = 0;
  const deaths = [
    {
      what: 'between two writes of rows',
      matches: (call: Call) => isOfIndex('BatchWriteItem')(call) && (rows += 1) === 2,
    },
    { what: 'between rows and pointer', matches: isOfIndex('UpdateItem') },
  ];
  for (const { what, matches } of deaths) {
    const death = emulator.functionWire.lay({
      matches,
      effect: () => emulator.crashFunctions(),
      times: 1,
    });
    // The schedule of the account may have been faster: then it is that call which dies.
    await functions.invoke(indexer, '{}').catch(() => undefined);
    assert.equal(death.happened(), 1, what);
    death.lift();
  }
  await functions.invoke(indexer, '{}');

  const events = await indexedOnce(scene, table);
  report.fact(
    `an indexer that died ${deaths.map(({ what }) => what).join(', and ')} was called again: ${String(events)} events of the ledger, each in the index once`,
  );
}

/**
 * Rows by the id of an event, against the ledger.
 *
 * @returns how many events
 */
async function indexedOnce({ aws, ledger }: PeopleScene, TableName: string): Promise<number> {
  const rows: string[] = [];
  for await (const { Items = [] } of paginateScan({ client: aws.dynamo }, { TableName })) {
    for (const { subject, at } of Items) rows.push(`${subject?.S ?? ''} ${at?.S ?? ''}`);
  }
  const segments = await Promise.all([...SHARDS, 'spool'].map((log) => ledger.segments(log)));
  const expected = segments
    .flat()
    .flatMap(({ entries }) => entries)
    .flatMap((entry) => {
      const event = eventIn(entry);
      const hash = leafHash(entry).toString('base64url');
      return event === undefined ? [] : [`e/${event.eventId} ${event.time}/${hash}`];
    });
  assert.deepEqual(
    rows.filter((row) => row.startsWith('e/')).toSorted(),
    [...new Set(expected)].toSorted(),
  );
  return new Set(expected).size;
}
