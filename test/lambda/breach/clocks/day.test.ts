import fc from 'fast-check';
import {
  addDays,
  addMonths,
  DayError,
  daysBetween,
  endOfYear,
  isDay,
  isToCome,
  today,
} from '../../../../lambda/breach/clocks/day';
import type { Reminder } from '../../../../lambda/breach/clocks/marks';
import { remindersDue } from '../../../../lambda/breach/clocks/marks';

it.each([
  ['2026-11-25', true],
  ['2028-02-29', true],
  ['2000-02-29', true],
  ['0000-01-01', true],
  ['0026-02-28', true],
  ['0026-02-29', false],
  ['9999-12-31', true],
  ['2026-02-29', false],
  ['1900-02-29', false],
  ['2026-13-01', false],
  ['2026-00-10', false],
  ['2026-04-31', false],
  ['2026-1-1', false],
  ['2026-01-01T00:00', false],
  ['+002026-01', false],
  ['tomorrow', false],
  ['', false],
])('says of %p whether it is one', (text, is) => {
  expect(isDay(text)).toBe(is);
});

it.each([
  ['2026-01-15', 60, '2026-03-16'],
  ['2026-12-31', 60, '2027-03-01'],
  ['2027-12-31', 60, '2028-02-29'],
  ['2028-02-28', 1, '2028-02-29'],
  ['2026-03-01', -1, '2026-02-28'],
  ['2026-03-07', 2, '2026-03-09'],
  ['1970-01-01', -1, '1969-12-31'],
  ['2026-01-01', 0, '2026-01-01'],
])('adds to %s %d days: %s', (day, more, then) => {
  expect(addDays(day, more)).toBe(then);
  expect(daysBetween(day, then)).toBe(more);
  expect(addDays(then, -more)).toBe(day);
});

it.each([
  ['2026-01-31', 6, '2026-07-31'],
  ['2026-08-31', 6, '2027-02-28'],
  ['2027-08-31', 6, '2028-02-29'],
  ['2028-02-29', 12, '2029-02-28'],
  ['2026-12-01', 12, '2027-12-01'],
  ['2026-06-30', 6, '2026-12-30'],
  ['2026-12-31', 0, '2026-12-31'],
])('adds to %s %d months: %s', (day, months, then) => {
  expect(addMonths(day, months)).toBe(then);
});

it.each([
  ['the same moment east', '2026-03-08T10:30:00Z', 'Pacific/Kiritimati', '2026-03-09'],
  ['the same moment west', '2026-03-08T10:30:00Z', 'Pacific/Honolulu', '2026-03-08'],
  ['a moment before midnight', '2026-03-16T03:59:59.999Z', 'America/New_York', '2026-03-15'],
  ['midnight', '2026-03-16T04:00:00Z', 'America/New_York', '2026-03-16'],
  ['midnight in winter', '2026-01-01T05:00:00Z', 'America/New_York', '2026-01-01'],
  ['the end of a year', '2027-01-01T07:59:59Z', 'America/Los_Angeles', '2026-12-31'],
  ['UTC', '2028-02-29T23:59:59.999Z', 'UTC', '2028-02-29'],
])('knows the day: %s', (_, moment, timeZone, day) => {
  expect(today(Date.parse(moment), timeZone)).toBe(day);
});

it('takes a day more than it is, since elsewhere it has begun', () => {
  const days = ['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02'];
  expect(days.filter((day) => isToCome(day, '2026-02-28'))).toEqual(['2026-03-02']);
});

it('refuses what is no day, without saying it again', () => {
  for (const wrong of [
    () => addDays('made-up-1', 1),
    () => daysBetween('2026-01-01', 'made-up-1'),
    () => endOfYear('made-up-1'),
    () => addMonths('2026-02-30', 1),
    () => addDays('9999-12-31', 1),
    () => addDays('2026-01-01', 0.5),
    () => addDays('2026-01-01', Number.NaN),
  ]) {
    expect(wrong).toThrow(DayError);
    expect(wrong).not.toThrow('made-up-1');
  }
  expect(() => today(Date.now(), 'Nowhere/Else')).toThrow(RangeError);
});

it('knows the number of days as a calendar does', () => {
  fc.assert(
    fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (days) => {
      const then = new Date(Date.UTC(1970, 0, 1 + days));
      const text = then.toISOString().slice(0, 10);
      expect(addDays('1970-01-01', days)).toBe(text);
      expect(daysBetween('1970-01-01', text)).toBe(days);
    }),
    { numRuns: 200 },
  );
});

describe('reminders', () => {
  const due = { clock: 'hhs', due: '2026-03-31' };
  const marks = (today: string, sent: readonly Reminder[] = []) =>
    remindersDue([due], sent, today).map(({ mark }) => mark);

  it.each([
    ['31 days before', '2026-02-28', []],
    ['30 days before', '2026-03-01', [30]],
    ['15 days before', '2026-03-16', [30]],
    ['14 days before', '2026-03-17', [14]],
    ['8 days before', '2026-03-23', [14]],
    ['7 days before', '2026-03-24', [7]],
    ['2 days before', '2026-03-29', [7]],
    ['the day before', '2026-03-30', [1]],
    ['on the day', '2026-03-31', [1]],
    ['the day after', '2026-04-01', ['overdue']],
    ['a year after', '2027-03-31', ['overdue']],
  ])('are due %s', (_, today, expected) => {
    expect(marks(today)).toEqual(expected);
    const sent = marks(today).map((mark) => ({ ...due, mark }));
    expect(marks(today, sent)).toEqual([]);
  });

  it('are of one clock and of one day, and none is followed by a milder one', () => {
    const today = '2026-03-24';
    expect(marks(today, [{ ...due, mark: 14 }])).toEqual([7]);
    expect(marks(today, [{ ...due, clock: 'individuals', mark: 7 }])).toEqual([7]);
    expect(marks(today, [{ ...due, due: '2026-03-30', mark: 7 }])).toEqual([7]);
    expect(marks(today, [{ ...due, mark: 1 }])).toEqual([]);
    expect(marks(today, [{ ...due, mark: 'overdue' }])).toEqual([]);
    expect(remindersDue([{ ...due, done: '2026-03-20' }], [], today)).toEqual([]);
  });
});
