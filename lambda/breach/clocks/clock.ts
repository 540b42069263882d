import type { Incident } from '../register/incident';
import type { Day } from './day';

/** What has to be done, and by when. */
export interface Due {
  /** Which clock, once an incident: such as `individuals`, `hhs`, `media:CA`, `business-associate:<id>`. */
  readonly clock: string;
  /** Our own goal: "without unreasonable delay" comes before the outer limit. */
  readonly target: Day;
  /** Last lawful day, before any hold. */
  readonly limit: Day;
  /** Last lawful day as it stands: `limit`, or the end of a hold after it. 45 CFR 164.412. */
  readonly due: Day;
  /** Such as `45 CFR 164.404(b)`. */
  readonly citation: string;
  /** The day on which it was done. @default - it is still to do */
  readonly done?: Day;
}

/** What the clocks need to know of the organization. */
export interface ClockRules {
  /** Days from discovery in which notices should be out, 1 to 59. */
  readonly targetDays: number;
}

/** Everything that is due for an incident: a pure function of its record. */
export type DuesOf = (incident: Incident, rules: ClockRules) => readonly Due[];

/** When somebody is reminded: so many days before the due day, and once it is past. */
export const MARKS = [30, 14, 7, 1, 'overdue'] as const;
export type Mark = (typeof MARKS)[number];
