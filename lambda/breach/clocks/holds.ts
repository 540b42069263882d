import type { Hold } from '../register/incident';
import type { Day } from './day';
import { addDays, earliest, latest } from './day';

/** Law-enforcement delay: 45 CFR 164.412. It moves every notice, and starts no clock anew. */

/** So long oral statements hold in all, unless a written one comes. 45 CFR 164.412(b). */
export const ORAL_DAYS = 30;

/**
 * The day on which a hold ends among all of an incident, and a notice may go out again; undefined when it holds
 * nothing up. Oral ones hold together 30 days from the first of them, and no longer than until a written one that
 * is submitted within these days: that one says from then on how long.
 */
export function holdEnd(hold: Hold, holds: readonly Hold[]): Day | undefined {
  // A written statement that names no time is neither (a) nor (b).
  if (hold.kind === 'written') return hold.until;
  const oral = holds.filter(({ kind }) => kind === 'oral').map(({ statedOn }) => statedOn);
  const last = addDays(earliest(oral) ?? hold.statedOn, ORAL_DAYS);
  const isReplaced = holds.some(
    ({ kind, statedOn, until }) =>
      kind === 'written' && until !== undefined && statedOn >= hold.statedOn && statedOn <= last,
  );
  return isReplaced ? undefined : earliest([hold.until, last]);
}

/** The later of a day and the end of the last hold. */
export function heldTo(day: Day, holds: readonly Hold[]): Day {
  return latest([day, ...holds.map((hold) => holdEnd(hold, holds))]) ?? day;
}

/** The day until which nobody may be told yet; undefined when nothing hinders. On the day on which a hold ends what it held up is due. */
export function heldUntil(today: Day, holds: readonly Hold[]): Day | undefined {
  const end = latest(holds.map((hold) => holdEnd(hold, holds)));
  return end !== undefined && today < end ? end : undefined;
}
