import type { Due } from '../../../lambda/breach/clocks/clock';
import type { Day } from '../../../lambda/breach/clocks/day';
import type { Change } from '../../../lambda/breach/register/incident';
import type { State } from '../../../lambda/breach/vocabulary';

/** Where a drill is walked: a rehearsal in this process, or the register of a zone. */
export interface DrillDesk {
  /** Opens the incident of the drill. */
  open(): Promise<Opened>;
  /** Makes a change, or says by which code it was refused. Anything else is thrown. */
  change(change: Change): Promise<Changed | Refused>;
}

export interface Opened {
  readonly incident: string;
  /** The day by the calendar of that register: what is recorded happened on it. */
  readonly today: Day;
}

export interface Changed {
  readonly state: State;
  readonly dues: readonly Pick<Due, 'clock' | 'due' | 'citation' | 'done'>[];
}

export interface Refused {
  readonly refused: string;
}
