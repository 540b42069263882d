import { HHS_AT_ONCE } from '../clocks/dues';
import type { Reminder } from '../clocks/marks';
import { mediaStates } from '../clocks/residents';
import type { Incident } from '../register/incident';
import { SEVERITIES } from '../vocabulary';

/** What somebody is told of a change. */
export type Told =
  | { readonly kind: 'opened' | 'hit' | 'state' | 'counts' | 'severity' | 'hold' }
  | { readonly kind: 'reminder'; readonly reminder: Reminder };

/** Hits are news once a day: the first of each day of UTC. */
const DAY_MS = 24 * 60 * 60 * 1000;

/** States that people wait for. */
const NEWS: ReadonlySet<string> = new Set(['confirmed', 'not-a-breach', 'closed']);

/**
 * What is news in a change of an incident; undefined when nobody is disturbed for it.
 *
 * @param before undefined when it was opened
 */
export function toldOf(before: Incident | undefined, after: Incident): Told | undefined {
  if (before === undefined) return { kind: 'opened' };
  const reminder = after.reminders[before.reminders.length];
  if (reminder !== undefined) return { kind: 'reminder', reminder };
  if (after.state !== before.state) return NEWS.has(after.state) ? { kind: 'state' } : undefined;
  if (after.holds.length > before.holds.length) return { kind: 'hold' };
  if (thresholdsOf(after) !== thresholdsOf(before)) return { kind: 'counts' };
  if (SEVERITIES.indexOf(after.severity) > SEVERITIES.indexOf(before.severity)) {
    return { kind: 'severity' };
  }
  return lastDayOf(after) > lastDayOf(before) ? { kind: 'hit' } : undefined;
}

/** The day of the last hit, in days since 1970. */
function lastDayOf({ hits }: Incident): number {
  return Math.floor((hits?.lastAt ?? 0) / DAY_MS);
}

/** Which thresholds of the law its counts are over: to whom it has to be told follows from them. */
function thresholdsOf({ counts }: Incident): string {
  if (counts === undefined) return '';
  return [...(counts.total >= HHS_AT_ONCE ? ['hhs'] : []), ...mediaStates(counts)].join(' ');
}
