import { ageOf } from './ages';
import { canBeValue } from './clinical-value';
import { yearOf } from './dates';
import type { Means, RecordField, Treated } from './field';
import { DROPPED, generalized } from './field';
import { revealing } from './over-89';
import { stateOf, zip3Of } from './places';

/** Fields that are treated at a time: each text is a call where a service looks for identifiers. */
export const AT_A_TIME = 8;

/**
 * Treats what both methods treat alike: dates, ages, places, free text and clinical values. Undefined
 * for every other kind: that identifies.
 *
 * @param dateIn what stands for a date of a year
 */
export function generalizer(
  fields: readonly RecordField[],
  { asOf, detector, redact }: Means,
  dateIn: (year: number) => string,
): (field: RecordField) => Promise<Treated | undefined> {
  const reveals = revealing(fields, asOf);

  const redacted = async (text: string): Promise<string> =>
    redact(text, await detector.detect(text));

  return async ({ field, kind, text }) => {
    switch (kind) {
      case 'date':
      case 'birth-date': {
        const year = yearOf(text);
        return year !== undefined && reveals.mayTellYear(kind, year)
          ? generalized(text, dateIn(year))
          : DROPPED;
      }
      case 'age': {
        const age = ageOf(text);
        return age !== undefined && reveals.mayTellAge(age) ? generalized(text, age.told) : DROPPED;
      }
      case 'state':
        return orDropped(text, stateOf(text));
      case 'zip':
        return orDropped(text, zip3Of(text));
      case 'text':
        return { treatment: 'redacted', text: await redacted(text) };
      case 'value': {
        if (!canBeValue({ field, text })) return DROPPED;
        // Who calls a name a value would have it released: at least what is found is blacked out.
        const without = await redacted(text);
        return { treatment: without === text ? 'kept' : 'redacted', text: without };
      }
      default:
        return undefined;
    }
  };
}

function orDropped(before: string, now: string | undefined): Treated {
  return now === undefined ? DROPPED : generalized(before, now);
}
