import {
  checkpointKey,
  logOrigin,
  segmentKey,
  zoneCheckpointKey,
} from '../../../../lambda/ledger/format/layout';
import { buildSegment, EMPTY_LOG } from '../../../../lambda/ledger/format/segment';
import { signNote } from '../../../../lambda/ledger/note/signed-note';
import { checkpointer, KEY, testKey, zoneCheckpoints } from '../support/checkpointing';
import type { MemoryStore } from '../support/memory-store';
import { memoryStore } from '../support/memory-store';
import { kinesisEvent, LONG_ENOUGH, PREFIX, sealer, SHARD } from '../support/sealing';

const CHILD = 'shardId-000000000001';
const EMPTY = Buffer.alloc(0);

async function seal(store: MemoryStore, shard: string, from: number, word = 'event') {
  const data = [Buffer.from(`${word} ${String(from)}`), Buffer.from(`${word} ${String(from + 1)}`)];
  await sealer(store).handler(kinesisEvent(data, { shard, from }), LONG_ENOUGH);
}

/** Two leaves signed, four more sealed. */
async function world(word?: string): Promise<MemoryStore> {
  const store = memoryStore();
  await seal(store, SHARD, 0, word);
  await checkpointer(store).handler({}, LONG_ENOUGH);
  await seal(store, SHARD, 2, word);
  await seal(store, SHARD, 4, word);
  return store;
}

interface Tampering {
  readonly what: string;
  readonly fault: string;
  readonly tamper: (store: MemoryStore, other: MemoryStore) => void | Promise<void>;
}

const swap = (store: MemoryStore, one: string, other: string): void => {
  const [a, b] = [store.objects.get(one) ?? EMPTY, store.objects.get(other) ?? EMPTY];
  store.objects.set(one, b);
  store.objects.set(other, a);
};

