import { gunzipSync, gzipSync } from 'node:zlib';
import { inspect } from 'node:util';
import { logOrigin, segmentKey } from '../../../../lambda/ledger/format/layout';
import { LEDGER_TABLES } from '../../../../lambda/ledger/index/tables';
import { itemOf } from '../../../../lambda/ledger/index/row';
import { createHandler } from '../../../../lambda/ledger/indexer/create-handler';
import type { AuditEvent } from '../../../../lambda/shared/audit/event';
import { VIEW } from '../../support/audit-events';
import { CANARIES, garbled } from '../../support/canaries';
import { leaksIn } from '../../support/leak-watch';
import { memoryTable } from '../../support/memory-table';
import { checkpointer } from '../support/checkpointing';
import { bytesOf, stored } from '../support/events';
import { memoryStore } from '../support/memory-store';
import {
  kinesisEvent,
  LONG_ENOUGH,
  PREFIX,
  recordingLogger,
  sealer,
  SHARD,
} from '../support/sealing';

/**
 * The ledger seals whatever the stream brings, so also what no trail of ours wrote. Nothing of made-up
 * PHI in it may be in what is logged, thrown or indexed. What is logged, the watch of all tests hears.
 */

function indexing() {
  const store = memoryStore();
  const table = memoryTable(LEDGER_TABLES.index);
  const { log, lines } = recordingLogger();
  const handler = createHandler({
    store,
    table,
    writer: {
      write: async (rows) => {
        for (const row of rows) await table.put(itemOf(row));
      },
    },
    prefix: PREFIX,
    retention: { auditDays: 2192, indexDays: 90 },
    now: () => 1_700_000_000_000,
    log,
  });
  const problem = async (call: () => Promise<unknown>): Promise<string> => {
    try {
      return inspect(await call());
    } catch (error) {
      return inspect(error, { depth: 8, maxStringLength: null });
    }
  };
  return {
    store,
    table,
    lines,
    run: async () => problem(async () => handler({}, LONG_ENOUGH)),
    problem,
  };
}

const EVENT: AuditEvent = stored(VIEW, 0);

it('keeps in what is sealed and is no event', async () => {
  const { store, table, lines, run } = indexing();
  const garbage = [
    ...[...garbled(EVENT)].map((event) => JSON.stringify(event)),
    ...Object.values(CANARIES).flatMap((text) => [text, `{"patient": ${text}`]),
  ];
  const sealing = sealer(store);
  await sealing.handler(kinesisEvent(garbage.map((text) => Buffer.from(text))), LONG_ENOUGH);
  await sealing.handler(kinesisEvent([bytesOf(EVENT)], { from: garbage.length }), LONG_ENOUGH);
  const outcome = await run();
  expect(lines).toMatchObject([{ event: 'index-run', events: 1, skipped: garbage.length }]);
  expect(leaksIn(JSON.stringify([outcome, lines, sealing.lines, table.all()]))).toEqual([]);
});

it('keeps in what is no segment, in the indexer and in the checkpointer', async () => {
  const key = segmentKey(SHARD, 0);
  const whole = memoryStore();
  await sealer(whole).handler(kinesisEvent([bytesOf(EVENT)]), LONG_ENOUGH);
  const plain = gunzipSync(whole.objects.get(key) ?? '').toString('latin1');
  const end = plain.indexOf('\n');
  const header = JSON.parse(plain.slice(0, end)) as object;
  const objects = [
    ...[...garbled(header)].map((other) => gzipSync(`${JSON.stringify(other)}${plain.slice(end)}`)),
    ...Object.values(CANARIES).flatMap((text) => [
      Buffer.from(text),
      gzipSync(text),
      gzipSync(`{"v": ${text}\n`),
      gzipSync(plain + text),
    ]),
  ];
  expect(objects.length).toBeGreaterThan(50);
  for (const object of objects) {
    const { store, lines, run, problem } = indexing();
    store.objects.set(key, object);
    const { handler, lines: checked } = checkpointer(store);
    const outcomes = [await run(), await problem(async () => handler({}, LONG_ENOUGH))];
    expect(lines.map(({ event }) => event)).toEqual(['index-refused', 'index-run']);
    expect(leaksIn(JSON.stringify([outcomes, lines, checked]))).toEqual([]);
  }
});

it('keeps in what is no log, and no pointer', async () => {
  for (const text of Object.values(CANARIES)) {
    const { store, table, lines, run } = indexing();
    await sealer(store).handler(kinesisEvent([bytesOf(EVENT)]), LONG_ENOUGH);
    store.objects.set(`ledger/segments/${text}/000000000000000`, Buffer.from(text));
    await table.put({
      subject: `log/${logOrigin(PREFIX, SHARD)}`,
      at: '-',
      next: text,
      segment: text,
    });
    const outcome = await run();
    expect(lines).toMatchObject([{ event: 'index-failed' }, { event: 'index-run', failed: 1 }]);
    expect(leaksIn(JSON.stringify([outcome, lines]))).toEqual([]);
  }
});
