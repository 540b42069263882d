import type { PhiDetector, Finding } from '../detect/finding';

/** What a field of a record is. The caller knows; nothing here guesses it. */
export const FIELD_KINDS = [
  'name',
  'address',
  'city',
  'state',
  'zip',
  'date',
  'birth-date',
  'age',
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
  /** Any other number, characteristic or code of one person. */
  'identifier',
  /** Free text. */
  'text',
  /** A clinical value that identifies nobody, such as a code or a measurement. */
  'value',
] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

export interface RecordField {
  readonly field: string;
  readonly kind: FieldKind;
  readonly text: string;
}

/**
 * What was done with a field: it is as it was, or less exact, or something made up stands there, or what
 * a detector found in it is blacked out, or it is gone.
 */
export const TREATMENTS = ['kept', 'generalized', 'replaced', 'redacted', 'dropped'] as const;
export type Treatment = (typeof TREATMENTS)[number];

export type Treated =
  | { readonly treatment: Exclude<Treatment, 'dropped'>; readonly text: string }
  | { readonly treatment: 'dropped' };

/** In the order of the fields that were given. */
export type TreatedField = Treated & Pick<RecordField, 'field' | 'kind'>;

/** What both methods need beside the fields. */
export interface Means {
  /** Year in which the result is released: who is over 89 is over 89 in it. */
  readonly asOf: number;
  readonly detector: PhiDetector;
  /** Blacks out what was found. */
  readonly redact: (text: string, findings: readonly Finding[]) => string;
}

export const DROPPED: Treated = { treatment: 'dropped' };

/** `now` in place of `before`, which is either the same or less exact. */
export function generalized(before: string, now: string): Treated {
  return { treatment: now === before.trim() ? 'kept' : 'generalized', text: now };
}
