/**
 * Texts of regular expressions for parts of identifiers of persons, without what may stand around them,
 * and check digits. Names, ids and logs are judged by them (`phi-like.ts`), and so is clinical text
 * (`lambda/phi/detect/`): each asks for more or less around the same number.
 */

/** A year in which somebody now alive was born or treated. */
export const YEAR = '(?:19|20)\\d{2}';
export const MONTH = '(?:0?[1-9]|1[0-2])';
export const DAY = '(?:0?[1-9]|[12]\\d|3[01])';
/** A day as `19800102`. */
export const COMPACT_DATE = `${YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])`;

/**
 * Area numbers 000, 666 and 900 to 999 are never given out, nor are a group 00 and a serial 0000:
 * https://secure.ssa.gov/poms.nsf/lnx/0110201035
 */
export const SSN_AREA = '(?!000|666|9)\\d{3}';
export const SSN_GROUP = '(?!00)\\d{2}';
export const SSN_SERIAL = '(?!0000)\\d{4}';

/** Area code and exchange of the North American plan begin with 2 to 9: https://nationalnanpa.com/number_resource_info/area_codes.html */
export const NANP_PART = '[2-9]\\d{2}';
/** Whom one calls for free is no private person: https://lincmad.com/nongeographic.html */
export const TOLL_FREE_AREA = '8(?:00|33|44|55|66|77|88)';

const MBI_LETTER = '[AC-HJKMNP-RT-Y]';
const MBI_EITHER = '[AC-HJKMNP-RT-Y0-9]';
/**
 * Medicare beneficiary identifier. Eleven characters, some letters left out:
 * https://www.cms.gov/medicare/new-medicare-card/understanding-the-mbi-with-format.pdf
 */
export const MBI = `[1-9]${MBI_LETTER}${MBI_EITHER}\\d-?${MBI_LETTER}${MBI_EITHER}\\d-?${MBI_LETTER}{2}\\d{2}`;

/**
 * First two digits of a number of an industry that gives out cards to people (ISO/IEC 7812-1: 3 to 6,
 * and 2 from 22 on). Others with as many digits are times, in milliseconds or as `20261125103000`.
 */
export const CARD_START = '(?:[3-6]\\d|2[2-7])';

/** Luhn: ISO/IEC 7812-1, annex B. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 1; at <= digits.length; at += 1) {
    const digit = Number(digits[digits.length - at]) * (at % 2 === 0 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}
