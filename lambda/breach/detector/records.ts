import { eventIn } from '../../ledger/index/read-entry';
import { mapBounded } from '../../shared/bounded';
import { errorChain } from '../../shared/errors';
import type { WatchDependencies } from './dependencies';
import { NotWatchedError } from './errors';
import type { Act, Acts, Watched } from './person';
import { watchPerson } from './person';
import { noteSweep, sweepFor } from './sweep-note';

/** A record of a shard, or a leaf of the spool. */
export interface SourceRecord {
  /** Sequence number, or index. */
  readonly position: string;
  readonly data: Uint8Array;
  /** When it arrived, or the last of its segment did: milliseconds since 1970. */
  readonly arrivedAt: number;
}

/** Clocks differ: our API takes what is five minutes ahead. */
const AHEAD_MS = 10 * 60 * 1000;
/** Our API takes what is seven days old, and what it took may wait in the spool. */
const LATE_MS = 8 * 24 * 60 * 60 * 1000;

/** People who are looked at at once. */
const AT_ONCE = 16;
/** Records that are named, of those that are no events. */
const MOST_NAMED = 20;

/**
 * Looks at records of one source, in their order. What is no event is told, and keeps no other waiting; nor does a
 * person who cannot be looked at, but then the records have to come again.
 *
 * @throws NotWatchedError when somebody could not be looked at
 */
export async function watchRecords(
  dependencies: WatchDependencies,
  source: string,
  records: readonly SourceRecord[],
  requestId: string,
): Promise<void> {
  const { log } = dependencies;
  const acts = actsIn(dependencies, source, records);
  // A sweep that is noted twice is made once; so it needs no transaction with what its teller does.
  const sweeps = acts.flatMap(({ event }) => sweepFor(event) ?? []);
  for (const sweep of sweeps) await noteSweep(dependencies, sweep);

  const people = byPerson(dependencies, source, acts);
  const outcomes = await mapBounded(people, AT_ONCE, async (person) =>
    attempt(() => watchPerson(dependencies, person, requestId)),
  );
  const watched = outcomes.flatMap((outcome) => ('watched' in outcome ? [outcome.watched] : []));
  const failures = outcomes.flatMap((outcome) => ('error' in outcome ? [outcome.error] : []));
  log.info('records-watched', {
    source,
    records: records.length,
    people: people.length,
    acts: sum(watched, ({ acts: counted }) => counted),
    hits: sum(watched, ({ hits }) => hits),
    writes: sum(watched, ({ written }) => (written ? 1 : 0)),
    sweeps: sweeps.length,
    failed: failures.length,
  });
  const late = sum(watched, ({ late: one }) => one);
  if (late > 0) log.error('act-too-late', { source, acts: late });
  const [cause] = failures;
  if (cause === undefined) return;
  log.error('people-not-watched', {
    source,
    people: failures.length,
    first: records[0]?.position,
    problem: errorChain(cause),
  });
  throw new NotWatchedError(
    `${String(failures.length)} of ${String(people.length)} people in records of ${source} could not be looked at: the records come again, and those of the others are not counted twice.`,
    { cause },
  );
}

function sum(watched: readonly Watched[], of: (one: Watched) => number): number {
  return watched.reduce((total, one) => total + of(one), 0);
}

async function attempt(
  call: () => Promise<Watched>,
): Promise<{ readonly watched: Watched } | { readonly error: unknown }> {
  try {
    return { watched: await call() };
  } catch (error) {
    return { error };
  }
}

/**
 * The events of records. Whoever may write to the stream may write anything, and the ledger seals it: also a time
 * years ahead, behind which all that comes later would be too late to be looked at.
 */
function actsIn(
  { log }: WatchDependencies,
  source: string,
  records: readonly SourceRecord[],
): readonly Act[] {
  const unreadable: string[] = [];
  let untimely = 0;
  const acts = records.flatMap(({ position, data, arrivedAt }) => {
    const event = eventIn(data);
    if (event !== undefined && isTimely(event, arrivedAt)) return [{ event, position }];
    if (event !== undefined) untimely += 1;
    unreadable.push(position);
    return [];
  });
  if (unreadable.length > 0) {
    log.error('event-unreadable', {
      source,
      records: unreadable.length,
      untimely,
      positions: unreadable.slice(0, MOST_NAMED),
    });
  }
  return acts;
}

function isTimely({ time }: Act['event'], arrivedAt: number): boolean {
  const late = arrivedAt - Date.parse(time);
  return late >= -AHEAD_MS && late <= LATE_MS;
}

/** Acts that any rule counts, by who did them. Nobody else than people is watched. */
function byPerson(
  { engine, settings }: WatchDependencies,
  source: string,
  acts: readonly Act[],
): readonly Acts[] {
  const people = new Map<string, Acts & { readonly acts: Act[] }>();
  for (const act of acts) {
    const { tenant, actor } = act.event;
    if (actor.kind !== 'person' || !engine.isWatched(act.event, settings)) continue;
    const key = `${tenant}/${actor.id}`;
    const known = people.get(key);
    if (known === undefined) people.set(key, { tenant, actor: actor.id, source, acts: [act] });
    else known.acts.push(act);
  }
  return [...people.values()];
}
