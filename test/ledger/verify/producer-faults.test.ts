import { SPOOL_LOG, segmentsOf, spoolKey } from '../../../lambda/ledger/format/layout';
import { verifyExport } from '../../../lib/ledger/verify/verify';
import { exported } from '../../support/ledger/exported';
import type { World } from '../../support/ledger/world';
import {
  createProducer,
  createWorld,
  idOf,
  nextEvent,
  sampleWorld,
  START,
} from '../../support/ledger/world';
import { createRandom } from '../../support/random';

const TRIALS = Number(process.env['HLZ_TRIALS'] ?? 6);
const EVENTS = 180;
const DAY_MS = 86_400_000;
const SHARD = 'shardId-000000000000';

async function verify(world: World) {
  const { files } = await exported(world.bucket);
  return verifyExport(files, { key: world.key, lock: { mode: 'COMPLIANCE', days: 2192 } });
}

/** An event of the first step of an epoch: others of its producer come after it. */
function someIndex(seed: number): number {
  const random = createRandom(seed);
  const perStep = EVENTS / 6;
  return random.pick([0, 2, 4]) * perStep + random.below(perStep);
}

it('an event that was suppressed before it was sealed leaves a gap', async () => {
  for (let seed = 1; seed <= TRIALS; seed += 1) {
    let id = '';
    const world = await sampleWorld(seed, EVENTS, (event, index) => {
      if (index !== someIndex(seed)) return [event];
      id = idOf(event);
      return [];
    });
    const { faults } = await verify(world);
    expect({ seed, faults }).toMatchObject({ faults: [{ kind: 'counter-gap', place: id }] });
  }
});

it('one id with two contents is named', async () => {
  for (let seed = 1; seed <= TRIALS; seed += 1) {
    let id = '';
    const world = await sampleWorld(seed, EVENTS, (event, index) => {
      if (index !== someIndex(seed)) return [event];
      id = idOf(event);
      return [
        event,
        Buffer.from(event.toString().replace('"outcome":"success"', '"outcome":"denied"')),
      ];
    });
    const { faults } = await verify(world);
    expect({ seed, faults }).toMatchObject({ faults: [{ kind: 'two-contents', place: id }] });
  }
});

it('two contents are found however odd the clock of their producer is', async () => {
  const random = createRandom(1);
  const world = createWorld();
  const old = createProducer(random, START - 30 * DAY_MS);
  const event = nextEvent(random, old, START);
  const other = Buffer.from(event.toString().replace('"v":1', '"v":2'));
  world.seal(SHARD, [event], START);
  await world.checkpoint(START);
  world.seal(SHARD, [event, other], START + DAY_MS);
  await world.checkpoint(START + DAY_MS);
  const { faults, remarks } = await verify(world);
  expect(faults).toMatchObject([{ kind: 'two-contents', place: idOf(event) }]);
  expect(remarks.map(({ kind }) => kind)).toEqual(['duplicates', 'odd-clock']);
});

