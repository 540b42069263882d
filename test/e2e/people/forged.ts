import { createHmac } from 'node:crypto';

/** Tokens that nobody may be let in with, made from one that is good. */

/** The claims of a token, whoever signed it. */
export function claimsOf(token: string): Readonly<Record<string, unknown>> {
  return decoded(token, 1);
}

/** Without a signature, and saying so (RFC 7518, section 3.6). */
export function unsigned(token: string): string {
  return `${encoded({ ...decoded(token, 0), alg: 'none' })}.${part(token, 1)}.`;
}

/** Other claims under the signature that was there. */
export function tampered(token: string, claims: Readonly<Record<string, unknown>>): string {
  return `${part(token, 0)}.${encoded({ ...claimsOf(token), ...claims })}.${part(token, 2)}`;
}

/** Signed as with a shared secret, which is the public key: everybody has that. */
export function signedWithPublicKey(token: string, publicKey: string): string {
  const text = `${encoded({ ...decoded(token, 0), alg: 'HS256' })}.${part(token, 1)}`;
  return `${text}.${createHmac('sha256', publicKey).update(text).digest('base64url')}`;
}

function part(token: string, index: number): string {
  return token.split('.')[index] ?? '';
}

function decoded(token: string, index: number): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(part(token, index), 'base64url').toString()) as Record<
    string,
    unknown
  >;
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
