import { DATE_FORMS, dayIn } from './dates';
import type { GoldKind } from './labelled';
import * as numbers from './numbers';
import { digits, firstDigit } from './numbers';
import type { Random } from './random';
import type { Values } from './values';

type Make = (random: Random, values: Values) => string;
interface Made {
  /** Undefined: identifies nobody. */
  readonly kind?: GoldKind | 'neutral';
  readonly make: Make;
}

const VISITS = [2015, 2026] as const;
const BIRTHS = [1938, 2023] as const;

/** A form of telephone number of its area, its exchange and its line. */
const TELEPHONES: Readonly<
  Record<string, (area: string, exchange: string, line: string) => string>
> = {
  dashes: (...parts) => parts.join('-'),
  dots: (...parts) => parts.join('.'),
  spaces: (...parts) => parts.join(' '),
  parentheses: (area, exchange, line) => `(${area}) ${exchange}-${line}`,
  tight: (area, exchange, line) => `(${area})${exchange}-${line}`,
  bare: (...parts) => parts.join(''),
  one: (...parts) => `1-${parts.join('-')}`,
  plus: (...parts) => `+1${parts.join('')}`,
  'plus-spaces': (area, exchange, line) => `+1 (${area}) ${exchange}-${line}`,
};

function telephone(form: (area: string, exchange: string, line: string) => string): Make {
  return (random, { areaCodes }) =>
    form(random.pick(areaCodes), digits(random, 3, random.between(2, 9)), digits(random, 4));
}

function days(prefix: string, kind: GoldKind, [from, to]: readonly [number, number]) {
  return Object.entries(DATE_FORMS).map(([name, form]): readonly [string, Made] => [
    `${prefix}.${name}`,
    { kind, make: (random, values) => form(dayIn(random, values, from, to)) },
  ]);
}

/** A street number and what follows: some with a flat. */
function street(random: Random, { streets, streetEnds }: Values): string {
  const flat = random.pick(['', '', ` Apt ${digits(random, 1)}B`, `, Unit ${digits(random, 2)}`]);
  const number = digits(random, random.between(2, 5));
  return `${number} ${random.pick(streets)} ${random.pick(streetEnds)}${flat}`;
}

/** What may stand in a template, but for people. */
export const PLACEHOLDERS: ReadonlyMap<string, Made> = new Map<string, Made>([
  ...days('date', 'date', VISITS),
  ...days('dob', 'date', BIRTHS),
  ...(['telephone', 'fax'] as const).flatMap((kind) =>
    Object.entries(TELEPHONES).map(([name, form]): readonly [string, Made] => [
      `${kind}.${name}`,
      { kind, make: telephone(form) },
    ]),
  ),
  ['ssn', { kind: 'ssn', make: (random, values) => numbers.ssn(random, values, '-') }],
  ['ssn.spaces', { kind: 'ssn', make: (random, values) => numbers.ssn(random, values, ' ') }],
  ['ssn.bare', { kind: 'ssn', make: (random, values) => numbers.ssn(random, values, '') }],
  ['mrn', { kind: 'mrn', make: number(6, 10) }],
  ['mrn.7', { kind: 'mrn', make: number(7, 7) }],
  ['mrn.zeros', { kind: 'mrn', make: (random, values) => `00${number(6, 7)(random, values)}` }],
  ['mrn.letter', { kind: 'mrn', make: (random, values) => `E${number(7, 8)(random, values)}` }],
  [
    'member',
    {
      kind: 'member-id',
      make: (random, values) =>
        `${random.pick(values.memberPrefixes)}${number(9, 9)(random, values)}`,
    },
  ],
  ['member.digits', { kind: 'member-id', make: number(9, 11) }],
  [
    'member.mixed',
    {
      kind: 'member-id',
      make: (random, values) =>
        `${number(4, 4)(random, values)}${random.pick(values.memberPrefixes)}${digits(random, 3)}`,
    },
  ],
  ['mbi', { kind: 'mbi', make: (random, values) => numbers.mbi(random, values, '') }],
  ['mbi.dashes', { kind: 'mbi', make: (random, values) => numbers.mbi(random, values, '-') }],
  ['account', { kind: 'account', make: number(8, 12) }],
  ['npi', { kind: 'npi', make: numbers.npi }],
  ['dea', { kind: 'dea', make: numbers.dea }],
  [
    'license',
    {
      kind: 'license',
      make: (random, values) => `${random.pick(values.licensePrefixes)}${digits(random, 6)}`,
    },
  ],
  ['vin', { kind: 'vin', make: numbers.vin }],
  [
    'plate',
    {
      kind: 'plate',
      make: (random, values) => `${random.pick(values.platePrefixes)}${digits(random, 4)}`,
    },
  ],
  [
    'serial',
    {
      kind: 'serial',
      make: (random, values) => `${random.pick(values.serialPrefixes)}${digits(random, 7)}`,
    },
  ],
  ['udi', { kind: 'udi', make: numbers.udi }],
  [
    'ip',
    {
      kind: 'ip',
      make: (random, values) => `${random.pick(values.networks)}${String(random.between(1, 254))}`,
    },
  ],
  [
    'ip6',
    {
      kind: 'ip',
      make: (random, values) =>
        `${random.pick(values.networks6)}${random.between(4096, 65535).toString(16)}`,
    },
  ],
  [
    'url',
    { kind: 'url', make: (random, values) => `${random.pick(values.urls)}${digits(random, 6)}` },
  ],
  ['street', { kind: 'street', make: street }],
  ['zip', { kind: 'zip', make: (random, { zips: [from, to] }) => zip(random, from, to) }],
  [
    'zip9',
    {
      kind: 'zip',
      make: (random, { zips: [from, to] }) => `${zip(random, from, to)}-${digits(random, 4)}`,
    },
  ],
  [
    'age-over-89',
    {
      kind: 'age-over-89',
      make: (random, { parity }) => String(90 + 2 * random.between(0, 5) + parity),
    },
  ],
  ['age', { make: (random) => String(random.between(19, 88)) }],
  [
    'time',
    {
      make: (random) =>
        `${String(random.between(7, 21)).padStart(2, '0')}:${digits(random, 2, random.between(1, 5))}`,
    },
  ],
  ['drug', { make: (random, { drugs }) => random.pick(drugs) }],
  ['problem', { make: (random, { problems }) => random.pick(problems) }],
  [
    'bp',
    { make: (random) => `${String(random.between(96, 178))}/${String(random.between(52, 98))}` },
  ],
  ['not-npi', { make: numbers.notNpi }],
  ['org', { kind: 'neutral', make: (random, { organizations }) => random.pick(organizations) }],
  ['insurer', { kind: 'neutral', make: (random, { insurers }) => random.pick(insurers) }],
]);

/** A number of so many digits that begins as this half's do. */
function number(from: number, to: number): Make {
  return (random, values) => digits(random, random.between(from, to), firstDigit(random, values));
}

function zip(random: Random, from: number, to: number): string {
  return String(random.between(from, to)).padStart(5, '0');
}
