import { SET_AT_DEPLOY } from './shown';

/** For as long as nobody deletes it. */
export const FOR_EVER = 'until somebody deletes it';

/** A number of days in words; of a value that only AWS knows, that it is one. */
export function daysText(value: unknown, perDay = 1): string {
  if (typeof value !== 'number' && typeof value !== 'string') return `a time ${SET_AT_DEPLOY}`;
  const days = Number(value) / perDay;
  return `${days} ${days === 1 ? 'day' : 'days'}`;
}
