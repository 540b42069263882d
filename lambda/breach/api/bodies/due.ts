import type { IncidentDue } from '../../../shared/http/generated/types';
import type { Due } from '../../clocks/clock';
import type { Day } from '../../clocks/day';
import { daysBetween } from '../../clocks/day';

/** What is due, and how many days are left of it on a day. */
export function dueBody({ clock, target, limit, due, citation, done }: Due, day: Day): IncidentDue {
  const what = { clock, target, limit, due, citation };
  if (done !== undefined) return { ...what, done, overdue: false };
  const daysLeft = daysBetween(day, due);
  return { ...what, daysLeft, overdue: daysLeft < 0 };
}

/** What is to be done first; undefined when nothing is. */
export function nextDue(dues: readonly Due[]): Due | undefined {
  return dues
    .filter(({ done }) => done === undefined)
    .toSorted((one, other) => daysBetween(other.due, one.due))[0];
}
