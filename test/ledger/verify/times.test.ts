import { segmentKey, zoneCheckpointKey } from '../../../lambda/ledger/format/layout';
import { verifyExport } from '../../../lib/ledger/verify/verify';
import { exported } from '../../support/ledger/exported';
import { setVersionLines, versionLines } from '../../support/ledger/tamper';
import { memoryExport } from '../../support/ledger/memory-export';
import type { World } from '../../support/ledger/world';
import { createProducer, createWorld, nextEvent, START } from '../../support/ledger/world';
import { createRandom } from '../../support/random';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SHARD = 'shardId-000000000000';
const OTHER = 'shardId-000000000001';

/** Ten events of one epoch, of which the one in the middle was suppressed. */
function withGap(seed = 5): readonly Buffer[] {
  const random = createRandom(seed);
  const producer = createProducer(random, START);
  const events = Array.from({ length: 10 }, () => nextEvent(random, producer, START + 1000));
  return events.filter((_, index) => index !== 4);
}

/** Objects are listed with the times of S3, whatever is written in them. */
async function verify(world: World, written: (key: string, at: number) => number = (_, at) => at) {
  const { contents } = await exported(world.bucket);
  setVersionLines(
    contents,
    versionLines(contents).map((line) => ({
      ...line,
      lastModified: new Date(written(line.key, Date.parse(line.lastModified))).toISOString(),
      retainUntil: '2099-01-01T00:00:00.000Z',
    })),
  );
  return verifyExport(memoryExport(contents).files, {
    key: world.key,
    lock: { mode: 'COMPLIANCE', days: 2192 },
  });
}

describe('a time that would hide a missing number', () => {
  it('is a zone checkpoint that was set back', async () => {
    const world = createWorld();
    world.seal(SHARD, withGap(), START + HOUR_MS);
    await world.checkpoint(START + 2 * HOUR_MS);
    await world.checkpoint(START + 12 * DAY_MS);
    await world.checkpoint(START + 3 * HOUR_MS);
    expect((await verify(world)).faults).toContainEqual(
      expect.objectContaining({ kind: 'swapped', place: zoneCheckpointKey(2) }),
    );
  });

  it('is a zone checkpoint of the future', async () => {
    const world = createWorld();
    world.seal(SHARD, [Buffer.from('{}')], START);
    await world.checkpoint(Date.parse('2080-01-01T00:00:00.000Z'));
    world.seal(SHARD, withGap(), START + 2 * HOUR_MS);
    await world.checkpoint(Date.parse('2080-01-01T00:00:00.000Z'));
    const honest = await verify(world, (_, at) => Math.min(at, START + 12 * DAY_MS));
    expect(honest.faults).toContainEqual(
      expect.objectContaining({ kind: 'changed', place: zoneCheckpointKey(0) }),
    );
    // Who made the export may list what he likes.
    const { remarks } = await verify(world);
    expect(remarks).toContainEqual(expect.objectContaining({ kind: 'late-signature' }));
  });

  it.each([
    ['later than the signature over it', 20 * DAY_MS],
    ['before all streams', 1000 - START],
    ['before the stream could have kept it', -9 * DAY_MS],
  ])('is an arrival %s', async (_, shift) => {
    const world = createWorld();
    world.seal(SHARD, withGap(), START + HOUR_MS + shift);
    await world.checkpoint(START + 2 * HOUR_MS);
    world.seal(OTHER, [Buffer.from('{}')], START + 12 * DAY_MS);
    await world.checkpoint(START + 12 * DAY_MS);
    const place = segmentKey(SHARD, 0);
    const changed = expect.objectContaining({ kind: 'changed', place });
    const { faults } = await verify(world, (key, at) => (key === place ? START + HOUR_MS : at));
    expect(faults).toContainEqual(changed);
    const { faults: told, remarks } = await verify(world);
    // Where the list was made up too, a signature shows the first; the others are told.
    const late = expect.objectContaining({ kind: 'late-signature' });
    expect(shift > 0 ? told : remarks).toContainEqual(shift > 0 ? changed : late);
  });

  it('is an arrival before that of the segment before', async () => {
    const world = createWorld();
    world.seal(SHARD, [Buffer.from('{}')], START + HOUR_MS);
    world.seal(SHARD, withGap(), START - 2 * HOUR_MS);
    await world.checkpoint(START + 2 * HOUR_MS);
    expect((await verify(world)).faults).toMatchObject([
      { kind: 'changed', place: segmentKey(SHARD, 1) },
    ]);
  });
});

it('lets a record wait for the sealer, and a log for its signature', async () => {
  const world = createWorld();
  const random = createRandom(2);
  const producer = createProducer(random, START);
  const events = [nextEvent(random, producer, START), nextEvent(random, producer, START)];
  world.seal(SHARD, events.slice(0, 1), START);
  await world.checkpoint(START + 7 * DAY_MS);
  world.seal(SHARD, events.slice(1), START + 7 * DAY_MS);
  await world.checkpoint(START + 27 * DAY_MS);
  const { faults, remarks } = await verify(world, (key, at) =>
    key === segmentKey(SHARD, 0) ? START + 7 * DAY_MS : at,
  );
  expect(faults).toEqual([]);
  expect(remarks.map(({ kind }) => kind)).toEqual(['late-signature']);
});
