/** First and last year that a date of a patient's record may have. */
const FIRST_YEAR = 1800;
const LAST_YEAR = 2199;
const MOST_MONTHS = 12;
const MOST_DAYS = 31;

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const DAY = '(?<a>\\d{1,2})(?:st|nd|rd|th)?';
const YEAR = '(?<year>\\d{4})';
/** A time of day with or without seconds and zone. */
const TIME =
  '(?:(?:T|,? )\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?(?: ?[ap]m)?(?: ?(?:z|[+-]\\d{2}:?\\d{2}|[a-z]{3}))?)?';

/** Forms with a year in four digits; `a` and `b` are a month and a day, in either order. */
const FORMS = [
  YEAR,
  `${YEAR}[-/.](?<a>\\d{1,2})`,
  `(?<a>\\d{1,2})[-/.]${YEAR}`,
  `${YEAR}(?<mark>[-/.])(?<a>\\d{1,2})\\k<mark>(?<b>\\d{1,2})${TIME}`,
  `(?<a>\\d{1,2})(?<mark>[-/.])(?<b>\\d{1,2})\\k<mark>${YEAR}${TIME}`,
  // As HL7 version 2 has it: to the day, the minute, the second or a part of it.
  `${YEAR}(?<a>\\d{2})(?<b>\\d{2})(?:\\d{4}(?:\\d{2}(?:\\.\\d{1,4})?)?(?:[+-]\\d{4})?)?`,
  `${MONTH},?[- ]${YEAR}`,
  `${MONTH} ${DAY},? ${YEAR}${TIME}`,
  `${DAY}[- ]${MONTH},?[- ]${YEAR}${TIME}`,
].map((form) => new RegExp(`^${form}$`, 'i'));

/**
 * The year of a date, in the forms that records have. Undefined when it is none of them or no day of a
 * calendar. With two digits nobody can say of which century a year is.
 */
export function yearOf(text: string): number | undefined {
  const trimmed = text.trim();
  for (const form of FORMS) {
    const groups = form.exec(trimmed)?.groups;
    if (groups !== undefined) return yearIn(groups);
  }
  return undefined;
}

function yearIn({ year, a = '1', b = '1' }: Readonly<Record<string, string | undefined>>) {
  const inYear = Number(year);
  const [smaller = 0, larger = 0] = [Number(a), Number(b)].toSorted((one, other) => one - other);
  const isDay = smaller >= 1 && smaller <= MOST_MONTHS && larger <= MOST_DAYS;
  return isDay && inYear >= FIRST_YEAR && inYear <= LAST_YEAR ? inYear : undefined;
}
