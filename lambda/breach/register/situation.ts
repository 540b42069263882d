import type { Day } from '../clocks/day';
import type { Due } from '../clocks/clock';
import type { Author } from './incident';

/** In what situation a change is made. */
export interface Situation {
  readonly by: Author;
  readonly today: Day;
  /** The day on which it was opened. @default - it is opened now */
  readonly openedOn?: Day;
  /** What is due for the incident as it is before the change. */
  readonly dues: readonly Due[];
  /** Whether a finding of no breach is approved by somebody else than who wrote it. */
  readonly secondApprover: boolean;
}
