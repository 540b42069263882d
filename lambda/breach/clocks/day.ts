import { ZoneError } from '../../shared/errors';

/** A day of the calendar: `yyyy-mm-dd`. It has no time zone. */
export type Day = string;

/** Something that is no day, or a day outside of the years that can be written. */
export class DayError extends ZoneError {
  override readonly name = 'DayError';

  constructor() {
    // Not what it was: somebody may have written anything.
    super('There is no such day: expected one of the calendar, such as 2026-11-25.');
  }
}

const DAY_MS = 86_400_000;
const LAST_YEAR = 9999;
const FORM = /^\d{4}-\d\d-\d\d$/;

/** Whether a text is a day that there is: 2026-02-29 is none. */
export function isDay(text: string): text is Day {
  return numberIn(text) !== undefined;
}

/**
 * So many days later; earlier where `days` is negative.
 *
 * @throws DayError
 */
export function addDays(day: Day, days: number): Day {
  return dayOf(numberOf(day) + days);
}

/**
 * The same day of a month so many months later, or the last one of that month: a year after February 29 is
 * February 28.
 *
 * @throws DayError
 */
export function addMonths(day: Day, months: number): Day {
  numberOf(day);
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const first = (at: number): Day =>
    `${padded(Math.floor(at / 12), 4)}-${padded((at % 12) + 1, 2)}-01`;
  const last = addDays(first(month + 1), -1);
  const same = `${last.slice(0, 8)}${day.slice(8)}`;
  return same < last ? same : last;
}

/**
 * Days from one to the other; negative where the other is earlier.
 *
 * @throws DayError
 */
export function daysBetween(from: Day, to: Day): number {
  return numberOf(to) - numberOf(from);
}

/**
 * The last day of its year.
 *
 * @throws DayError
 */
export function endOfYear(day: Day): Day {
  numberOf(day);
  return `${day.slice(0, 4)}-12-31`;
}

/**
 * The day that it is somewhere.
 *
 * @param now milliseconds since 1970
 * @param timeZone IANA name; `RangeError` where there is none of that name
 */
export function today(now: number, timeZone: string): Day {
  const parts = formatOf(timeZone).formatToParts(now);
  const part = (type: 'year' | 'month' | 'day'): string =>
    parts.find((found) => found.type === type)?.value ?? '';
  const day = `${part('year')}-${part('month')}-${part('day')}`;
  numberOf(day);
  return day;
}

/**
 * Whether what happened cannot have been on that day. Days are counted where the day begins last, unless config names
 * a time zone: a day more is one that it is elsewhere already.
 */
export function isToCome(day: Day, on: Day): boolean {
  return day > addDays(on, 1);
}

/** Making one takes longer than all else here, and there are no more of them than there are time zones. */
const FORMATS = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  FORMATS.set(timeZone, format);
  return format;
}

/** The first of them; undefined when there is none. */
export function earliest(days: readonly (Day | undefined)[]): Day | undefined {
  return days.filter((day) => day !== undefined).toSorted()[0];
}

/** The last of them; undefined when there is none. */
export function latest(days: readonly (Day | undefined)[]): Day | undefined {
  return days
    .filter((day) => day !== undefined)
    .toSorted()
    .at(-1);
}

// Days since 1970, in UTC, where each day has as many hours as every other.

function numberIn(day: string): number | undefined {
  if (!FORM.test(day)) return undefined;
  const [year, month, date] = [day.slice(0, 4), day.slice(5, 7), day.slice(8)].map(Number);
  if (year === undefined || month === undefined || date === undefined) return undefined;
  // Not Date.UTC(), which takes the year 26 for 1926.
  const then = new Date(0);
  then.setUTCFullYear(year, month - 1, date);
  // February 30 is taken for March 2.
  const isThere = then.getUTCMonth() === month - 1 && then.getUTCDate() === date;
  return isThere ? then.getTime() / DAY_MS : undefined;
}

function numberOf(day: Day): number {
  const number = numberIn(day);
  if (number === undefined) throw new DayError();
  return number;
}

function dayOf(number: number): Day {
  const then = new Date(number * DAY_MS);
  const year = then.getUTCFullYear();
  if (!Number.isInteger(number) || !(year >= 0 && year <= LAST_YEAR)) throw new DayError();
  return then.toISOString().slice(0, 10);
}

function padded(number: number, digits: number): string {
  return String(number).padStart(digits, '0');
}
