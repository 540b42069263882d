import { createHmac, hkdfSync } from 'node:crypto';
import type { FieldKind } from './field';

/** What stands for values, always the same for the same value. */
export interface Tokens {
  /** Base64url of 16 bytes. Kinds do not share tokens: the same text as another kind has another. */
  of(kind: FieldKind, value: string): string;
  /** A number from 0, below `count`, likewise. */
  numberOf(kind: FieldKind, value: string, count: number): number;
}

const PURPOSE = 'hlz/development-data/v1';
const KEY_BYTES = 32;
const TOKEN_BYTES = 16;
const NUMBER_BYTES = 6;

/**
 * Tokens under a key that is derived (HKDF, RFC 5869) from a secret of the tenant and a salt. The secret
 * is what protects the values: whoever has nothing but the salt and a list of all record numbers cannot
 * find whose a token is. Another salt gives tokens that match none of the first.
 *
 * @param secret 32 bytes that workloads of the tenant alone can have
 * @param salt any text, of the caller
 * @throws RangeError when the secret is shorter
 */
export function createTokens(secret: Uint8Array, salt: string): Tokens {
  if (secret.length < KEY_BYTES) {
    throw new RangeError(`a secret of a tenant has ${String(KEY_BYTES)} bytes`);
  }
  const key = Buffer.from(hkdfSync('sha256', secret, salt, PURPOSE, KEY_BYTES));
  // The kind is a word of ours without this sign, so no two pairs have the same bytes.
  const macOf = (kind: FieldKind, value: string): Buffer =>
    createHmac('sha256', key).update(`${kind}\n${value}`).digest();
  return {
    of: (kind, value) => macOf(kind, value).subarray(0, TOKEN_BYTES).toString('base64url'),
    // 48 bits: no number below a few thousand is noticeably likelier than another.
    numberOf: (kind, value, count) =>
      macOf(kind, value).readUIntBE(TOKEN_BYTES, NUMBER_BYTES) % count,
  };
}
