import type { Age } from './ages';
import { ageOf, OLDEST_TOLD } from './ages';
import { yearOf } from './dates';
import type { RecordField } from './field';

/** What of a person may be told without telling that he is over 89, and how old. */
export interface Revealing {
  /** Whether a year of a date of him may be told. */
  mayTellYear(kind: 'date' | 'birth-date', year: number): boolean;
  /** Whether an age may be told, if only as of the group above 89. */
  mayTellAge(age: Age): boolean;
}

/**
 * Looks at all that a record says of one person's age (45 CFR 164.514(b)(2)(i)(C): all elements of
 * dates, including the year, that indicate an age over 89). An age shows in
 *
 * - a year so long ago that who lived then is over 89 by now;
 * - a birth year beside any age above 89: it tells how far above;
 * - a lower age beside a birth date that makes him older: it is of an earlier day, whose year may stand
 *   beside it. It is dropped, since to say `90+` of that day would be false;
 * - where no birth year says how old he is: an age beside a year in which, if he had it then, he would
 *   be over 89 by now.
 *
 * Who turns 90 in a year counts as over 89 in all of it. By now is in the year of the release, or of a
 * later date in the record.
 */
export function revealing(fields: readonly RecordField[], asOf: number): Revealing {
  const births = yearsOf(fields, 'birth-date').filter((year) => year <= asOf);
  const ages = fields
    .filter(({ kind }) => kind === 'age')
    .flatMap(({ text }) => ageOf(text) ?? [])
    .map(({ years }) => years);
  const now = Math.max(asOf, ...yearsOf(fields, 'date'));
  const isOldByBirth = births.some((year) => isOver(now - year));
  const isOld = isOldByBirth || ages.some(isOver);
  const isBirthTold = births.length > 0 && !isOld;
  /** The highest age that is told and that may be of any of the years. */
  const undated =
    isBirthTold || isOldByBirth ? 0 : Math.max(0, ...ages.filter((age) => !isOver(age)));
  return {
    mayTellYear(kind, year) {
      if (kind === 'birth-date') return year <= asOf && !isOld;
      return !isOver(now - year + Math.floor(undated));
    },
    mayTellAge: ({ years }) => !isOldByBirth || isOver(years),
  };
}

function yearsOf(fields: readonly RecordField[], kind: RecordField['kind']): readonly number[] {
  return fields.filter((field) => field.kind === kind).flatMap(({ text }) => yearOf(text) ?? []);
}

function isOver(years: number): boolean {
  return years > OLDEST_TOLD;
}
