import assert from 'node:assert/strict';
import { mapBounded } from '../../../../lambda/shared/bounded';
import { readOpenApi } from '../../../../lib/api/document';
import { ajvFor } from '../../../lambda/support/spoilt-bodies';
import type { PeopleScene } from '../people/scene';
import type { Attempt } from './attempts';
import { roundsOf } from './attempts';
import type { Callers } from './callers';
import { callersOf } from './callers';
import { searched } from './searched';
import { lineTo } from './send';

/** Calls at the same time. */
const WIDTH = 6;
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
 * tables, of which some keep what people write.
 */
async function traces(
  { aws, zone, report }: PeopleScene,
  attempts: readonly Attempt[],
  since: number,
): Promise<readonly string[]> {
  const names = new Map(attempts.map((attempt) => [attempt.number, attempt]));
  const { found, looked } = await searched(aws, zone, since);
  const kept = found.filter(
    ({ kind, calls }) => kind === 'tables' && calls.every((call) => names.get(call)?.isTaken),
  );
  assert.ok(kept.length > 0, 'what was taken is found where it is kept: so would be the rest');
  assert.ok(looked.logs > attempts.length && looked.stream > 0, JSON.stringify(looked));
  report.fact(
    `looked through ${JSON.stringify(looked)}; ${String(kept.length)} items keep what was taken`,
  );
  return found
    .filter((one) => !kept.includes(one))
    .flatMap(({ place, calls }) =>
      calls.map((call) => `${names.get(call)?.name ?? 'some call'}: stands in ${place}`),
    );
}
