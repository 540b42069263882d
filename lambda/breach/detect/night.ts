import type { DirectoryEntry } from '../../identity/directory-entry';
import type { Day } from '../clocks/day';
import type { BreachSettings, Thresholds } from '../settings';

/** Whether somebody works when he should not: by the clock on the wall where he works. */

type Hours = Thresholds['afterHours'];

/** Zones change their offset at whole quarters of an hour, so within one the hour of the clock is the same. */
const QUARTER_MS = 15 * 60 * 1000;
/** Quarters of an hour of a zone that are remembered: eleven days. */
const MOST_QUARTERS = 1056;
const HALF_DAY_MS = 12 * 60 * 60 * 1000;

interface Zone {
  readonly format: Intl.DateTimeFormat;
  readonly hours: Map<number, number>;
}
const zones = new Map<string, Zone>();

/** Whether the hour is one of the night, which may pass midnight. From and to the same hour: there is no night. */
export function isNight(hour: number, { from, to }: Pick<Hours, 'from' | 'to'>): boolean {
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
}

/** Hour of the clock, 0 to 23. */
export function hourAt(time: number, timeZone: string): number {
  const { format, hours } = zoneOf(timeZone);
  const quarter = Math.floor(time / QUARTER_MS);
  const known = hours.get(quarter);
  if (known !== undefined) return known;
  const hour = Number(format.formatToParts(time).find(({ type }) => type === 'hour')?.value);
  if (hours.size >= MOST_QUARTERS) hours.clear();
  hours.set(quarter, hour);
  return hour;
}

function dayAt(time: number, timeZone: string): Day {
  const parts = new Map(
    zoneOf(timeZone)
      .format.formatToParts(time)
      .map(({ type, value }) => [type, value]),
  );
  return ['year', 'month', 'day'].map((type) => parts.get(type as 'year')).join('-');
}

function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    calendar: 'iso8601',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
  });
  const zone = { format, hours: new Map<number, number>() };
  zones.set(timeZone, zone);
  return zone;
}

/**
 * Whether it was night where the person works, and he is none of those who work then: patients, shifts by
 * night or in turns, roles that work in shifts unless the directory says by day, whoever is on call.
 */
export function isAfterHours(
  time: number,
  { user, role, shift, timeZone }: DirectoryEntry,
  hours: Hours,
  onCall: BreachSettings['onCall'],
): boolean {
  if (role === 'patient' || shift === 'night' || shift === 'rotating') return false;
  if (shift !== 'day' && hours.shiftRoles.includes(role)) return false;
  if (!isNight(hourAt(time, timeZone), hours)) return false;
  const until = Object.hasOwn(onCall, user) ? onCall[user] : undefined;
  // A night belongs to the day on which it began.
  return until === undefined || dayAt(time - HALF_DAY_MS, timeZone) > until;
}
