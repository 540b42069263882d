import type { BackfillAnswer } from '../../../lambda/phi/backfill/answer';
import type { FunctionJob } from '../../../lambda/phi/backfill/job';
import type { Progress } from '../../ledger/reporter';

/** Calls the function for one slice. @throws CommandError when it cannot be called */
export type Invoke = (job: FunctionJob) => Promise<BackfillAnswer>;

export interface FollowProps {
  readonly invoke: Invoke;
  readonly job: FunctionJob;
  readonly progress: (progress: Progress) => void;
  readonly signal: AbortSignal;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** How a backfill ended, as far as one run goes. */
export type Followed =
  | Exclude<BackfillAnswer, { readonly outcome: 'going-on' }>
  | { readonly outcome: 'stopped' };

/** Slices in a row that end because something does not answer, before somebody has to look. */
const MOST_INTERRUPTIONS = 5;
const PAUSE_MS = 10_000;

/** Calls slice after slice, each from where the one before stopped, until there is no more to do. */
export async function followBackfill({
  invoke,
  job,
  progress,
  signal,
  sleep,
}: FollowProps): Promise<Followed> {
  let state = job.state;
  let interruptions = 0;
  while (!signal.aborted) {
    const answer = await invoke({ ...job, ...(state === undefined ? {} : { state }) });
    if (answer.outcome === 'going-on') {
      ({ state } = answer);
      interruptions = 0;
      const { phase, done, total } = answer;
      progress({ stage: phase, done, ...(total === undefined ? {} : { total }) });
    } else if (answer.outcome === 'interrupted' && interruptions < MOST_INTERRUPTIONS) {
      interruptions += 1;
      await sleep(PAUSE_MS);
    } else return answer;
  }
  return { outcome: 'stopped' };
}
