import { DENIALS } from '../../access/api/denials';
import type { DenyReason } from '../../access/decision';
import { LONGEST_FIELD } from '../cipher';

/** What a caller is told of an item that failed alone, beside what he may not. */
export const ITEM_FAILURES = {
  'patient-id-invalid': 'The record number has another form than PatientId in api/openapi.yaml.',
  'field-name-invalid':
    'The name of the field is none, has the record number in it, or looks like an identifier of a person.',
  'record-invalid':
    'The id of the record is none, has the record number in it, or looks like an identifier of a person.',
  'value-too-large': `It has more than ${String(LONGEST_FIELD)} bytes.`,
  'value-not-text': 'It is no whole Unicode: it has half of a surrogate pair.',
  'value-not-bytes': 'It is no base64 with its padding.',
  'not-decryptable': 'It is not a field that was encrypted for this patient and data type.',
} as const;

/** Why an item failed alone. Codes of audit events too. */
export type ItemCode = keyof typeof ITEM_FAILURES;

/** An item that failed, as the answer has it. */
export interface FailedItem {
  readonly status: 'failed';
  readonly code: ItemCode | DenyReason;
  readonly detail: string;
}

export function failedItem(code: ItemCode): FailedItem {
  return { status: 'failed', code, detail: ITEM_FAILURES[code] };
}

export function deniedItem(reason: DenyReason): FailedItem {
  return { status: 'failed', code: reason, detail: DENIALS[reason] };
}
