import type { Due, Mark } from './clock';
import { MARKS } from './clock';
import type { Day } from './day';
import { daysBetween } from './day';

/** A reminder: of which clock, of which day, and how long before it. */
export interface Reminder {
  readonly clock: string;
  readonly due: Day;
  readonly mark: Mark;
}

/** The last mark that was passed; undefined while there is more time than the first one says. */
export function markOn(due: Day, today: Day): Mark | undefined {
  const left = daysBetween(today, due);
  // From the first mark to the last: each has less time than the one before. The due day itself is no day too late.
  return MARKS.findLast((mark) => (mark === 'overdue' ? left < 0 : left <= mark));
}

/**
 * The reminders that are due on a day. Of several marks that were passed only the last one is sent; each is sent
 * once for each due day, so that those of a due day that moved count anew. What is done is not reminded of.
 *
 * @param sent reminders that were sent before
 */
export function remindersDue(
  dues: readonly Pick<Due, 'clock' | 'due' | 'done'>[],
  sent: readonly Reminder[],
  today: Day,
): readonly Reminder[] {
  return dues.flatMap(({ clock, due, done }) => {
    const mark = done === undefined ? markOn(due, today) : undefined;
    if (mark === undefined) return [];
    // A later mark says more: none that is milder follows it, also where clocks differ.
    const wasSent = sent.some(
      (other) =>
        other.clock === clock &&
        other.due === due &&
        MARKS.indexOf(other.mark) >= MARKS.indexOf(mark),
    );
    return wasSent ? [] : [{ clock, due, mark }];
  });
}
