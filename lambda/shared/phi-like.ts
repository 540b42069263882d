/** Kinds of identifier of 45 CFR 164.514(b)(2)(i) that can be told from their form. */
export type PhiKind =
  | 'a social security number'
  | 'a telephone number'
  | 'a date of birth'
  | 'a date'
  | 'an e-mail address'
  | 'a medical record number'
  | 'a Medicare beneficiary identifier'
  | 'an account or card number';

/** A day in any of its usual forms, of a century in which somebody now alive was born. */
const YEAR = '(?:19|20)\\d{2}';
const MONTH = '(?:0?[1-9]|1[0-2])';
const DAY = '(?:0?[1-9]|[12]\\d|3[01])';
const DATE = `(?:(?<!\\d)${YEAR}([-/._])${MONTH}\\1${DAY}|(?<!\\d|\\d[-/._])${MONTH}([-/._])${DAY}\\2${YEAR})(?!\\d)`;
const ANY_DATE = new RegExp(DATE);
const COMPACT_DATE = `(?<!\\d)${YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])(?!\\d)`;

/** Versions of the languages of policies and templates. */
const VERSIONS = /\b(?:2012-10-17|2008-10-17|2010-09-09)\b/g;

/** The fields of an ARN before the name: an account id is none of a person. */
const ARN_HEAD = /\barn:[\w-]+:[\w-]*:[\w-]*:(?:\d{12})?:/g;

/**
 * Area numbers 000, 666 and 900 to 999 are never given out, nor are a group 00 and a serial 0000:
 * https://secure.ssa.gov/poms.nsf/lnx/0110201035
 */
const SSN =
  /(?<![A-Za-z0-9]|\d[-._ ])(?!000|666|9)\d{3}([-._ ])(?!00)\d{2}\1(?!0000)\d{4}(?![A-Za-z0-9]|[-._ ]\d)/;

/** Of the North American plan, with separators or a country code: ten bare digits are too common. */
const TELEPHONE =
  /(?<![A-Za-z0-9]|\d[-._ ])(?:(?:\+?1[-._ ]?)?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-._ ])[2-9]\d{2}[-._ ]\d{4}|\+1[2-9]\d{2}[2-9]\d{6})(?![A-Za-z0-9]|[-._ ]\d)/;

const EMAIL = /[\w.%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}/;

const MRN =
  /(?:mrn|medical[ _.-]?record(?:[ _.-]?(?:number|no|num))?)[ _.:#=-]{0,3}\d{4,}(?![A-Za-z\d])/i;

/**
 * Eleven characters, some letters left out: https://www.cms.gov/medicare/new-medicare-card/understanding-the-mbi-with-format.pdf
 */
const MBI =
  /(?<![A-Z0-9])[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}(?![A-Za-z0-9])/;

/**
 * Of an industry that gives out cards to people (ISO/IEC 7812-1: 3 to 6, and 2 from 22 on). Others
 * with as many digits are times, in milliseconds or as `20261125103000`.
 */
const LONG_NUMBER = /(?<![A-Za-z0-9])(?:[3-6]\d|2[2-7])\d{11,17}(?![A-Za-z0-9])/g;

const BESIDE_BIRTH = new RegExp(
  `(?<![a-z])(?:dob|(?:date[ _-]?of[ _-]?)?birth|born)[\\w .:#=-]{0,12}?(?:${DATE}|${COMPACT_DATE})`,
  'i',
);

/**
 * Kinds of identifier that a text looks like. In a name any day counts, since nobody can say whose
 * it is; in prose only one beside a word of birth.
 */
export function phiLike(text: string, where: 'name' | 'prose'): readonly PhiKind[] {
  const clean = text.replaceAll(ARN_HEAD, ' ').replaceAll(VERSIONS, ' ');
  const isBirth = BESIDE_BIRTH.test(clean);
  const found: readonly (readonly [PhiKind, boolean])[] = [
    ['a social security number', SSN.test(clean)],
    ['a telephone number', TELEPHONE.test(clean)],
    ['a date of birth', isBirth],
    ['a date', where === 'name' && !isBirth && ANY_DATE.test(clean)],
    ['an e-mail address', EMAIL.test(clean)],
    ['a medical record number', MRN.test(clean)],
    ['a Medicare beneficiary identifier', MBI.test(clean)],
    [
      'an account or card number',
      [...clean.matchAll(LONG_NUMBER)].some(([digits]) => hasCheckDigit(digits)),
    ],
  ];
  return found.filter(([, is]) => is).map(([kind]) => kind);
}

/** Luhn: ISO/IEC 7812-1, annex B. */
function hasCheckDigit(digits: string): boolean {
  const sum = digits
    .split('')
    .toReversed()
    .reduce((total, character, index) => {
      const digit = Number(character) * (index % 2 === 0 ? 1 : 2);
      return total + (digit > 9 ? digit - 9 : digit);
    }, 0);
  return sum % 10 === 0;
}
