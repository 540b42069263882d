import type { DirectoryEntry } from '../../identity/directory-entry';
import { coveredFrom, readCoverage } from '../../ledger/index/coverage';
import { readIndexedBefore } from '../../ledger/index/indexed-before';
import { DAY_MS } from '../../ledger/index/row';
import type { Step } from '../../ledger/index/walk';
import { walk } from '../../ledger/index/walk';
import { errorChain } from '../../shared/errors';
import { LATENESS_MS } from '../detect/detector';
import { commit, detectorAs, whileOthersWrite } from './commit';
import type { DetectorDependencies } from './dependencies';
import { gathered, prepareIncidents } from './incidents';
import type { Pass, Sweep } from './sweep-item';
import { passFor, readSweep, sweepWrite } from './sweep-item';
import { DUE, sweepKey } from './sweep-note';
import { readWatch, watchKey, watchWrite } from './watch-item';

/** Sweeps of one run, those first that are due longest: the turn of the others is the next minute. */
const MOST_SWEEPS = 100;
/** Events that are looked at before what was found is written. */
const EVENTS_AT_ONCE = 2000;

/** What became of the sweeps of a run. */
export interface Swept {
  readonly done: number;
  /** Those for which the index is not complete yet. */
  readonly waiting: number;
  readonly failed: number;
}

/**
 * Looks through what people did after they left, where that was told afterwards: the index of the ledger has it.
 *
 * A sweep begins when the index has all that arrived until a while after the telling: what he did while his account
 * was open comes no later, unless the sealer stands still, which has an alarm.
 *
 * @param timeLeft asked before each step; without it nothing more is begun, and the next run goes on
 */
export async function sweepAll(
  dependencies: DetectorDependencies,
  requestId: string,
  timeLeft: () => boolean,
): Promise<Swept> {
  const { watches, store, index, prefix, log, now } = dependencies;
  const { items } = await watches.query({ index: 'bySweep', partition: DUE, limit: MOST_SWEEPS });
  let [done, waiting, failed] = [0, 0, 0];
  if (items.length === 0) return { done, waiting, failed };
  const complete = Math.min(now(), await readIndexedBefore(store, index, prefix));
  for (const found of items) {
    if (!timeLeft()) break;
    try {
      const { toldAt, pass, ...who } = readSweep(found);
      if (pass === undefined) await plan(dependencies, who);
      if (Date.parse(toldAt) + LATENESS_MS >= complete) {
        waiting += 1;
        continue;
      }
      if (await sweepOne(dependencies, who, requestId, timeLeft)) done += 1;
    } catch (error) {
      failed += 1;
      log.error('sweep-failed', { problem: errorChain(error) });
    }
  }
  log.info('sweeps-made', { done, waiting, failed });
  return { done, waiting, failed };
}

/**
 * Writes down what is to be walked through as soon as the directory has it: when he is back before the sweep begins,
 * the directory has it no more.
 */
async function plan(
  { watches, directory }: DetectorDependencies,
  who: Pick<Sweep, 'tenant' | 'actor'>,
): Promise<void> {
  await whileOthersWrite(async () => {
    const [item, entry] = await Promise.all([watches.get(sweepKey(who)), directory.get(who.actor)]);
    if (item?.['sweep'] !== DUE) return;
    const sweep = readSweep(item);
    const pass = sweep.pass ?? passFor(ownEntry(who, entry), sweep.swept);
    if (pass === undefined || sweep.pass !== undefined) return;
    const { put, when } = sweepWrite(sweep, { ...sweep, pass });
    await watches.put(put, when);
  });
}

/** An entry of another tenant says nothing of who acts in this one. */
function ownEntry(
  { tenant }: Pick<Sweep, 'tenant'>,
  entry: DirectoryEntry | undefined,
): DirectoryEntry | undefined {
  return entry?.tenant === tenant ? entry : undefined;
}

/** Whether nothing is left to walk through. */
async function sweepOne(
  dependencies: DetectorDependencies,
  who: Pick<Sweep, 'tenant' | 'actor'>,
  requestId: string,
  timeLeft: () => boolean,
): Promise<boolean> {
  for (let steps = 0; timeLeft(); steps += 1) {
    const isDone = await whileOthersWrite(async () =>
      step(dependencies, who, requestId, timeLeft, steps === 0),
    );
    if (isDone) return true;
  }
  return false;
}

