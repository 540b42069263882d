import type { Identifier } from '../../../lambda/phi/detect/finding';

/** What a labelled piece of a text is, and which identifier of 45 CFR 164.514(b)(2)(i) that is. */
export const IDENTIFIER_OF = {
  ssn: 'ssn',
  telephone: 'telephone',
  fax: 'fax',
  email: 'email',
  mrn: 'medical-record-number',
  'member-id': 'health-plan-number',
  mbi: 'health-plan-number',
  npi: 'license-number',
  vin: 'vehicle',
  ip: 'ip-address',
  url: 'url',
  date: 'date',
  'age-over-89': 'date',
  account: 'account-number',
  dea: 'license-number',
  license: 'license-number',
  plate: 'vehicle',
  serial: 'device',
  udi: 'device',
  zip: 'geographic',
  street: 'geographic',
  city: 'geographic',
  name: 'name',
} as const satisfies Readonly<Record<string, Identifier>>;
export type GoldKind = keyof typeof IDENTIFIER_OF;

/** Those that have a form, whose recall is one figure. */
export const STRUCTURED: readonly GoldKind[] = [
  'ssn',
  'telephone',
  'fax',
  'email',
  'mrn',
  'member-id',
  'mbi',
  'npi',
  'vin',
  'ip',
  'url',
  'date',
];

export interface Range {
  /** First UTF-16 unit. */
  readonly start: number;
  /** Behind the last one. */
  readonly end: number;
}

/** An identifier of a person, by where it is. */
export interface Gold extends Range {
  readonly kind: GoldKind;
}

/** A text and all that identifies somebody in it. */
export interface Labelled {
  readonly text: string;
  readonly gold: readonly Gold[];
  /** Names of organizations: whether to black them out is a matter of taste, so nobody is judged by them. */
  readonly neutral: readonly Range[];
}
