import type { Random } from './random';
import type { Values } from './values';

const MONTHS =
  'January February March April May June July August September October November December'.split(
    ' ',
  );
const WEEKDAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** A day, in the calendar of UTC. */
export type Day = Date;

/** A day of these years, with a day of the month and a month of the parity of this half. */
export function dayIn(random: Random, { parity }: Values, from: number, to: number): Day {
  const month = random.between(0, 5) * 2 + parity;
  const day = random.between(1, 13) * 2 + parity;
  return new Date(Date.UTC(random.between(from, to), month, day));
}

/** The ways in which American records write a day. */
export const DATE_FORMS: Readonly<Record<string, (day: Day) => string>> = {
  us: (day) => `${two(monthOf(day))}/${two(day.getUTCDate())}/${yearOf(day)}`,
  short: (day) => `${String(monthOf(day))}/${String(day.getUTCDate())}/${yearOf(day)}`,
  us2: (day) => `${two(monthOf(day))}/${two(day.getUTCDate())}/${yearOf(day).slice(2)}`,
  short2: (day) => `${String(monthOf(day))}/${String(day.getUTCDate())}/${yearOf(day).slice(2)}`,
  dashes: (day) => `${two(monthOf(day))}-${two(day.getUTCDate())}-${yearOf(day)}`,
  dashes2: (day) => `${String(monthOf(day))}-${String(day.getUTCDate())}-${yearOf(day).slice(2)}`,
  dots: (day) => `${two(monthOf(day))}.${two(day.getUTCDate())}.${yearOf(day)}`,
  iso: (day) => day.toISOString().slice(0, 10),
  hl7: (day) => day.toISOString().slice(0, 10).replaceAll('-', ''),
  long: (day) => `${monthName(day)} ${String(day.getUTCDate())}, ${yearOf(day)}`,
  ordinal: (day) => `${monthName(day)} ${ordinal(day.getUTCDate())}, ${yearOf(day)}`,
  weekday: (day) =>
    `${WEEKDAYS[day.getUTCDay()] ?? ''}, ${monthName(day)} ${String(day.getUTCDate())}, ${yearOf(day)}`,
  mon: (day) => `${shortMonth(day)} ${String(day.getUTCDate())}, ${yearOf(day)}`,
  military: (day) => `${two(day.getUTCDate())} ${shortMonth(day)} ${yearOf(day)}`,
  oracle: (day) => `${two(day.getUTCDate())}-${shortMonth(day).toUpperCase()}-${yearOf(day)}`,
  oracle2: (day) => `${two(day.getUTCDate())}-${shortMonth(day)}-${yearOf(day).slice(2)}`,
  apache: (day) => `${two(day.getUTCDate())}/${shortMonth(day)}/${yearOf(day)}`,
  'day-month': (day) => `${String(day.getUTCDate())} ${monthName(day)} ${yearOf(day)}`,
  'month-day': (day) => `${monthName(day)} ${String(day.getUTCDate())}`,
  'month-ordinal': (day) => `${monthName(day)} ${ordinal(day.getUTCDate())}`,
  'month-year': (day) => `${monthName(day)} ${yearOf(day)}`,
  md: (day) => `${String(monthOf(day))}/${String(day.getUTCDate())}`,
};

function monthOf(day: Day): number {
  return day.getUTCMonth() + 1;
}

function yearOf(day: Day): string {
  return String(day.getUTCFullYear());
}

function monthName(day: Day): string {
  return MONTHS[day.getUTCMonth()] ?? '';
}

function shortMonth(day: Day): string {
  return monthName(day).slice(0, 3);
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

function ordinal(number: number): string {
  const ends: Readonly<Record<number, string>> = {
    1: 'st',
    2: 'nd',
    3: 'rd',
    21: 'st',
    22: 'nd',
    23: 'rd',
    31: 'st',
  };
  return `${String(number)}${ends[number] ?? 'th'}`;
}
