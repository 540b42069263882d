import { segmentKey, zoneCheckpointKey } from '../../../lambda/ledger/format/layout';
import { exportLedger } from '../../../lib/ledger/export/export';
import type { LedgerBucket } from '../../../lib/ledger/export/port';
import {
  INDEX,
  LOGS,
  MANIFEST,
  objectPath,
  VERSIONS,
} from '../../../lib/ledger/layout/export-layout';
import { verifyExport } from '../../../lib/ledger/verify/verify';
import { exported } from '../../support/ledger/exported';
import { createFakeBucket } from '../../support/ledger/fake-bucket';
import type { MemoryExport } from '../../support/ledger/memory-export';
import { memoryExport } from '../../support/ledger/memory-export';
import { versionLines } from '../../support/ledger/tamper';
import type { World } from '../../support/ledger/world';
import {
  createProducer,
  createWorld,
  nextEvent,
  sampleWorld,
  START,
} from '../../support/ledger/world';
import { createRandom } from '../../support/random';

const SHARD = 'shardId-000000000000';

function run(bucket: LedgerBucket, into: MemoryExport, signal = new AbortController().signal) {
  return exportLedger({ bucket, ...into, progress: () => undefined, signal });
}

function verify(world: World, { files }: MemoryExport) {
  return verifyExport(files, { key: world.key, lock: { mode: 'COMPLIANCE', days: 2192 } });
}

/** Grows by some events, sealed and signed. */
async function grow(world: World, count: number, at = START): Promise<void> {
  const random = createRandom(count);
  const producer = createProducer(random, at);
  const events = Array.from({ length: count }, () => nextEvent(random, producer, at));
  world.seal(SHARD, events, at);
  await world.checkpoint(at);
}

