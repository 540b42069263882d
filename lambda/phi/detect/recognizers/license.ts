import { passesLuhn } from '../../../shared/identifier-forms';
import { labelled } from '../labelled';
import type { Recognizer } from '../recognizer';
import { BEFORE, BEHIND, matchAt, NOTHING, sticky } from '../recognizer';

const NUMBER = `(?=(?:[A-Z.-]{0,6}\\d){3})[A-Z0-9](?:[-.]?[A-Z0-9]){3,17}${BEHIND}`;

const said = labelled({
  identifier: 'license-number',
  label: 'labelled',
  words: `
    license licence licensed lic certificate certification cert dl dln driver drivers passport
    registration credential dea npi state medical
  `,
  name: "(?:state|medical)[ _-](?:medical[ _-])?licen[cs]e|driver(?:['’]?s)?['’]?[ _-]{0,2}(?:licen[cs]e|lic)|licen[cs]ed?|lic\\.?|certificat(?:e|ion)|cert\\.?|dln?|passport|registration|credential|dea|npi",
  value: NUMBER,
  far: `[A-Z]{0,3}-?\\d{5,12}${BEHIND}`,
});

/**
 * Number of a prescriber: two letters and seven digits, of which the last checks the others, or a
 * letter and a 9. https://www.deadiversion.usdoj.gov/drugreg/reg_apps/ (DEA Registration Validation)
 */
const DEA = sticky(`${BEFORE}([ABCDEFGHJKLMPRSTUX][A-Z9])(\\d{7})${BEHIND}`);

/** The first, third and fifth digit, and twice the second, fourth and sixth, end in the seventh. */
export function isDeaNumber(digits: string): boolean {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, check] = Array.from(digits, Number);
  return (a + c + e + 2 * (b + d + f)) % 10 === check;
}

const dea: Recognizer = {
  codes: true,
  look(text, at) {
    const match = matchAt(DEA, text, at);
    if (match === undefined || !isDeaNumber(match[2] ?? '')) return NOTHING;
    const end = at + match[0].length;
    return [{ identifier: 'license-number', start: at, end, confidence: 0.9, label: 'dea' }];
  },
};

const TEN_DIGITS = sticky(`(?:(?<![A-Za-z0-9]|\\d[-.])|(?<=NPI))[12]\\d{9}(?![A-Za-z0-9]|[-.]\\d)`);
const CARD_ISSUER = '80840';

/**
 * Number of a provider: ten digits from 1 or 2 on that, behind 80840, have a check digit of Luhn.
 * https://www.cms.gov/Regulations-and-Guidance/Administrative-Simplification/NationalProvIdentStand/Downloads/NPIcheckdigit.pdf
 */
export function isNpi(digits: string): boolean {
  return /^[12]\d{9}$/.test(digits) && passesLuhn(`${CARD_ISSUER}${digits}`);
}

const npi: Recognizer = {
  numbers: true,
  look(text, at) {
    const [digits = ''] = matchAt(TEN_DIGITS, text, at) ?? [];
    if (!isNpi(digits)) return NOTHING;
    const end = at + digits.length;
    return [{ identifier: 'license-number', start: at, end, confidence: 0.7, label: 'npi' }];
  },
};

export const LICENSE: readonly Recognizer[] = [said, dea, npi];