const TAMPERINGS: readonly Tampering[] = [
  {
    what: 'a byte of a new segment',
    fault: 'changed',
    tamper: ({ objects }) => {
      const bytes = Buffer.from(objects.get(segmentKey(SHARD, 2)) ?? EMPTY);
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      objects.set(segmentKey(SHARD, 2), bytes);
    },
  },
  {
    what: 'a new segment taken away',
    fault: 'broken-chain',
    tamper: ({ objects }) => void objects.delete(segmentKey(SHARD, 2)),
  },
  {
    what: 'two new segments swapped',
    fault: 'broken-chain',
    tamper: (store) => swap(store, segmentKey(SHARD, 2), segmentKey(SHARD, 4)),
  },
  {
    what: 'a segment put in between',
    fault: 'broken-chain',
    tamper: ({ objects }) =>
      void objects.set(segmentKey(SHARD, 3), objects.get(segmentKey(SHARD, 2)) ?? EMPTY),
  },
  {
    what: 'an object that is no segment',
    fault: 'broken-chain',
    tamper: ({ objects }) => void objects.set(`ledger/segments/${SHARD}/000`, EMPTY),
  },
  {
    what: 'another history after what is signed',
    fault: 'broken-chain',
    tamper: ({ objects }, other) => {
      for (const start of [2, 4]) {
        objects.set(segmentKey(SHARD, start), other.objects.get(segmentKey(SHARD, start)) ?? EMPTY);
      }
    },
  },
  {
    what: 'another history of all segments',
    fault: 'changed',
    tamper: ({ objects }, other) => {
      for (const start of [0, 2, 4]) {
        objects.set(segmentKey(SHARD, start), other.objects.get(segmentKey(SHARD, start)) ?? EMPTY);
      }
    },
  },
  {
    what: 'the signed segment changed without changing what it holds',
    fault: 'changed',
    tamper: ({ objects }) => {
      // Bytes 4 to 7 of a gzip are a time stamp that no reader looks at. RFC 1952, section 2.3.
      const bytes = Buffer.from(objects.get(segmentKey(SHARD, 0)) ?? EMPTY);
      bytes[5] = 1;
      objects.set(segmentKey(SHARD, 0), bytes);
    },
  },
  {
    what: 'the signed segment taken away',
    fault: 'broken-chain',
    tamper: ({ objects }) => void objects.delete(segmentKey(SHARD, 0)),
  },
  {
    what: 'the whole log taken away',
    fault: 'broken-chain',
    tamper: ({ objects }) => {
      for (const start of [0, 2, 4]) objects.delete(segmentKey(SHARD, start));
    },
  },
  {
    what: 'the checkpoint of the log taken away',
    fault: 'broken-chain',
    tamper: ({ objects }) => void objects.delete(checkpointKey(SHARD, 2)),
  },
  {
    what: 'the checkpoint of the log put at another size',
    fault: 'foreign',
    tamper: ({ objects }) =>
      void objects.set(checkpointKey(SHARD, 4), objects.get(checkpointKey(SHARD, 2)) ?? EMPTY),
  },
  {
    what: 'the checkpoint of another log among its own',
    fault: 'foreign',
    tamper: async ({ objects }) => {
      const note = await signNote(
        `${PREFIX}/${CHILD}\n4\n${Buffer.alloc(32).toString('base64')}\n`,
        KEY.verifier,
        KEY.sign,
      );
      objects.set(checkpointKey(SHARD, 4), Buffer.from(note));
    },
  },
  {
    what: 'a checkpoint signed by another key of that name',
    fault: 'signature',
    tamper: async ({ objects }) => {
      const stranger = testKey(PREFIX, 2);
      const note = await signNote(
        `${PREFIX}/${SHARD}\n4\n${Buffer.alloc(32).toString('base64')}\n`,
        stranger.verifier,
        stranger.sign,
      );
      objects.set(checkpointKey(SHARD, 4), Buffer.from(note));
    },
  },
  {
    what: 'a checkpoint of ours over another history',
    fault: 'changed',
    tamper: async ({ objects }) => {
      const note = await signNote(
        `${PREFIX}/${SHARD}\n4\n${Buffer.alloc(32).toString('base64')}\n`,
        KEY.verifier,
        KEY.sign,
      );
      objects.set(checkpointKey(SHARD, 4), Buffer.from(note));
    },
  },
  {
    what: 'the end of what is signed taken away',
    fault: 'broken-chain',
    tamper: async ({ objects }) => {
      const note = await signNote(
        `${PREFIX}/${SHARD}\n9\n${Buffer.alloc(32).toString('base64')}\n`,
        KEY.verifier,
        KEY.sign,
      );
      objects.set(checkpointKey(SHARD, 9), Buffer.from(note));
    },
  },
];

it.each(TAMPERINGS)(
  'refuses a log with $what, goes on with the others, and says so',
  async ({ fault, tamper }) => {
    const store = await world();
    const { handler, lines } = checkpointer(store);
    await tamper(store, await world('other'));
    await seal(store, CHILD, 0);
    await handler({}, LONG_ENOUGH);
    expect(lines.filter(({ level }) => level === 'error')).toEqual([
      {
        level: 'error',
        event: 'checkpoint-refused',
        log: SHARD,
        fault,
        problem: expect.any(String) as string,
      },
    ]);
    const zones = await zoneCheckpoints(store);
    expect(zones.at(-1)?.logs.map(({ size }) => size)).toEqual([2, 2]);
    expect(zones.at(-1)?.logs[0]).toEqual(zones[0]?.logs[0]);
    expect(lines.at(-1)).toMatchObject({ event: 'checkpoint-run', refused: 1, signed: 1 });
  },
);

it('sees under a function that knows the log that its last segment is gone', async () => {
  const store = memoryStore();
  await seal(store, SHARD, 0);
  await seal(store, SHARD, 2);
  const { handler, lines } = checkpointer(store);
  await handler({}, LONG_ENOUGH);
  store.objects.delete(segmentKey(SHARD, 2));
  await handler({}, LONG_ENOUGH);
  expect(lines).toContainEqual(
    expect.objectContaining({ event: 'checkpoint-refused', log: SHARD, fault: 'changed' }),
  );
});

