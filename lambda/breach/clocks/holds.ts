import type { Hold } from '../register/incident';
import type { Day } from './day';
import { addDays, earliest, latest } from './day';

/** Law-enforcement delay: 45 CFR 164.412. It moves every notice, and starts no clock anew. */

/** So long an oral statement holds, unless a written one comes. 45 CFR 164.412(b). */
export const ORAL_DAYS = 30;

/** Last day of a hold; undefined when it holds nothing up. */
export function holdEnd({ kind, statedOn, until }: Hold): Day | undefined {
  // A written statement that names no time is neither (a) nor (b).
  return kind === 'written' ? until : earliest([until, addDays(statedOn, ORAL_DAYS)]);
}

/** A day, or the end of a hold that is after it. */
export function heldTo(day: Day, holds: readonly Hold[]): Day {
  return latest([day, ...holds.map(holdEnd)]) ?? day;
}
