import assert from 'node:assert/strict';
import { mapBounded } from '../../../../lambda/shared/bounded';
import { readOpenApi } from '../../../../lib/api/document';
import { ajvFor } from '../../../lambda/support/spoilt-bodies';
import { exported, trailOf } from '../faults/trail';
import type { PeopleScene } from '../people/scene';
import { allSealed } from '../seal';
import type { Attempt } from './attempts';
import { roundsOf } from './attempts';
import { canaryOf } from './bodies/canary';
import type { Callers } from './callers';
import { callersOf } from './callers';
import type { Kind } from './searched';
import { searched } from './searched';
import { lineTo } from './send';

/** Calls at the same time. */
const WIDTH = 6;
/** Number of no attempt: its word is in an event that may be found. */
const OURS = 9999;
/** Most that are told of a kind, of hundreds that may fail for one reason. */
const MOST_TOLD = 20;

/**
 * Calls that mean harm, to every operation, of people and services who may call it: what the document forbids is
 * refused as a problem, and nothing of it is anywhere afterwards; what it takes, odd as it is, is answered as ever.
 */
export async function hostile(scene: PeopleScene): Promise<void> {
  const { aws, people, report } = scene;
  const since = Date.now();
  const line = lineTo(aws.endpoint, people);
  const callers = await callersOf(scene, line);
  const rounds = roundsOf(readOpenApi(), ajvFor('Problem'));
  const told: string[] = [];
  const tell = (what: string, faults: readonly string[]): void => {
    if (faults.length === 0) return;
    told.push(`${what}, ${String(faults.length)} faults:`, ...faults.slice(0, MOST_TOLD));
  };
  for (const { what, attempts } of rounds) {
    await report.step(`hostile: ${String(attempts.length)} ${what}`, async () => {
      tell(what, (await mapBounded(attempts, WIDTH, (one) => faultsOf(callers, one))).flat());
    });
  }
  line.close();
  await callers.limited();
  const attempts = rounds.flatMap((round) => round.attempts);
  await report.step('hostile: what is left of it', async () => {
    tell('what is left', await traces(scene, attempts, since));
  });
  assert.equal(told.length, 0, told.join('\n  '));
  report.fact(
    `${String(attempts.length)} hostile calls, each refused as a problem or answered as any other; of what was refused nothing is left in logs, tables, stream and ledger`,
  );
}

/** What is wrong with how an attempt is answered, each with its name. */
async function faultsOf(callers: Callers, attempt: Attempt): Promise<readonly string[]> {
  try {
    const answer = await attempt.send(callers);
    return attempt.faults(answer).map((fault) => `${attempt.name}: ${fault}`);
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 60) : '';
    return [`${attempt.name}: is not answered, ${why}`];
  }
}

/**
 * What is kept of attempts where it may not be: nothing of what was refused, and of what was taken nothing but in
 * tables, of which some keep what people write. An event of our own has a word as well, and is found wherever events
 * are: so would be the rest.
 */
async function traces(
  scene: PeopleScene,
  attempts: readonly Attempt[],
  since: number,
): Promise<readonly string[]> {
  const names = new Map(attempts.map((attempt) => [attempt.number, attempt]));
  await plant(scene);
  const { found, looked } = await searched(scene, since);
  const mayStand = (kind: Kind, call: number): boolean =>
    call === OURS ? kind !== 'logs' : kind === 'tables' && names.get(call)?.isTaken === true;
  const kept = found.filter(({ kind, calls }) => calls.every((call) => mayStand(kind, call)));
  const kinds = new Set(found.flatMap(({ kind, calls }) => (calls.includes(OURS) ? [kind] : [])));
  assert.ok(kinds.has('stream') && kinds.has('ledger'), `ours is in ${[...kinds].join()}`);
  const taken = kept.filter(({ calls }) => !calls.includes(OURS));
  assert.ok(taken.length > 0, 'what was taken is found where it is kept: so would be the rest');
  assert.ok(looked.logs > attempts.length && looked.stream > 0, JSON.stringify(looked));
  const worded = attempts.filter(({ hasWord }) => hasWord).length;
  scene.report.fact(
    `looked through ${JSON.stringify(looked)} for ${String(worded)} calls of ${String(attempts.length)}, all that carry a word; ${String(taken.length)} items keep what was taken`,
  );
  return found
    .filter((one) => !kept.includes(one))
    .flatMap(({ place, calls }) =>
      calls.map((call) => `${names.get(call)?.name ?? 'some call'}: stands in ${place}`),
    );
}

/** Writes an event with a word of no call, until it is sealed, and whatever else was written before it. */
async function plant(scene: PeopleScene): Promise<void> {
  const event = exported(scene.cast.nurse, 1, undefined, canaryOf(OURS));
  const [receipt] = await trailOf(scene).append([event]);
  assert.ok(receipt?.acceptedBy === 'stream');
  await allSealed(scene);
}
