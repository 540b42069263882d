import type { KeyObject } from 'node:crypto';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { FieldHeader } from './header';
import { headerText, parseHeader } from './header';
import { LONGEST_FIELD } from './value';

const IV_BYTES = 12;
const TAG_BYTES = 16;
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

/**
 * A field in the compact form of RFC 7516, section 3.1, with a random IV: direct encryption (RFC 7518,
 * section 4.5) with AES-256-GCM (section 5.3).
 */
export function seal(header: FieldHeader, bytes: Uint8Array, key: KeyObject): string {
  const encoded = Buffer.from(headerText(header)).toString('base64url');
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(encoded));
  const ciphertext = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return [encoded, Buffer.of(), iv, ciphertext, cipher.getAuthTag()]
    .map((part) => (typeof part === 'string' ? part : part.toString('base64url')))
    .join('.');
}

/** The bytes of a field that was parsed; undefined when it is not authentic under this key. */
export function open(jwe: string, key: KeyObject): Uint8Array | undefined {
  const [encoded = '', , iv = '', ciphertext = '', tag = ''] = jwe.split('.');
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(encoded));
  decipher.setAuthTag(Buffer.from(tag, 'base64url'));
  const bytes = decipher.update(ciphertext, 'base64url');
  try {
    // Throws unless the tag is that of header and ciphertext.
    return Buffer.concat([bytes, decipher.final()]);
  } catch {
    return undefined;
  }
}
