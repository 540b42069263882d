import * as z from 'zod/mini';
import { jsonIn } from '../shared/json';
import { KeySetError } from './errors';

/** A key that tokens are signed with: RSA, its public half. */
export interface PublicKey {
  readonly kid: string;
  /** Modulus, base64url. */
  readonly n: string;
  /** Exponent, base64url. */
  readonly e: string;
}

/** Cognito has two keys, and four while it changes them. */
const MOST_KEYS = 16;
const LONGEST_KID = 256;
const LEAST_BITS = 2048;
const MOST_BITS = 8192;
/** 65537: the only one that Cognito uses. */
const EXPONENT = 'AQAB';
/** Parts of a private key: RFC 7518, section 6.3.2. */
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

const kid = z.string().check(z.minLength(1), z.maxLength(LONGEST_KID));
const publicKey = z.strictObject({
  kid,
  n: z.string().check(z.refine(isModulus)),
  e: z.literal(EXPONENT),
});
const anyKey = z.looseObject({ kty: z.string(), use: z.optional(z.string()) });
const keySet = z.looseObject({ keys: z.array(anyKey).check(z.maxLength(MOST_KEYS)) });

/** Keys as they are kept. */
export const keptKeys = z.array(publicKey).check(z.minLength(1), z.maxLength(MOST_KEYS));

/**
 * Reads a JSON Web Key Set (RFC 7517) as a user pool publishes it. Keys that are for something else
 * are left out; a signature key that nobody should trust spoils the set.
 *
 * @throws KeySetError
 */
export function readKeySet(text: string): readonly PublicKey[] {
  const { data } = keySet.safeParse(jsonIn(text));
  if (data === undefined) {
    throw new KeySetError(
      'This is no JSON Web Key Set: expected {"keys":[…]} with at most 16 keys.',
    );
  }
  const forSignatures = data.keys.filter(
    ({ kty, use }) => kty === 'RSA' && (use ?? 'sig') === 'sig',
  );
  if (forSignatures.length === 0) {
    throw new KeySetError('The key set has no RSA key for signatures.');
  }
  const keys = forSignatures.map(readKey);
  if (new Set(keys.map((key) => key.kid)).size !== keys.length) {
    throw new KeySetError('The key set has two keys of one kid.');
  }
  return keys;
}

function readKey(jwk: Readonly<Record<string, unknown>>): PublicKey {
  if (PRIVATE.some((part) => part in jwk)) {
    throw new KeySetError('The key set has a private key: whoever published it must replace it.');
  }
  if ((jwk['alg'] ?? 'RS256') !== 'RS256') {
    throw new KeySetError('The key set has a signature key that is not for RS256.');
  }
  const { data } = publicKey.safeParse({ kid: jwk['kid'], n: jwk['n'], e: jwk['e'] });
  if (data === undefined) {
    throw new KeySetError(
      'The key set has a key that is not taken: expected a kid, a modulus of 2048 bits or more and the exponent 65537.',
    );
  }
  return data;
}

function isModulus(text: string): boolean {
  const bytes = Buffer.from(text, 'base64url');
  const [first = 0, last = 0] = [bytes.at(0), bytes.at(-1)];
  const bits = bytes.length * 8 - Math.clz32(first) + 24;
  return (
    bytes.toString('base64url') === text &&
    first !== 0 &&
    last % 2 === 1 &&
    bits >= LEAST_BITS &&
    bits <= MOST_BITS
  );
}