/** What is the same however an export came about. */
function lasting({ contents }: MemoryExport): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...contents]
      .filter(([path]) => !path.startsWith(`${INDEX}/`))
      .map(([path, bytes]) => [path, bytes.toString('base64')] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

it('goes on with what is new, and ends as if made at once', async () => {
  const world = createWorld();
  const growing = memoryExport();
  for (const count of [3, 250, 3, 1, 600, 256]) {
    await grow(world, count);
    const before = world.bucket.fetched.length;
    const known = new Set(growing.contents.keys());
    await run(world.bucket, growing);
    const fetched = world.bucket.fetched.slice(before);
    expect(fetched.filter((key) => known.has(objectPath(key)))).toEqual([]);
  }
  expect(verify(world, growing).faults).toEqual([]);
  const { contents } = await exported(world.bucket);
  expect(lasting(growing)).toEqual(lasting(memoryExport(contents)));
});

it('writes an index again when it is gone', async () => {
  const world = createWorld();
  await grow(world, 20);
  const into = await exported(world.bucket);
  const indexed = [...into.contents.keys()].filter((path) => path.startsWith(`${INDEX}/`));
  expect(indexed.length).toBeGreaterThan(1);
  for (const path of indexed) into.contents.delete(path);
  await run(world.bucket, memoryExport(into.contents));
  expect([...into.contents.keys()].filter((path) => path.startsWith(`${INDEX}/`))).toEqual(indexed);
});

it('has no manifest before it is through, and fetches nothing twice when it is repeated', async () => {
  const world = await sampleWorld(1, 900);
  const count = world.bucket.objects.size;
  const into = memoryExport();
  let left = 10;
  const breaking: LedgerBucket = {
    ...world.bucket,
    fetch: async (name) => {
      left -= 1;
      if (left < 0) throw new Error('the network is gone');
      return world.bucket.fetch(name);
    },
  };
  for (let tries = 0; tries < 100; tries += 1) {
    left = 60;
    const end = await run(breaking, into).catch(() => undefined);
    if (end !== undefined) break;
    expect(into.contents.has(MANIFEST)).toBe(false);
  }
  expect(into.contents.has(MANIFEST)).toBe(true);
  expect(verify(world, into).faults).toEqual([]);
  expect(world.bucket.fetched).toHaveLength(count);
});

it('stops between two batches when it is asked to, and goes on', async () => {
  const world = await sampleWorld(1, 100);
  const into = memoryExport();
  const stop = new AbortController();
  const many = createFakeBucket();
  for (const [key, versions] of world.bucket.objects) many.objects.set(key, versions);
  for (let number = 0; number < 600; number += 1) {
    many.put(`ledger/zone/9${String(number).padStart(14, '0')}`, Buffer.from('x'), START);
  }
  const stopping: LedgerBucket = {
    ...many,
    fetch: (name) => {
      stop.abort();
      return many.fetch(name);
    },
  };
  expect(await run(stopping, into, stop.signal)).toMatchObject({ outcome: 'interrupted' });
  expect(into.contents.has(MANIFEST)).toBe(false);
  const before = many.fetched.length;
  expect(before).toBeLessThan(many.objects.size);
  await run(many, into);
  expect(many.fetched).toHaveLength(many.objects.size);
  expect(new Set(many.fetched).size).toBe(many.objects.size);
});

it.each([
  ['cannot be listed', 0, 'no network'],
  ['cannot be listed to its end', 1, 'no network'],
  ['is another one', Infinity, 'nothing below ledger/'],
])('leaves an earlier export as it was when the bucket %s', async (_, pages, message) => {
  const world = createWorld();
  await grow(world, 20);
  const into = await exported(world.bucket);
  const before = new Map(into.contents);
  const paged = createFakeBucket(1);
  if (pages !== Infinity) {
    for (const [key, versions] of world.bucket.objects) paged.objects.set(key, versions);
  }
  let left = pages + 1;
  const failing: LedgerBucket = {
    ...paged,
    listVersions: async (...args) => {
      left -= 1;
      // The first call asks for the newest zone checkpoint.
      if (left < 0) throw new Error('no network');
      return paged.listVersions(...args);
    },
  };
  await expect(run(failing, into)).rejects.toThrow(message);
  expect(into.contents).toEqual(before);
});

it('leaves the export of another ledger as it was', async () => {
  const world = createWorld();
  await grow(world, 20);
  const into = await exported(world.bucket);
  const before = new Map(into.contents);
  const other = createWorld();
  await grow(other, 30);
  // The fake bucket counts its versions, S3 does not.
  const [key] = other.bucket.objects.keys();
  const renamed = createFakeBucket();
  for (const [name, versions] of other.bucket.objects) {
    renamed.objects.set(
      name,
      versions.map((version) => ({ ...version, versionId: `other-${version.versionId}` })),
    );
  }
  expect(world.bucket.objects.has(key ?? '')).toBe(true);
  await expect(run(renamed, into)).rejects.toThrow('an export of another bucket');
  expect(into.contents).toEqual(before);
});

it('leaves an earlier export as it was when it is stopped while it lists', async () => {
  const world = createWorld();
  await grow(world, 20);
  const into = await exported(world.bucket);
  const before = new Map(into.contents);
  const stop = new AbortController();
  const end = await run(
    {
      ...world.bucket,
      listVersions: (...args) => {
        stop.abort();
        return world.bucket.listVersions(...args);
      },
    },
    into,
    stop.signal,
  );
  expect(end).toEqual({ outcome: 'interrupted', fetched: 0 });
  expect(into.contents).toEqual(before);
});

it.each(['objects', 'logs'] as const)(
  'hears that it is to stop at every step of its stage %s, and goes on',
  async (stage) => {
    const world = createWorld();
    for (let count = 0; count < 40; count += 1) await grow(world, 3);
    const into = await exported(world.bucket);
    // All objects are here: nothing is waited for but what the export itself lets pass.
    for (const path of into.contents.keys()) {
      if (path.startsWith(`${INDEX}/`)) into.contents.delete(path);
    }
    const again = memoryExport(into.contents);
    const stop = new AbortController();
    let steps = 0;
    const end = await exportLedger({
      bucket: world.bucket,
      ...again,
      progress: (progress) => {
        if (progress.stage !== stage) return;
        if (steps === 0) setImmediate(() => stop.abort());
        steps += 1;
      },
      signal: stop.signal,
    });
    expect(end).toMatchObject({ outcome: 'interrupted' });
    expect(steps).toBeLessThan(30);
    expect(again.contents.has(MANIFEST)).toBe(false);
    const finished = await exported(world.bucket, memoryExport(again.contents));
    const whole = await exported(world.bucket);
    expect(lasting(finished)).toEqual(lasting(whole));
    const indexed = (contents: ReadonlyMap<string, Buffer>) =>
      new Set(
        [...contents].flatMap(([path, bytes]) =>
          path.startsWith(`${INDEX}/`) ? bytes.toString().trim().split('\n') : [],
        ),
      );
    expect(indexed(finished.contents)).toEqual(indexed(whole.contents));
  },
);

it('begins no further call once it is to stop', async () => {
  const world = await sampleWorld(1, 100);
  const stop = new AbortController();
  const stopping: LedgerBucket = {
    ...world.bucket,
    fetch: (name) => {
      stop.abort();
      return world.bucket.fetch(name);
    },
  };
  const into = memoryExport();
  expect(await run(stopping, into, stop.signal)).toMatchObject({ outcome: 'interrupted' });
  const calls = world.bucket.fetched.length;
  expect(calls).toBeGreaterThan(0);
  expect(calls).toBeLessThanOrEqual(16);
  await run(world.bucket, into);
  expect(world.bucket.fetched).toHaveLength(world.bucket.objects.size);
});

it('fetches again what was damaged, whatever its length', async () => {
  const world = createWorld();
  await grow(world, 20);
  const into = await exported(world.bucket);
  const path = objectPath(segmentKey(SHARD, 0));
  const bytes = into.contents.get(path) ?? Buffer.alloc(0);
  into.contents.set(path, Buffer.alloc(bytes.length, 'x'));
  const before = world.bucket.fetched.length;
  await run(world.bucket, into);
  expect(world.bucket.fetched.slice(before)).toEqual([segmentKey(SHARD, 0)]);
  expect(into.contents.get(path)).toEqual(bytes);
  expect(verify(world, into).faults).toEqual([]);
});

it('lists a thousand at once, whatever stands on the edge of a page', async () => {
  const world = await sampleWorld(2, 120);
  const whole = await exported(world.bucket);
  for (const pageSize of [1, 2, 7]) {
    const paged = createFakeBucket(pageSize);
    for (const [key, versions] of world.bucket.objects) paged.objects.set(key, versions);
    const into = await exported(paged);
    expect(lasting(into)).toEqual(lasting(whole));
  }
});

it('takes no zone checkpoint that is newer than the listing of what it vouches for', async () => {
  const world = createWorld();
  await grow(world, 3);
  let listed = 0;
  const racing: LedgerBucket = {
    ...world.bucket,
    listVersions: async (prefix, cursor) => {
      const page = await world.bucket.listVersions(prefix, cursor);
      listed += 1;
      if (listed === 1) await grow(world, 5);
      return page;
    },
  };
  const into = memoryExport();
  await run(racing, into);
  expect(into.contents.has(objectPath(zoneCheckpointKey(0)))).toBe(true);
  expect(into.contents.has(objectPath(zoneCheckpointKey(1)))).toBe(false);
  expect(verify(world, into)).toMatchObject({
    faults: [],
    remarks: [{ kind: 'unsigned-tail' }],
  });
});

it('keeps the oldest version of a key as its object, and lists what lies over it', async () => {
  const world = createWorld();
  await grow(world, 3);
  const key = segmentKey(SHARD, 0);
  const original = world.bucket.objects.get(key)?.[0]?.bytes;
  world.bucket.put(key, Buffer.from('another one'), START + 1);
  world.bucket.mark(key, START + 2);
  const into = await exported(world.bucket);
  expect(into.contents.get(objectPath(key))).toEqual(original);
  expect(
    versionLines(into.contents)
      .filter((line) => line.key === key)
      .map(({ kind, latest }) => ({ kind, latest })),
  ).toEqual([
    { kind: 'delete-marker', latest: true },
    { kind: 'version', latest: false },
    { kind: 'version', latest: false },
  ]);
  expect(verify(world, into).faults.map(({ kind, place }) => ({ kind, place }))).toEqual([
    { kind: 'delete-marker', place: key },
    { kind: 'extra-version', place: key },
  ]);
});

it('lets no key of a stranger become a path', async () => {
  const world = createWorld();
  await grow(world, 3);
  for (const key of [
    'ledger/../../up',
    'ledger/segments/../x/000000000000001',
    'ledger/spool/a/b',
    'ledger/zone/',
  ]) {
    world.bucket.put(key, Buffer.from('x'), START);
  }
  const into = await exported(world.bucket);
  expect(
    [...into.contents.keys()].filter((path) => path.includes('..') || path.endsWith('/b')),
  ).toEqual([]);
  const { faults } = verify(world, into);
  expect(faults.map(({ kind }) => kind)).toEqual(['inserted', 'inserted', 'inserted', 'inserted']);
});

it.each([
  ['other bytes than S3 has hashed', { bytes: Buffer.from('other') }],
  ['a hash that is not that of the bytes', { sha256: 'AAAA' }],
])('refuses %s', async (_, wrong) => {
  const world = createWorld();
  await grow(world, 3);
  const lying: LedgerBucket = {
    ...world.bucket,
    fetch: async (name) => ({ ...(await world.bucket.fetch(name)), ...wrong }),
  };
  await expect(run(lying, memoryExport())).rejects.toThrow('what came is not what S3 says it has');
});

it.each([
  ['is empty', () => createFakeBucket(), 'nothing below ledger/'],
  [
    'has no ledger',
    () => {
      const bucket = createFakeBucket();
      bucket.put('ledger/notes.txt', Buffer.from('x'), START);
      return bucket;
    },
    'nothing in the bucket says which ledger it is',
  ],
])('says so when a bucket %s', async (_, make, message) => {
  await expect(run(make(), memoryExport())).rejects.toThrow(message);
});

it('refuses to go on with a listing in no order', async () => {
  const world = createWorld();
  await grow(world, 3);
  const odd: LedgerBucket = {
    ...world.bucket,
    listVersions: async (prefix, cursor) => {
      const page = await world.bucket.listVersions(prefix, cursor);
      return { ...page, versions: page.versions.toReversed() };
    },
  };
  await expect(run(odd, memoryExport())).rejects.toThrow('in no order');
});

it('exports a log that cannot be laid out, and says why', async () => {
  const world = createWorld();
  await grow(world, 3);
  const key = segmentKey(SHARD, 0);
  const [version] = world.bucket.objects.get(key) ?? [];
  if (version === undefined) throw new Error('no segment');
  world.bucket.objects.set(key, [{ ...version, bytes: Buffer.from('garbage') }]);
  const { end, contents } = await exported(world.bucket);
  expect(end.logs).toMatchObject([{ log: SHARD, problem: expect.stringContaining(key) as string }]);
  expect([...contents.keys()].some((path) => path.startsWith(`${LOGS}/`))).toBe(false);
  expect(contents.has(VERSIONS)).toBe(true);
});
