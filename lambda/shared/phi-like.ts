import {
  CARD_START,
  COMPACT_DATE,
  DAY,
  MBI,
  MONTH,
  NANP_PART,
  passesLuhn,
  SSN_AREA,
  SSN_GROUP,
  SSN_SERIAL,
  TOLL_FREE_AREA,
  YEAR,
} from './identifier-forms';

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

/** A day in any of its usual forms. */
const DATE = `(?:(?<!\\d)${YEAR}([-/._])${MONTH}\\1${DAY}|(?<!\\d|\\d[-/._])${MONTH}([-/._])${DAY}\\2${YEAR})(?!\\d)`;
const ANY_DATE = new RegExp(DATE);

/** Versions of the languages of policies and templates. */
const VERSIONS = /\b(?:2012-10-17|2008-10-17|2010-09-09)\b/g;

/** The fields of an ARN before the name: an account id is none of a person. */
const ARN_HEAD = /\barn:[\w-]+:[\w-]*:[\w-]*:(?:\d{12})?:/g;

const SSN = new RegExp(
  `(?<![A-Za-z0-9]|\\d[-._ ])${SSN_AREA}([-._ ])${SSN_GROUP}\\1${SSN_SERIAL}(?![A-Za-z0-9]|[-._ ]\\d)`,
);

/** Of the North American plan, with separators or a country code: ten bare digits are too common. */
function telephone(area: string): string {
  return `(?<![A-Za-z0-9]|\\d[-._ ])(?:(?:\\+?1[-._ ]?)?(?:\\(${area}\\) ?|${area}[-._ ])${NANP_PART}[-._ ]\\d{4}|\\+1${area}${NANP_PART}\\d{4})(?![A-Za-z0-9]|[-._ ]\\d)`;
}
const TELEPHONE = new RegExp(telephone(NANP_PART));
const TOLL_FREE = new RegExp(telephone(TOLL_FREE_AREA), 'g');

const EMAIL = /[\w.%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}/;

const MRN =
  /(?:mrn|medical[ _.-]?record(?:[ _.-]?(?:number|no|num))?)[ _.:#=-]{0,3}\d{4,}(?![A-Za-z\d])/i;

const MEDICARE = new RegExp(`(?<![A-Z0-9])${MBI}(?![A-Za-z0-9])`);

const LONG_NUMBER = new RegExp(`(?<![A-Za-z0-9])${CARD_START}\\d{11,17}(?![A-Za-z0-9])`, 'g');

const BESIDE_BIRTH = new RegExp(
  `(?<![a-z])(?:dob|(?:date[ _-]?of[ _-]?)?birth|born)[\\w .:#=-]{0,12}?(?:${DATE}|(?<!\\d)${COMPACT_DATE}(?!\\d))`,
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
    ['a Medicare beneficiary identifier', MEDICARE.test(clean)],
    [
      'an account or card number',
      [...clean.matchAll(LONG_NUMBER)].some(([digits]) => passesLuhn(digits)),
    ],
  ];
  return found.filter(([, is]) => is).map(([kind]) => kind);
}

/** A text without toll-free telephone numbers: for what tells people whom to call. */
export function withoutTollFree(text: string): string {
  return text.replaceAll(TOLL_FREE, ' ');
}
