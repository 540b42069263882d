import type { Random } from './random';
import type { Values } from './values';

/** So many digits, of which the first is not 0. */
export function digits(random: Random, count: number, first?: number): string {
  const begin = String(first ?? random.between(1, 9));
  return begin + Array.from({ length: count - 1 }, () => random.between(0, 9)).join('');
}

/** A first digit of this half. */
export function firstDigit(random: Random, { firstDigit: [from, to] }: Values): number {
  return random.between(from, to);
}

/** A social security number that could be given out (area not 666, group and serial not 0). */
export function ssn(random: Random, values: Values, mark: string): string {
  const area = digits(random, 3, firstDigit(random, values)).replace('666', '667');
  const group = String(random.between(1, 99)).padStart(2, '0');
  return [area, group, String(random.between(1, 9999)).padStart(4, '0')].join(mark);
}

/** A national provider identifier: Luhn over `80840` and its ten digits. https://www.cms.gov/Regulations-and-Guidance/Administrative-Simplification/NationalProvIdentStand/Downloads/NPIcheckdigit.pdf */
export function npi(random: Random, values: Values): string {
  const nine = `1${digits(random, 8, firstDigit(random, values))}`;
  return `${nine}${npiCheck(nine)}`;
}

/** Ten digits as an NPI has, of which the last is wrong. */
export function notNpi(random: Random): string {
  const nine = `1${digits(random, 8)}`;
  return `${nine}${String((npiCheck(nine) + random.between(1, 9)) % 10)}`;
}

/** Check digit of the first nine of an NPI. */
export function npiCheck(nine: string): number {
  const sum = `80840${nine}`
    .split('')
    .toReversed()
    .reduce((total, digit, at) => {
      const doubled = Number(digit) * (at % 2 === 0 ? 2 : 1);
      return total + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
  return (10 - (sum % 10)) % 10;
}

/** A registration number of the DEA. */
export function dea(random: Random, { deaPrefixes }: Values): string {
  const six = digits(random, 6);
  return `${random.pick(deaPrefixes)}${six}${deaCheck(six)}`;
}

/** Last digit of what the first six of a DEA number make: (1st + 3rd + 5th) + 2 (2nd + 4th + 6th). */
export function deaCheck(six: string): string {
  return String(weighed(six, (at) => 1 + (at % 2)) % 10);
}

const VIN_LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ';
/** Each character at its value, more than once. */
const VIN_VALUES = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ';
const VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** A vehicle identification number with its check digit. */
export function vin(random: Random, { makers }: Values): string {
  const letter = (): string => VIN_LETTERS.charAt(random.between(0, VIN_LETTERS.length - 1));
  const before = `${random.pick(makers)}${letter()}${digits(random, 2)}${letter()}${letter()}`;
  const after = `${letter().replace(/[UZ]/, 'K')}${letter()}${digits(random, 6)}`;
  return `${before}${vinCheck(before, after)}${after}`;
}

/** The ninth character of a VIN, 49 CFR 565.15(c). */
export function vinCheck(before: string, after: string): string {
  const sum = weighed(`${before}0${after}`, (at) => VIN_WEIGHTS[at] ?? 0);
  return '0123456789X'.charAt(sum % 11);
}

const MBI_LETTERS = 'ACDEFGHJKMNPQRTUVWXY';
const MBI_ANY = `${MBI_LETTERS}0123456789`;

/** A Medicare beneficiary identifier. https://www.cms.gov/medicare/new-medicare-card/understanding-the-mbi-with-format.pdf */
export function mbi(random: Random, values: Values, mark: string): string {
  const one = (of: string): string => of.charAt(random.between(0, of.length - 1));
  const digit = (): string => String(random.between(0, 9));
  const parts = [
    `${String(firstDigit(random, values))}${one(MBI_LETTERS)}${one(MBI_ANY)}${digit()}`,
    `${one(MBI_LETTERS)}${one(MBI_ANY)}${digit()}`,
    `${one(MBI_LETTERS)}${one(MBI_LETTERS)}${digit()}${digit()}`,
  ];
  return parts.join(mark);
}

/** Of a device: GS1 element strings of its number, expiry and serial, as labels have them (21 CFR 801.40). */
export function udi(random: Random, { udiPrefixes, serialPrefixes }: Values): string {
  const thirteen = `0${random.pick(udiPrefixes)}${digits(random, 5)}`;
  const expiry = `2${String(random.between(7, 9))}0${String(random.between(1, 9))}15`;
  const serial = `${random.pick(serialPrefixes)}${digits(random, 6)}`;
  return `(01)${thirteen}${gtinCheck(thirteen)}(17)${expiry}(21)${serial}`;
}

/** The last of the fourteen digits of a GTIN, GS1 General Specifications, section 7.9.1. */
export function gtinCheck(thirteen: string): string {
  return String((10 - (weighed(thirteen, (at) => 3 - 2 * (at % 2)) % 10)) % 10);
}

/** Sum of the values of characters, each times the weight of its place. */
function weighed(characters: string, weight: (at: number) => number): number {
  return characters
    .split('')
    .reduce((sum, character, at) => sum + (VIN_VALUES.indexOf(character) % 10) * weight(at), 0);
}