it.each(['other', 'shardId-1', `${SHARD} 5`, '..'])(
  'refuses a folder that no log of ours has, whatever is in it: %s',
  async (folder) => {
    const store = await world();
    const record = { data: Buffer.from('a'), arrivedAt: 0 };
    const { bytes } = buildSegment(logOrigin(PREFIX, folder), EMPTY_LOG, [record], {
      first: '1',
      last: '1',
    });
    store.objects.set(segmentKey(folder, 0), bytes);
    const { handler, lines } = checkpointer(store);
    await handler({}, LONG_ENOUGH);
    expect(lines).toContainEqual(
      expect.objectContaining({ event: 'checkpoint-refused', log: folder, fault: 'foreign' }),
    );
    expect((await zoneCheckpoints(store)).at(-1)?.logs).toMatchObject([{ size: 6 }]);
  },
);

it('refuses the segments of one log in the folder of another', async () => {
  const store = await world();
  store.objects.set(segmentKey(CHILD, 0), store.objects.get(segmentKey(SHARD, 0)) ?? EMPTY);
  const { handler, lines } = checkpointer(store);
  await handler({}, LONG_ENOUGH);
  expect(lines).toContainEqual(
    expect.objectContaining({ event: 'checkpoint-refused', log: CHILD, fault: 'foreign' }),
  );
});

it('signs nothing more on a zone checkpoint that is not good', async () => {
  const store = await world();
  const bytes = Buffer.from(store.objects.get(zoneCheckpointKey(0)) ?? EMPTY);
  store.objects.set(zoneCheckpointKey(0), bytes.subarray(0, -2));
  const { handler, lines } = checkpointer(store);
  await expect(handler({}, LONG_ENOUGH)).rejects.toMatchObject({ name: 'LedgerFormatError' });
  expect(lines).toMatchObject([{ event: 'checkpoint-refused', log: 'zone', fault: 'changed' }]);
  const stranger = checkpointer(await world(), { key: () => Promise.resolve(testKey(PREFIX, 3)) });
  await expect(stranger.handler({}, LONG_ENOUGH)).rejects.toMatchObject({ name: 'NoteError' });
  expect(stranger.lines).toMatchObject([{ log: 'zone', fault: 'signature' }]);
});

it('refuses a log that another run has signed otherwise meanwhile', async () => {
  const store = await world();
  const other = await world('other');
  let raced = false;
  const { handler, lines } = checkpointer({
    ...store,
    async create(key, bytes) {
      if (key.includes('/zone/') && !raced) {
        raced = true;
        // A run on a bucket that somebody rewrote under it signs the other history.
        await checkpointer(other).handler({}, LONG_ENOUGH);
        store.objects.set(zoneCheckpointKey(1), other.objects.get(zoneCheckpointKey(1)) ?? EMPTY);
      }
      return store.create(key, bytes);
    },
  });
  await handler({}, LONG_ENOUGH);
  expect(lines).toContainEqual(
    expect.objectContaining({
      event: 'checkpoint-refused',
      log: SHARD,
      fault: 'broken-chain',
      problem: expect.stringContaining('signed otherwise') as string,
    }),
  );
});

it('says that a zone checkpoint is not good when it is read again, too', async () => {
  const store = await world();
  const { handler, lines } = checkpointer({
    ...store,
    create(key, bytes) {
      // Somebody was first, with what our key did not sign.
      if (key.includes('/zone/')) store.objects.set(key, Buffer.from('no note\n'));
      return store.create(key, bytes);
    },
  });
  await expect(handler({}, LONG_ENOUGH)).rejects.toThrow('it ends before its list of logs');
  expect(lines).toContainEqual(
    expect.objectContaining({ event: 'checkpoint-refused', log: 'zone', fault: 'changed' }),
  );
});
