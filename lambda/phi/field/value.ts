import type { FieldValue } from '../cipher';

/** Most bytes of a field before it is encrypted; a text counts as UTF-8. */
export const LONGEST_FIELD = 262_144;

/** Why a value cannot be encrypted. */
export type ValueProblem = 'too-large' | 'not-text';

const LONE_SURROGATE = /\p{Surrogate}/u;
/** Keeps a byte order mark, which is part of the value, and refuses what is not UTF-8. */
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * What keeps a value from being encrypted; undefined when nothing does. Half a character is not text: no
 * UTF-8 has it, so it would not come back as it was.
 */
export function problemOfValue(value: FieldValue): ValueProblem | undefined {
  if ('bytes' in value) return value.bytes.length > LONGEST_FIELD ? 'too-large' : undefined;
  // No text has fewer bytes than UTF-16 units: what is far too long is not looked at.
  if (value.text.length > LONGEST_FIELD) return 'too-large';
  if (LONE_SURROGATE.test(value.text)) return 'not-text';
  return Buffer.byteLength(value.text) > LONGEST_FIELD ? 'too-large' : undefined;
}

/** The bytes that are encrypted. */
export function bytesOf(value: FieldValue): Uint8Array {
  return 'bytes' in value ? value.bytes : Buffer.from(value.text);
}

/** The value that bytes were; undefined when they are no text and should be. */
export function valueOf(bytes: Uint8Array, kind: 'text' | 'bytes'): FieldValue | undefined {
  if (kind === 'bytes') return { bytes };
  try {
    return { text: UTF8.decode(bytes) };
  } catch {
    return undefined;
  }
}
