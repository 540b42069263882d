import { checkpointsOf, logOrigin, segmentsOf } from '../../../../lambda/ledger/format/layout';
import { EMPTY_LOG, followSegment } from '../../../../lambda/ledger/format/segment';
import { openZoneCheckpoint } from '../../../../lambda/ledger/format/zone-checkpoint';
import { parseCheckpoint } from '../../../../lambda/ledger/note/checkpoint';
import { openNote } from '../../../../lambda/ledger/note/signed-note';
import { rootOf } from '../../../../lambda/ledger/tree/tree-head';
import { KEY } from '../support/checkpointing';
import { PREFIX } from '../support/sealing';
import type { World } from './world';
import { expectedLogs } from './world';

type States = ReadonlyMap<number, { readonly root: string; readonly head: string }>;

/** What is broken in a world, of all that the ledger promises. */
export function broken(world: World): readonly string[] {
  try {
    return [...world.complaints, ...brokenLogs(world)];
  } catch (error) {
    return [...world.complaints, String(error)];
  }
}

function brokenLogs(world: World): readonly string[] {
  const states = new Map<string, States>();
  const found: string[] = [];
  for (const { log, records, inOrder } of expectedLogs(world)) {
    const { sealed, passed } = walk(world, log);
    states.set(logOrigin(PREFIX, log), passed);
    const [is, should] = inOrder ? [sealed, records] : [sealed.toSorted(), records.toSorted()];
    if (is.join(' ') !== should.join(' ')) {
      found.push(`${log} holds ${is.join(' ')}, expected ${should.join(' ')}`);
    }
    for (const key of keysBelow(world, checkpointsOf(log))) {
      const text = openNote(world.objects.get(key) ?? Buffer.alloc(0), KEY.verifier).text;
      const { origin, size, root } = parseCheckpoint(text);
      if (origin !== logOrigin(PREFIX, log) || passed.get(size)?.root !== root.toString('hex')) {
        found.push(`${key} is another history of ${log} at ${String(size)}`);
      }
    }
  }
  return [...found, ...brokenZone(world, states)];
}

/** One history: each segment follows the one before it, and there is no other. */
function walk(
  world: World,
  log: string,
): { readonly sealed: readonly string[]; readonly passed: States } {
  let head = EMPTY_LOG;
  const sealed: string[] = [];
  const passed = new Map<number, { readonly root: string; readonly head: string }>();
  for (const key of keysBelow(world, segmentsOf(log)).toReversed()) {
    const bytes = world.objects.get(key) ?? Buffer.alloc(0);
    const segment = followSegment(logOrigin(PREFIX, log), head, bytes);
    ({ head } = segment);
    sealed.push(...segment.entries.map((entry) => entry.toString()));
    passed.set(head.tree.size, {
      root: rootOf(head.tree).toString('hex'),
      head: head.hash.toString('hex'),
    });
  }
  return { sealed, passed };
}

/** As a witness sees it, who keeps each zone checkpoint: number by number, no log ever smaller. */
function brokenZone({ witnessed, shards }: World, states: ReadonlyMap<string, States>) {
  const found: string[] = [];
  const zones = witnessed.map((bytes) => openZoneCheckpoint(bytes, KEY.verifier));
  let sizes = new Map<string, number>();
  let time = '';
  for (const [at, zone] of zones.entries()) {
    if (zone.number !== at)
      found.push(`zone checkpoint ${String(zone.number)} came as ${String(at)}`);
    if (zone.time < time) found.push(`zone checkpoint ${String(at)} is older than the one before`);
    const now = new Map(zone.logs.map(({ origin, size }) => [origin, size]));
    for (const [origin, size] of sizes) {
      if ((now.get(origin) ?? -1) < size) found.push(`${origin} went back from ${String(size)}`);
    }
    for (const { origin, size, root, head } of zone.logs) {
      const state = states.get(origin)?.get(size);
      if (state?.root !== root.toString('hex') || state.head !== head.toString('hex')) {
        found.push(`zone checkpoint ${String(at)} has another history of ${origin}`);
      }
    }
    sizes = now;
    ({ time } = zone);
  }
  for (const { log, records } of shards) {
    if (sizes.get(logOrigin(PREFIX, log)) !== records.length)
      found.push(`${log} is not all signed`);
  }
  return found;
}

function keysBelow({ objects }: World, prefix: string): readonly string[] {
  return [...objects.keys()].filter((key) => key.startsWith(prefix)).toSorted();
}
