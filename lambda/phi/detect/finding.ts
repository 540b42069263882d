/**
 * The identifiers of 45 CFR 164.514(b)(2)(i)(A) to (R), in their order.
 */
export const IDENTIFIERS = [
  'name',
  'geographic',
  'date',
  'telephone',
  'fax',
  'email',
  'ssn',
  'medical-record-number',
  'health-plan-number',
  'account-number',
  'license-number',
  'vehicle',
  'device',
  'url',
  'ip-address',
  'biometric',
  'photograph',
  'other',
] as const;
export type Identifier = (typeof IDENTIFIERS)[number];

export const SENSITIVITIES = ['low', 'medium', 'high'] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];

/** How bad it is when it is seen. */
export const SENSITIVITY_OF: Readonly<Record<Identifier, Exclude<Sensitivity, 'low'>>> = {
  name: 'medium',
  geographic: 'medium',
  date: 'medium',
  telephone: 'medium',
  fax: 'medium',
  email: 'medium',
  ssn: 'high',
  'medical-record-number': 'high',
  'health-plan-number': 'high',
  'account-number': 'high',
  'license-number': 'high',
  vehicle: 'medium',
  device: 'medium',
  url: 'medium',
  'ip-address': 'medium',
  biometric: 'high',
  photograph: 'high',
  other: 'medium',
};

/** An identifier in a text. Never its value. */
export interface Finding {
  readonly identifier: Identifier;
  /** First UTF-16 unit. */
  readonly start: number;
  /** Behind the last UTF-16 unit. */
  readonly end: number;
  /** From 0 to 1: how surely it is one. */
  readonly confidence: number;
  /** Kind within the identifier, or what stood beside it, such as `npi`, `dea`, `zip`, `labelled`. A word of ours, never of the text. */
  readonly label: string;
}

/** Finds identifiers of persons in a text. */
export interface PhiDetector {
  /**
   * Findings in the order of their start; none overlaps another.
   *
   * @throws UnavailableError when a service that it asks does not answer: nothing was looked at
   */
  detect(text: string): Promise<readonly Finding[]>;
}

/** A form of number of the hospital's own: `9` a digit, `A` a capital letter, everything else itself. */
export interface TenantPattern {
  readonly identifier: Identifier;
  /** Such as `MH-999999`. 4 to 32 characters, at least 4 of them `9` or `A`. */
  readonly form: string;
}
