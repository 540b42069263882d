import type { FieldValue } from '../cipher';
import { problemOfValue } from '../field/value';
import type { ItemCode } from './item-failure';

const CODES = { 'too-large': 'value-too-large', 'not-text': 'value-not-text' } as const;

/** Why a value cannot be taken. */
export function problemOf(value: FieldValue): ItemCode | undefined {
  const problem = problemOfValue(value);
  return problem === undefined ? undefined : CODES[problem];
}

/** The bytes that a text stands for; undefined when it is not exactly what base64 makes of them. */
export function bytesIn(base64: string): Uint8Array | undefined {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.toString('base64') === base64 ? bytes : undefined;
}

/** A value as the answer has it. */
export function told(value: FieldValue): { readonly text: string } | { readonly bytes: string } {
  return 'text' in value ? value : { bytes: Buffer.from(value.bytes).toString('base64') };
}
