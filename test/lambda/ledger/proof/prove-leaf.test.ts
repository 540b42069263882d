import { checkpointKey, segmentKey } from '../../../../lambda/ledger/format/layout';
import { LedgerFormatError } from '../../../../lambda/ledger/format/errors';
import { formatCheckpoint } from '../../../../lambda/ledger/note/checkpoint';
import { signNote } from '../../../../lambda/ledger/note/signed-note';
import type { LeafProof, Unproven } from '../../../../lambda/ledger/proof/prove-leaf';
import { proveLeaf } from '../../../../lambda/ledger/proof/prove-leaf';
import { verifyProof } from '../../../../lambda/ledger/proof/tlog-proof';
import { leafHash } from '../../../../lambda/ledger/tree/hash';
import { seeded } from '../model/random';
import { checkpointer, KEY, testKey } from '../support/checkpointing';
import type { MemoryStore } from '../support/memory-store';
import { memoryStore } from '../support/memory-store';
import { kinesisEvent, LONG_ENOUGH, PREFIX, sealer, SHARD } from '../support/sealing';

const record = (n: number): Buffer => Buffer.from(`record ${String(n)}`);

/** A log, written by the functions themselves: segments of so many records, signed where a number is negative. */
async function logOf(segments: readonly number[]): Promise<MemoryStore> {
  const store = memoryStore();
  const { handler: seal } = sealer(store);
  const { handler: check } = checkpointer(store);
  let from = 0;
  for (const records of segments) {
    if (records < 0) {
      await check({}, LONG_ENOUGH);
      continue;
    }
    const data = Array.from({ length: records }, (_, at) => record(from + at));
    await seal(kinesisEvent(data, { from }), LONG_ENOUGH);
    from += records;
  }
  return store;
}

async function prove(store: MemoryStore, index: number, time = 1e9): Promise<LeafProof | Unproven> {
  let left = time;
  const timeLeft = (): boolean => {
    left -= 1;
    return left > 0;
  };
  return proveLeaf({ store, verifier: KEY.verifier, timeLeft }, SHARD, index);
}

function proven(result: LeafProof | Unproven): LeafProof {
  if (typeof result === 'string') throw new Error(result);
  return result;
}

const SIGN = -1;

it('proves every leaf of every log to who has the key, at the next checkpoint', async () => {
  const random = seeded(5);
  for (let trial = 0; trial < 25; trial += 1) {
    const segments: number[] = [];
    const signedAt: number[] = [];
    let size = 0;
    for (let step = 0; step < 7; step += 1) {
      const records = 1 + random.below(random.chance(0.2) ? 40 : 6);
      segments.push(records);
      size += records;
      if (step < 6 && !random.chance(0.5)) continue;
      segments.push(SIGN);
      signedAt.push(size);
    }
    const store = await logOf(segments);
    for (let index = 0; index < size; index += 1) {
      const { text, leaf, size: at } = proven(await prove(store, index));
      expect(verifyProof(Buffer.from(text), KEY.verifier)).toEqual({
        log: SHARD,
        origin: `${PREFIX}/${SHARD}`,
        index,
        size: signedAt.find((signed) => signed > index),
        leaf: record(index),
      });
      expect([leaf, at]).toEqual([record(index), signedAt.find((signed) => signed > index)]);
    }
  }
});

it('reads no more than the segment before and those to the checkpoint', async () => {
  const store = await logOf([3, 3, SIGN, 3, 3, SIGN, 3, 3, SIGN]);
  store.calls.length = 0;
  await prove(store, 7);
  expect(store.calls.map((call) => call.replace(/ledger\/\w+\/shardId-0+\//, ''))).toEqual([
    'list ',
    `read ${segmentKey(SHARD, 6).split('/').at(-1) ?? ''}`,
    `read ${segmentKey(SHARD, 3).split('/').at(-1) ?? ''}`,
    `read ${checkpointKey(SHARD, 9).split('/').at(-1) ?? ''}`,
    `read ${segmentKey(SHARD, 9).split('/').at(-1) ?? ''}`,
    `read ${checkpointKey(SHARD, 12).split('/').at(-1) ?? ''}`,
  ]);
});

it('says why there is no proof', async () => {
  const store = await logOf([3, SIGN, 3, 3]);
  expect(await prove(store, 9)).toBe('not-sealed');
  expect(await prove(memoryStore(), 0)).toBe('not-sealed');
  expect(await prove(store, 3)).toBe('not-signed');
  expect(await prove(store, 3, 0)).toBe('no-time');
  expect(await prove(store, 2, 0)).toMatchObject({ index: 2, size: 3 });
});

it('gives out nothing that does not lead to what was signed', async () => {
  const store = await logOf([3, 3, SIGN]);
  const origin = `${PREFIX}/${SHARD}`;
  const sign = async (text: string, key = KEY): Promise<Buffer> =>
    Buffer.from(await signNote(text, key.verifier, key.sign));
  const root = leafHash(record(0));
  const other = testKey(PREFIX, 2);
  for (const [note, expected] of [
    [await sign(formatCheckpoint({ origin, size: 6, root })), 'do not lead to the root'],
    [await sign(formatCheckpoint({ origin: `${PREFIX}/spool`, size: 6, root })), 'do not lead'],
    [await sign(formatCheckpoint({ origin, size: 6, root }), other), 'not signed by'],
  ] as const) {
    store.objects.set(checkpointKey(SHARD, 6), note);
    await expect(prove(store, 0)).rejects.toThrow(expected);
  }
  const first = store.objects.get(segmentKey(SHARD, 0)) ?? Buffer.alloc(0);
  store.objects.set(segmentKey(SHARD, 3), first);
  await expect(prove(store, 4)).rejects.toThrow(LedgerFormatError);
});
