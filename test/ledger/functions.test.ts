import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { directoryLedgerStore } from '../../lambda/ledger/stores/directory-ledger-store';
import { formatEventId, newEpoch } from '../../lambda/shared/audit/event-id';
import { LEDGER_FOLDER, spoolKey } from '../../lambda/shared/audit/spool';
import { verifyExport } from '../../lib/ledger/verify/verify';
import { checkpointer, KEY } from '../lambda/ledger/support/checkpointing';
import { kinesisEvent, LONG_ENOUGH, sealer } from '../lambda/ledger/support/sealing';
import { exported } from '../support/ledger/exported';
import { createFakeBucket } from '../support/ledger/fake-bucket';
import { createRandom } from '../support/random';

/** When the records of `kinesisEvent` arrive. */
const START = 1_700_000_000_000;
const MINUTE = 60_000;
const SHARDS = ['shardId-000000000000', 'shardId-000000000001'] as const;

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
});

/** A ledger in a directory, written by the sealer and the checkpointer themselves over some minutes. */
async function writtenByTheFunctions(seed: number) {
  const random = createRandom(seed);
  const directory = mkdtempSync(join(tmpdir(), 'hlz-functions-'));
  directories.push(directory);
  const store = directoryLedgerStore(directory);
  let now = START + MINUTE;
  const { handler: seal } = sealer(store);
  const { handler: sign } = checkpointer(store, { now: () => now });
  const bucket = createFakeBucket();
  const copied = new Set<string>();
  const epoch = newEpoch(START, (size) => Buffer.alloc(size, seed));
  const next = new Map<string, number>(SHARDS.map((shard) => [shard, 0]));
  let n = 0;
  const event = (): Buffer => {
    n += 1;
    return Buffer.from(`{"eventId":"${formatEventId({ epoch, n: n - 1 })}","v":1}`);
  };
  for (let minute = 0; minute < 5; minute += 1) {
    for (const shard of SHARDS) {
      const from = next.get(shard) ?? 0;
      const batch = Array.from({ length: random.below(5) }, event);
      next.set(shard, from + batch.length);
      if (batch.length === 0) continue;
      await seal(kinesisEvent(batch, { from, shard }), LONG_ENOUGH);
      // Lambda gives a batch again when it did not learn how it ended.
      if (random.below(2) === 0) await seal(kinesisEvent(batch, { from, shard }), LONG_ENOUGH);
    }
    if (minute === 2) {
      const id = formatEventId({ epoch, n });
      await store.create(spoolKey(id), event());
      await seal({ spool: true }, LONG_ENOUGH);
    }
    await sign({}, LONG_ENOUGH);
    for await (const key of store.keys(`${LEDGER_FOLDER}/`)) {
      if (!copied.has(key)) bucket.put(key, await store.read(key), now);
      copied.add(key);
    }
    now += MINUTE;
  }
  return { bucket, events: n };
}

it.each([1, 2, 3, 4, 5, 6])(
  'believes what the sealer and the checkpointer write, to the last event (seed %d)',
  async (seed) => {
    const { bucket, events } = await writtenByTheFunctions(seed);
    const { files } = await exported(bucket);
    const verdict = verifyExport(files, {
      key: KEY.verifier,
      lock: { mode: 'COMPLIANCE', days: 2192 },
    });
    expect(verdict).toMatchObject({ faults: [], verified: true, summary: { events, repeated: 0 } });
  },
);
