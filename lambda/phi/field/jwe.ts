import type { CryptoKey } from 'jose';
import { CompactEncrypt, compactDecrypt, errors } from 'jose';
import type { FieldHeader } from './header';
import { headerText, parseHeader } from './header';
import { LONGEST_FIELD } from './value';

/** Characters of 12 bytes. */
const IV = /^[\w-]{16}$/;
/** Characters of 16 bytes. */
const TAG = /^[\w-]{21}[AQgw]$/;
/** Base64url (RFC 7515, section 2) in its one form: bits that stand for nothing are zero. */
const BASE64URL = /^(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/;
const MOST_CIPHERTEXT = Math.ceil((LONGEST_FIELD * 4) / 3);

/**
 * What a field says of itself; undefined unless it is spelt as `seal` spells one: five parts, no wrapped
 * key, each part in the one form that base64url has for it. Nothing of it is proven before `open`.
 */
export function parseField(jwe: string): FieldHeader | undefined {
  const [header = '', wrapped, iv = '', ciphertext, tag = '', more] = jwe.split('.', 6);
  if (wrapped !== '' || ciphertext === undefined || more !== undefined) return undefined;
  if (!IV.test(iv) || !TAG.test(tag) || ciphertext.length > MOST_CIPHERTEXT) return undefined;
  if (!BASE64URL.test(ciphertext)) return undefined;
  const text = Buffer.from(header, 'base64url');
  return text.toString('base64url') === header ? parseHeader(text.toString('latin1')) : undefined;
}

/** A field in the compact form of RFC 7516, with a random IV. */
export async function seal(
  header: FieldHeader,
  bytes: Uint8Array,
  key: CryptoKey,
): Promise<string> {
  return new CompactEncrypt(bytes)
    .setProtectedHeader(JSON.parse(headerText(header)) as { alg: 'dir'; enc: 'A256GCM' })
    .encrypt(key);
}

/** The bytes of a field that was parsed; undefined when it is not authentic under this key. */
export async function open(jwe: string, key: CryptoKey): Promise<Uint8Array | undefined> {
  try {
    return (await compactDecrypt(jwe, key)).plaintext;
  } catch (error) {
    if (error instanceof errors.JWEDecryptionFailed) return undefined;
    throw error;
  }
}