describe('the spool', () => {
  const spooledWorld = async (
    write: (world: World, events: readonly Buffer[]) => void,
    days: number,
  ): Promise<{ readonly world: World; readonly ids: readonly string[] }> => {
    const random = createRandom(3);
    const world = createWorld();
    const producer = createProducer(random, START);
    const events = Array.from({ length: 4 }, () => nextEvent(random, producer, START));
    write(world, events);
    await world.checkpoint(START + days * DAY_MS);
    return { world, ids: events.map((event) => idOf(event)) };
  };
  const unsealed = (world: World, events: readonly Buffer[]): void => {
    world.spool(events, START);
    world.sealSpool(events.slice(0, 2), START);
    world.seal(SHARD, events.slice(3), START);
  };

  it('may keep an event for a while, which is then no gap', async () => {
    const { world } = await spooledWorld(unsealed, 7);
    const { faults, remarks } = await verify(world);
    expect(faults).toEqual([]);
    expect(remarks.map(({ kind }) => kind)).toContain('spool-waits');
    expect(remarks.find(({ kind }) => kind === 'open-gap')?.message).toContain('the spool has it');
  });

  it('must not keep it for ever', async () => {
    const { world, ids } = await spooledWorld(unsealed, 9);
    const { faults } = await verify(world);
    expect(faults.map(({ kind, place }) => `${kind} ${place}`).toSorted()).toEqual(
      [
        // The last of an epoch leaves no gap.
        `counter-gap ${ids[2] ?? ''}`,
        ...ids.slice(2).map((id) => `unsealed ${spoolKey(id)}`),
      ].toSorted(),
    );
  });

  it.each([
    ['is no excuse for a number that cannot come any more', 12, 'counter-gap'],
    ['holds nothing but the events of its names', 2, 'swapped'],
  ])('%s', async (_, days, kind) => {
    const { world, ids } = await spooledWorld((world, events) => {
      world.seal(SHARD, [...events.slice(0, 2), ...events.slice(3)], START);
    }, days);
    const missing = ids[2] ?? '';
    world.bucket.put(spoolKey(missing), Buffer.from('x'), START + days * DAY_MS);
    const { faults } = await verify(world);
    const place = kind === 'swapped' ? spoolKey(missing) : missing;
    expect(faults).toContainEqual(expect.objectContaining({ kind, place }));
  });

  it('is sealed once', async () => {
    const { world, ids } = await spooledWorld((world, events) => {
      world.spool(events, START);
      world.sealSpool([...events, ...events.slice(0, 1)], START);
    }, 1);
    expect((await verify(world)).faults).toMatchObject([
      { kind: 'inserted', place: spoolKey(ids[0] ?? '') },
    ]);
  });

  it('is sealed once, however odd the clock of a producer is', async () => {
    const random = createRandom(8);
    const world = createWorld();
    const odd = nextEvent(random, createProducer(random, START - 30 * DAY_MS), START);
    const waiting = nextEvent(random, createProducer(random, START), START);
    world.spool([odd, waiting], START);
    world.sealSpool([odd, odd], START);
    await world.checkpoint(START + 12 * DAY_MS);
    expect((await verify(world)).faults).toMatchObject([
      { kind: 'inserted', place: spoolKey(idOf(odd)) },
    ]);
  });

  it('has each event under its own name', async () => {
    const { world } = await spooledWorld((world, [one, other]) => {
      if (one === undefined || other === undefined) throw new Error('too few events');
      world.bucket.put(spoolKey(idOf(one)), other, START);
      world.bucket.put(spoolKey(idOf(other)), one, START);
      world.sealSpool([one, other], START);
    }, 1);
    const { faults } = await verify(world);
    expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(['changed']));
    expect(faults[0]?.place).toContain('ledger/spool/');
  });

  it('of which an object is gone is missed', async () => {
    const { world, ids } = await spooledWorld((world, events) => {
      world.spool(events.slice(1), START);
      world.sealSpool(events, START);
    }, 1);
    expect((await verify(world)).faults).toMatchObject([
      { kind: 'dropped', place: spoolKey(ids[0] ?? '') },
    ]);
  });
});

it('says what is sealed and not signed yet, and what is no event', async () => {
  const random = createRandom(4);
  const world = createWorld();
  const producer = createProducer(random, START);
  world.seal(SHARD, [nextEvent(random, producer, START)], START);
  await world.checkpoint(START);
  producer.next += 1;
  world.seal(SHARD, [nextEvent(random, producer, START), Buffer.from('garbage')], START);
  const { verified, remarks, summary } = await verify(world);
  expect(verified).toBe(true);
  expect(remarks.map(({ kind }) => kind)).toEqual(['unsigned-tail', 'open-gap', 'no-events']);
  expect(summary).toMatchObject({ events: 2, logs: [{ log: SHARD, leaves: 3, signed: 1 }] });
});

it('does not verify what nobody signed', async () => {
  const world = createWorld();
  world.seal(SHARD, [Buffer.from('{}')], START);
  expect((await verify(world)).faults).toMatchObject([{ kind: 'truncated' }]);
  expect(segmentsOf(SPOOL_LOG)).toBe('ledger/segments/spool/');
});
