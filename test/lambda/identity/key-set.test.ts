import { generateKeyPairSync } from 'node:crypto';
import { KeySetError } from '../../../lambda/identity/errors';
import { readKeySet } from '../../../lambda/identity/key-set';
import { signingKey } from './support/tokens';

const ONE = signingKey('one=').publicKey;
const TWO = signingKey('two=').publicKey;
const WEAK = signingKey('weak', 1024).publicKey;
const jwk = (key: typeof ONE) => ({ alg: 'RS256', kty: 'RSA', use: 'sig', ...key });
const setOf = (...keys: readonly unknown[]): string => JSON.stringify({ keys });

it('reads the keys of a user pool', () => {
  expect(readKeySet(setOf(jwk(ONE), jwk(TWO)))).toEqual([ONE, TWO]);
});

it('leaves out keys that are for something else', () => {
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
  const encryption = { ...jwk(TWO), use: 'enc', alg: 'RSA-OAEP' };
  expect(readKeySet(setOf({ ...ec, kid: 'ec' }, encryption, jwk(ONE)))).toEqual([ONE]);
});

it('takes exactly 2048 bits, and no fewer', () => {
  const bytes = Buffer.from(ONE.n, 'base64url');
  expect(bytes).toHaveLength(256);
  const shorter = Buffer.from(bytes);
  // 2047 bits: the first bit is none.
  shorter[0] = (shorter[0] ?? 0) & 0x7f;
  const n = shorter.toString('base64url');
  expect(() => readKeySet(setOf({ ...jwk(ONE), n }))).toThrow(KeySetError);
  const longer = Buffer.concat([Buffer.from([1]), bytes]).toString('base64url');
  expect(readKeySet(setOf({ ...jwk(ONE), n: longer }))).toHaveLength(1);
});

it.each([
  ['is no JSON', '{"keys":'],
  ['is a page', '<html></html>'],
  ['is an error', '{"message":"Forbidden"}'],
  ['is empty', setOf()],
  ['has no key for signatures', setOf({ ...jwk(ONE), use: 'enc' })],
  ['has a weak key beside a good one', setOf(jwk(ONE), jwk(WEAK))],
  ['has a private key', setOf({ ...jwk(ONE), d: 'AQAB' })],
  ['has another algorithm', setOf({ ...jwk(ONE), alg: 'RS512' })],
  ['has another exponent', setOf({ ...jwk(ONE), e: 'Aw' })],
  ['has a key without an id', setOf({ ...jwk(ONE), kid: undefined })],
  ['has a key with an empty id', setOf({ ...jwk(ONE), kid: '' })],
  ['has one id twice', setOf(jwk(ONE), jwk({ ...TWO, kid: ONE.kid }))],
  ['has an even modulus', setOf({ ...jwk(ONE), n: `${'_'.repeat(340)}8A` })],
  ['has a modulus with leading zeros', setOf({ ...jwk(ONE), n: `AAAA${ONE.n}` })],
  ['has a modulus in base64', setOf({ ...jwk(ONE), n: `${ONE.n}==` })],
  [
    'has too many keys',
    setOf(...Array.from({ length: 17 }, (_, at) => jwk({ ...ONE, kid: `k${String(at)}` }))),
  ],
])('refuses a set that %s', (_, text) => {
  expect(() => readKeySet(text)).toThrow(KeySetError);
});
