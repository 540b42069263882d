import type { Engine } from '../lambda/access/engine';
import type { Question } from '../lambda/access/question';
import { repositoryEngine } from '../lib/access/cedar';
import { casesOf, EVERYBODY, questionOf } from '../test/lambda/access/support/questions';
import type { Figure } from './measure';
import { median } from './measure';

const RUNS = 5;
/** Different questions of a run: an answer that is asked for again is remembered. */
const QUESTIONS = 2000;

/**
 * What one decision takes on one core, in CPU time: allowed, denied (where it is asked again why), and
 * once it was asked before, which most calls of a container are.
 */
export async function accessDecide(): Promise<readonly Figure[]> {
  const questions = EVERYBODY.flatMap(casesOf).map((question) => questionOf(question));
  const { decide } = await repositoryEngine();
  const chosen = (allowed: boolean): readonly Question[] => {
    const found = questions.filter((question) => decide(question).allowed === allowed);
    const step = Math.floor(found.length / QUESTIONS);
    return found.filter((_, at) => at % step === 0).slice(0, QUESTIONS);
  };
  const allowed = chosen(true);
  const denied = chosen(false);
  const again = await repositoryEngine();
  ask(again, allowed);
  return [
    { id: 'access.decision', value: await first(allowed), unit: 'us', goal: 100 },
    { id: 'access.denial', value: await first(denied), unit: 'us' },
    {
      id: 'access.decision-again',
      value: median(Array.from({ length: RUNS }, () => ask(again, allowed))),
      unit: 'us',
    },
  ];
}

/** By an engine that was asked nothing yet. */
async function first(questions: readonly Question[]): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) times.push(ask(await repositoryEngine(), questions));
  return median(times);
}

/** Microseconds a question. */
function ask({ decide }: Engine, questions: readonly Question[]): number {
  const start = process.cpuUsage();
  for (const question of questions) decide(question);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / questions.length;
}