/** One step: as many events as are looked at before it is written how far it came. */
async function step(
  dependencies: DetectorDependencies,
  who: Pick<Sweep, 'tenant' | 'actor'>,
  requestId: string,
  timeLeft: () => boolean,
  isFirst: boolean,
): Promise<boolean> {
  const { watches, directory, log, now } = dependencies;
  const [item, entry] = await Promise.all([watches.get(sweepKey(who)), directory.get(who.actor)]);
  // Another run was faster, and it is over.
  if (item?.['sweep'] !== DUE) return true;
  const sweep = readSweep(item);
  const own = ownEntry(who, entry);
  const pass = sweep.pass ?? passFor(own, sweep.swept);
  if (pass === undefined) {
    // He was back before anybody could write down since when he had been gone.
    if (isFirst && own?.terminatedAt === undefined) log.error('sweep-not-covered', { back: true });
    const { put, when } = sweepWrite(sweep, sweep, now());
    await watches.put(put, when);
    return true;
  }
  if (pass.after === undefined) await tellWhatIsNotCovered(dependencies, pass);
  const { steps, isLast } = await readSteps(dependencies, who, pass, timeLeft);
  const last = steps.at(-1);
  const next: Pick<Sweep, 'pass' | 'swept'> = isLast
    ? { swept: { from: pass.from, closedAt: pass.closedAt } }
    : {
        pass: { ...pass, ...(last === undefined ? {} : { after: last.at }) },
        ...(sweep.swept === undefined ? {} : { swept: sweep.swept }),
      };
  await write(dependencies, sweep, pass, next, steps, entry, requestId);
  return false;
}

async function readSteps(
  { index, eventsAtOnce = EVENTS_AT_ONCE }: DetectorDependencies,
  { tenant, actor }: Pick<Sweep, 'tenant' | 'actor'>,
  { from, to, after }: Pass,
  timeLeft: () => boolean,
): Promise<{ readonly steps: readonly Step[]; readonly isLast: boolean }> {
  const span = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  const steps: Step[] = [];
  for await (const one of walk(index, { kind: 'actor', tenant, actor }, span, after)) {
    steps.push(one);
    if (steps.length >= eventsAtOnce || !timeLeft()) return { steps, isLast: false };
  }
  return { steps, isLast: true };
}

/** Writes what was found and how far it came, all or nothing. */
async function write(
  dependencies: DetectorDependencies,
  sweep: Sweep,
  { from }: Pass,
  next: Pick<Sweep, 'pass' | 'swept'>,
  steps: readonly Step[],
  entry: DirectoryEntry | undefined,
  requestId: string,
): Promise<void> {
  const { engine, settings, watches, now } = dependencies;
  const { tenant, actor } = sweep;
  const own = sweepWrite(sweep, next);
  const events = steps
    .map(({ found }) => found.event)
    // What was refused to him was seen when it came.
    .filter(({ outcome }) => outcome === 'success');
  const { hits } = engine.watch(engine.form.empty, events, {
    tenant,
    entry: entry === undefined ? undefined : { ...entry, active: false, terminatedAt: from },
    settings,
  });
  const found = gathered(hits.filter(({ rule }) => rule === 'inactive-user'));
  if (found.length === 0) {
    await watches.put(own.put, own.when);
    return;
  }
  const who = { tenant, actor };
  const before = readWatch(who, await watches.get(watchKey(who)), engine.form);
  const author = detectorAs(tenant, requestId);
  const prepared = await prepareIncidents(dependencies, who, before.open, found, author);
  const kept = watchWrite(who, before, { ...before, open: prepared.open }, engine.form, now());
  await commit(dependencies, [kept, own], prepared);
}

/** Of what is older than the rows of the index nothing but disclosures is found: somebody has to be told. */
async function tellWhatIsNotCovered(
  { index, log, now }: DetectorDependencies,
  { from }: Pass,
): Promise<void> {
  const coverage = await readCoverage(index);
  const covered = coverage === undefined ? now() : coveredFrom(coverage, now());
  if (covered <= from) return;
  log.error('sweep-not-covered', { days: Math.ceil((covered - from) / DAY_MS) });
}
