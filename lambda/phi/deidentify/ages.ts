/** Above it an age is one of a single group, 45 CFR 164.514(b)(2)(i)(C). */
export const OLDEST_TOLD = 89;
/** The group of all ages above 89. */
export const OVER_89 = '90+';
/** Older than anybody was. */
const OLDEST = 130;

/** `45 M` is a man of 45, not a child of 45 months: no unit but years is one letter. */
const FORM =
  /^(\d{1,5})(\.\d{1,2})?[- ]?(years?|yrs?|yo?|y\/o|months?|mos?|weeks?|wks?|days?)?(?:[- ]old)?$/i;
const OVER =
  /^(?:(?:>|over|above) ?89|(?:>=|≥) ?90|90 ?(?:\+|plus|(?:years )?(?:and|or) (?:over|older|above)))$/i;

/** Of each unit, by its first letter, how many a year has; the least, so that an age is not too low. */
const IN_A_YEAR: Readonly<Record<string, number>> = { y: 1, m: 12, w: 52, d: 365 };
const UNITS: Readonly<Record<string, string>> = { m: 'months', w: 'weeks', d: 'days' };

/** An age that was read. */
export interface Age {
  /** In years; infinite in a group of all above 89. */
  readonly years: number;
  /** As it is told: whole years, or the count in smaller units, or `90+`. */
  readonly told: string;
}

/** Reads an age in years, months, weeks or days. Undefined when it is none. */
export function ageOf(text: string): Age | undefined {
  const trimmed = text.trim();
  if (OVER.test(trimmed)) return { years: Infinity, told: OVER_89 };
  const [, whole, part = '', unit = 'y'] = FORM.exec(trimmed) ?? [];
  if (whole === undefined) return undefined;
  const letter = unit.charAt(0).toLowerCase();
  const years = Number(whole + part) / (IN_A_YEAR[letter] ?? 1);
  if (years > OLDEST) return undefined;
  const small = UNITS[letter];
  const count = String(Number(whole));
  const told = small === undefined ? count : `${count} ${small}`;
  return { years, told: years > OLDEST_TOLD ? OVER_89 : told };
}
