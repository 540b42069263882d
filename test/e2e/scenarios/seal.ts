import assert from 'node:assert/strict';
import type { Receipt } from '../../../lambda/shared/audit/audit-trail';
import { leafHash } from '../../../lambda/ledger/tree/hash';
import type { Call } from '../machine/wire';
import { until } from '../machine/until';
import { leavesOf, streamRecords } from '../zone/ledger';
import { produce } from './produce';
import type { Scene } from './scene';
import { SHARDS } from './scene';

const PRODUCERS = ['ward', 'lab', 'pharmacy', 'imaging'];
const EVENTS_EACH = 300;

const isPutOfRecords = ({ target }: Call): boolean => target.endsWith('.PutRecords');
const isPutOfSegment =
  (log: string) =>
  ({ method, path }: Call): boolean =>
    method === 'PUT' && path.includes(`/ledger/segments/${log}/`);

/**
 * Producers write through the real audit trail, while connections break and functions die. Each
 * record of the stream is sealed once, in the order of its shard.
 *
 * @returns receipts of the producers
 */
export async function sealing(scene: Scene): Promise<readonly Receipt[]> {
  const { report, emulator } = scene;
  const { functionWire, producerWire } = emulator;
  const [first, second] = SHARDS;
  const reput = producerWire.lay({ matches: isPutOfRecords, effect: 'lose-answer', times: 2 });
  const refused = functionWire.lay({ matches: isPutOfSegment(first), effect: 'unavailable' });
  const lost = functionWire.lay({
    matches: isPutOfSegment(second),
    effect: 'lose-answer',
    times: 1,
  });
  const accounts = await Promise.all(
    PRODUCERS.map((name) =>
      produce(scene, { name, events: EVENTS_EACH, batch: 20, width: 3, kind: 'acts' }),
    ),
  );
  const receipts = accounts.flatMap((account) => account.receipts);
  assert.equal(receipts.length, PRODUCERS.length * EVENTS_EACH);
  assert.deepEqual(
    accounts.flatMap(({ notAccepted }) => notAccepted),
    [],
  );
  const records = await streamRecords(scene.aws, scene.zone.streamName);
  const inStream = [...records.values()].reduce((sum, { length }) => sum + length, 0);
  assert.equal(reput.happened(), 2);
  assert.ok(inStream > receipts.length, 'a lost answer leads to records that were put again');
  report.fact(
    `${String(receipts.length)} events of ${String(PRODUCERS.length)} producers accepted; ` +
      `${String(inStream)} records in ${String(records.size)} shards: ${String(inStream - receipts.length)} put again after a lost answer`,
  );
  const times = await sealerThrows(scene, 0);
  refused.lift();
  await allSealed(scene);
  assert.equal(lost.happened(), 1);
  report.fact(
    `the sealer was refused ${String(refused.happened())} writes, threw ${String(times)} times and was called again; it lost the answer of another write`,
  );

  // A machine dies after the segment is written, and before the function knows.
  const crash = functionWire.lay({
    matches: isPutOfSegment(second),
    effect: () => emulator.crashFunctions(),
    times: 1,
  });
  const more = await produce(scene, {
    name: 'emergency',
    events: 60,
    batch: 5,
    width: 2,
    kind: 'acts',
  });
  await allSealed(scene);
  assert.equal(crash.happened(), 1);
  report.fact('a function that died after its write was called again, and sealed nothing twice');
  for (const fault of [reput, lost, crash]) fault.lift();

  const all = [...receipts, ...more.receipts];
  await receiptsAreSealed(scene, all);
  return all;
}

/** Until the sealer has given a batch back to Lambda: more often than before. */
export async function sealerThrows(
  { functions, zone }: Pick<Scene, 'functions' | 'zone'>,
  before: number,
): Promise<number> {
  return until('a sealer that throws', 180, async () => {
    const times = await functions.linesWith(zone.sealer, 'NotSealedError: ');
    return times > before ? times : `${String(times)} errors`;
  });
}

/**
 * Until each log has every record that its shard has now; then each has those of its shard in their order, and
 * nothing else. What is written meanwhile, as by whoever writes of what he found here, may be in it or not yet.
 */
export async function allSealed({ aws, zone, ledger, report }: Scene): Promise<void> {
  const records = await streamRecords(aws, zone.streamName);
  for (const [shard, { length }] of records) {
    await until(`sealing ${shard}`, 180, async () => {
      const size = await ledger.size(shard);
      return size >= length ? true : `${String(size)} of ${String(length)} records sealed`;
    });
    const sealed = await ledger.segments(shard);
    const leaves = leavesOf(sealed);
    const now = (await streamRecords(aws, zone.streamName)).get(shard) ?? [];
    assert.ok(leaves.length >= length);
    assert.deepEqual(
      leaves,
      now.slice(0, leaves.length).map(({ data }) => leafHash(data).toString('base64')),
      `${shard}: the log is the shard`,
    );
    report.fact(
      `${shard}: ${String(leaves.length)} records sealed once each, in order, in ${String(sealed.length)} segments`,
    );
  }
}

/** What a producer was told is in the log that it was told of. */
async function receiptsAreSealed(
  { ledger, report }: Scene,
  receipts: readonly Receipt[],
): Promise<void> {
  for (const shard of SHARDS) {
    const leaves = new Set(leavesOf(await ledger.segments(shard)));
    const told = receipts.filter(
      (receipt) => receipt.acceptedBy === 'stream' && receipt.shardId === shard,
    );
    assert.ok(told.length > 0, `${shard} has events`);
    const missing = told.filter((receipt) => !leaves.has(receipt.leafHash));
    assert.deepEqual(missing, []);
  }
  report.fact(`each of ${String(receipts.length)} receipts names a leaf of its log`);
}
