import type { PeopleScene } from '../scenarios/people/scene';
import { outcomeOf } from './calls';
import { GOOD, LIMITED } from './tally';

/** What somebody met who asked more often than a person may. */
export interface OverLimit {
  readonly callers: number;
  readonly outcomes: Readonly<Record<string, number>>;
  /** Fewest and most seconds that he was told to wait. */
  readonly retryAfter: readonly [number, number];
  /** What is not as it should be. */
  readonly problems: readonly string[];
}

/** Calls at a time, all of one person. */
const WIDTH = 8;
/** Calls that are enough: the limit of two minutes, since one may end meanwhile, and more. */
const MOST = 160;
/** Refusals that are enough. */
const ENOUGH = 24;

/** One person at the pace of a machine: he is told to wait, and for how long, and nothing else happens. */
export async function overLimit({ api, cast }: PeopleScene): Promise<OverLimit> {
  const { access } = cast.otherPatient.tokens;
  const outcomes: Record<string, number> = {};
  const waits: number[] = [];
  const problems: string[] = [];
  for (let made = 0; made < MOST && (outcomes[LIMITED] ?? 0) < ENOUGH; made += WIDTH) {
    const answers = await Promise.all(
      Array.from({ length: WIDTH }, () => api.asPerson(access, { path: '/v1/session' })),
    );
    for (const answer of answers) {
      const outcome = outcomeOf(answer);
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      if (outcome === LIMITED) waits.push(Number(answer.headers.get('retry-after') ?? Number.NaN));
      else if (outcome !== GOOD) problems.push(`over the limit of a person: ${outcome}`);
    }
  }
  if (waits.length === 0) problems.push('over the limit of a person: nobody was told to wait');
  if (!waits.every((wait) => wait >= 1 && wait <= 60)) {
    problems.push('over the limit of a person: a Retry-After that is not of 1 to 60 seconds');
  }
  return {
    callers: WIDTH,
    outcomes,
    retryAfter: [Math.min(...waits), Math.max(...waits)],
    problems: [...new Set(problems)],
  };
}
