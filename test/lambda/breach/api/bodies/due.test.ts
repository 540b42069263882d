import { dueBody, nextDue } from '../../../../../lambda/breach/api/bodies/due';
import type { Due } from '../../../../../lambda/breach/clocks/clock';

const due = (clock: string, day: string, done?: string): Due => ({
  clock,
  target: '2026-12-01',
  limit: day,
  due: day,
  citation: '45 CFR 164.404(b)',
  ...(done === undefined ? {} : { done }),
});

it.each([
  ['2026-12-31', 1, false],
  ['2027-01-01', 0, false],
  ['2027-01-02', -1, true],
])('counts what is due on 2027-01-01 as of %s', (today, daysLeft, overdue) => {
  expect(dueBody(due('hhs', '2027-01-01'), today)).toMatchObject({ daysLeft, overdue });
});

it('counts no days of what is done, also where it was done late', () => {
  const done = dueBody(due('hhs', '2027-01-01', '2027-01-05'), '2027-02-01');
  expect(done).toMatchObject({ done: '2027-01-05', overdue: false });
  expect(done).not.toHaveProperty('daysLeft');
});

it('names first what is due first of what is left', () => {
  const late = due('late', '2027-03-01');
  const soon = due('soon', '2027-02-01');
  const done = due('done', '2027-01-01', '2026-12-01');
  expect(nextDue([late, done, soon])).toBe(soon);
  expect(nextDue([done])).toBeUndefined();
});
