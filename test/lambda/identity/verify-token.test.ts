import fc from 'fast-check';
import { NotAuthenticatedError } from '../../../lambda/identity/errors';
import { createPublicKeys } from '../../../lambda/identity/public-keys';
import type { VerifyToken } from '../../../lambda/identity/verify-token';
import { createVerifyToken, LONGEST_TOKEN } from '../../../lambda/identity/verify-token';
import { quiet } from './support/quiet';
import {
  base64url,
  CLAIMS,
  CLIENTS,
  ISSUER,
  keysOf,
  NOW,
  NOW_SECONDS,
  signedBy,
  signedWithSecret,
  signingKey,
  tokenOf,
} from './support/tokens';
import { anyText } from '../../support/any-text';

const KEY = signingKey('kid-of-access-tokens=');
const OTHER = signingKey('kid-of-id-tokens=');
const FOREIGN = signingKey('kid-of-access-tokens=');
const KEYS = keysOf(KEY, OTHER);

const verifierAt = (now: number, keys = KEYS): VerifyToken =>
  createVerifyToken({ keys, issuer: ISSUER, clients: CLIENTS, clock: () => now });
const verify = verifierAt(NOW);

async function refusal(token: string, by: VerifyToken = verify): Promise<NotAuthenticatedError> {
  const outcome: unknown = await by(token).catch((error: unknown) => error);
  if (!(outcome instanceof NotAuthenticatedError)) throw new Error('the token was not refused');
  return outcome;
}

it('says whose token it is', async () => {
  expect(await verify(tokenOf(KEY))).toEqual({
    user: CLAIMS.sub,
    session: CLAIMS.origin_jti,
    sessionKind: 'workstation',
    groups: ['nurse'],
    signedInAt: NOW - 60_000,
    expiresAt: NOW + 840_000,
  });
});

it('takes a token without groups, one of another key of the pool, and one with typ', async () => {
  const none = tokenOf(KEY, { 'cognito:groups': undefined });
  expect(await verify(none)).toMatchObject({ groups: [] });
  expect(await verify(tokenOf(OTHER))).toMatchObject({ user: CLAIMS.sub });
  expect(await verify(tokenOf(KEY, {}, { typ: 'JWT' }))).toMatchObject({ user: CLAIMS.sub });
  expect(await verify(tokenOf(KEY, { client_id: '2example23456789' }))).toMatchObject({
    sessionKind: 'public-terminal',
  });
});

const [HEADER = '', PAYLOAD = '', SIGNATURE = ''] = tokenOf(KEY).split('.');
const rsHeader = { alg: 'RS256', kid: KEY.publicKey.kid };

describe.each([
  ['of a foreign pool', tokenOf(KEY, { iss: `${ISSUER}x` }), 'issuer'],
  ['without an issuer', tokenOf(KEY, { iss: undefined }), 'issuer'],
  ['signed by a foreign key of the same id', tokenOf(FOREIGN), 'signature'],
  ['for another app client', tokenOf(KEY, { client_id: '3example23456789' }), 'client'],
  ['for an app client by a name of Object', tokenOf(KEY, { client_id: 'constructor' }), 'client'],
  ['without an app client', tokenOf(KEY, { client_id: undefined }), 'client'],
  ['with a list as app client', tokenOf(KEY, { client_id: ['1example23456789'] }), 'client'],
  [
    'that is an id token',
    tokenOf(OTHER, { token_use: 'id', aud: CLAIMS.client_id, client_id: undefined }),
    'use',
  ],
  ['without a use', tokenOf(KEY, { token_use: undefined }), 'use'],
  ['with alg none', `${base64url({ alg: 'none', kid: rsHeader.kid })}.${PAYLOAD}.`, 'malformed'],
  [
    'with alg none and a signature',
    signedBy(KEY, { ...rsHeader, alg: 'none' }, CLAIMS),
    'algorithm',
  ],
  ['with alg NONE', signedBy(KEY, { ...rsHeader, alg: 'NoNe' }, CLAIMS), 'algorithm'],
  ['without an algorithm', signedBy(KEY, { kid: rsHeader.kid }, CLAIMS), 'algorithm'],
  [
    'with HS256 and the public key as secret',
    signedWithSecret(KEY.publicPem, { ...rsHeader, alg: 'HS256' }, CLAIMS),
    'algorithm',
  ],
  [
    'that says RS256 and is HS256 with the public key as secret',
    signedWithSecret(KEY.publicPem, rsHeader, CLAIMS),
    'signature',
  ],
  ['with RS512', signedBy(KEY, { ...rsHeader, alg: 'RS512' }, CLAIMS), 'algorithm'],
  ['with PS256', signedBy(KEY, { ...rsHeader, alg: 'PS256' }, CLAIMS), 'algorithm'],
  [
    'with another payload',
    `${HEADER}.${base64url({ ...CLAIMS, sub: 'other' })}.${SIGNATURE}`,
    'signature',
  ],
  [
    'with another header',
    `${base64url({ ...rsHeader, typ: 'JWT' })}.${PAYLOAD}.${SIGNATURE}`,
    'signature',
  ],
  [
    'with the signature of another',
    `${HEADER}.${PAYLOAD}.${tokenOf(OTHER).split('.')[2] ?? ''}`,
    'signature',
  ],
  ['without a signature', `${HEADER}.${PAYLOAD}.`, 'malformed'],
  ['of two parts', `${HEADER}.${PAYLOAD}`, 'malformed'],
  ['of five parts', `${HEADER}.${PAYLOAD}.${SIGNATURE}.x.y`, 'malformed'],
  ['with padding', `${HEADER}.${PAYLOAD}.${SIGNATURE}==`, 'malformed'],
  ['with a space', `${HEADER}.${PAYLOAD}. ${SIGNATURE}`, 'malformed'],
  ['with a newline at its end', `${HEADER}.${PAYLOAD}.${SIGNATURE}\n`, 'malformed'],
  ['that is empty', '', 'malformed'],
  ['with a header that is no JSON', `${base64url('{')}.${PAYLOAD}.${SIGNATURE}`, 'malformed'],
  ['with a header that is a list', `${base64url([rsHeader])}.${PAYLOAD}.${SIGNATURE}`, 'malformed'],
  ['with a payload that is no object', signedBy(KEY, rsHeader, [CLAIMS]), 'malformed'],
  ['with a payload that is no JSON', signedBy(KEY, rsHeader, '{"sub":'), 'malformed'],
  ['of an unknown key', signedBy(KEY, { ...rsHeader, kid: 'other' }, CLAIMS), 'unknown-key'],
  [
    'of a key by a name of Object',
    signedBy(KEY, { ...rsHeader, kid: '__proto__' }, CLAIMS),
    'unknown-key',
  ],
  [
    'of a key by a path',
    signedBy(KEY, { ...rsHeader, kid: '../../dev/null' }, CLAIMS),
    'unknown-key',
  ],
  [
    'of a key by a query',
    signedBy(KEY, { ...rsHeader, kid: "x' OR '1'='1" }, CLAIMS),
    'unknown-key',
  ],
  ['without a key id', signedBy(KEY, { alg: 'RS256' }, CLAIMS), 'header'],
  ['with a list as key id', signedBy(KEY, { ...rsHeader, kid: [rsHeader.kid] }, CLAIMS), 'header'],
  ['with a long key id', signedBy(KEY, { ...rsHeader, kid: 'k'.repeat(257) }, CLAIMS), 'header'],
  [
    'with a key of its own',
    signedBy(KEY, { ...rsHeader, jwk: FOREIGN.publicKey }, CLAIMS),
    'header',
  ],
  [
    'with a place of keys of its own',
    signedBy(KEY, { ...rsHeader, jku: 'https://x.example' }, CLAIMS),
    'header',
  ],
  ['with an extension', signedBy(KEY, { ...rsHeader, crit: ['exp'], exp: 1 }, CLAIMS), 'header'],
  [
    'with an unencoded payload',
    signedBy(KEY, { ...rsHeader, crit: ['b64'], b64: false }, CLAIMS),
    'header',
  ],
  ['of another type', signedBy(KEY, { ...rsHeader, typ: 'logout+jwt' }, CLAIMS), 'header'],
  ['that is too long', tokenOf(KEY, { scope: 's'.repeat(LONGEST_TOKEN) }), 'too-long'],
  ['that begins later', tokenOf(KEY, { nbf: NOW_SECONDS + 6 }), 'not-yet-valid'],
  ['that is issued later', tokenOf(KEY, { iat: NOW_SECONDS + 6 }), 'not-yet-valid'],
  ['of a sign-in that is later', tokenOf(KEY, { auth_time: NOW_SECONDS + 6 }), 'not-yet-valid'],
  ['without an expiry', tokenOf(KEY, { exp: undefined }), 'claims'],
  ['with a text as expiry', tokenOf(KEY, { exp: String(CLAIMS.exp) }), 'claims'],
  ['with a fraction as expiry', tokenOf(KEY, { exp: CLAIMS.exp + 0.5 }), 'claims'],
  ['without a time of issue', tokenOf(KEY, { iat: undefined }), 'claims'],
  ['without a time of sign-in', tokenOf(KEY, { auth_time: undefined }), 'claims'],
  ['with a text as time of sign-in', tokenOf(KEY, { auth_time: '0' }), 'claims'],
  ['without an origin', tokenOf(KEY, { origin_jti: undefined }), 'claims'],
  ['with an origin that has a slash', tokenOf(KEY, { origin_jti: 'a/b' }), 'claims'],
  ['without a subject', tokenOf(KEY, { sub: undefined }), 'claims'],
  ['with an empty subject', tokenOf(KEY, { sub: '' }), 'claims'],
  ['with a subject that is an address', tokenOf(KEY, { sub: 'jane@example.com' }), 'claims'],
  ['with a subject that looks like a person', tokenOf(KEY, { sub: '123-45-6789' }), 'claims'],
  ['with a text as groups', tokenOf(KEY, { 'cognito:groups': 'nurse' }), 'claims'],
  ['with numbers as groups', tokenOf(KEY, { 'cognito:groups': [1] }), 'claims'],
])('a token %s', (_, token, fault) => {
  it(`is refused: ${fault}`, async () => {
    const error = await refusal(token);
    expect(error).toMatchObject({ code: 'token-invalid', status: 401, fault });
    expect(error.cause).toBeUndefined();
    const said = JSON.stringify([Object.entries(error), error.message, error.stack]);
    for (const part of token.split('.').filter((text) => text.length > 10)) {
      expect(said).not.toContain(part);
    }
  });
});

it('takes a token as long as clocks may differ, to the second', async () => {
  const expired = tokenOf(KEY, { exp: NOW_SECONDS - 4 });
  await expect(verify(expired)).resolves.toBeDefined();
  expect(await refusal(tokenOf(KEY, { exp: NOW_SECONDS - 5 }))).toMatchObject({
    code: 'token-expired',
    status: 401,
  });
  for (const early of ['nbf', 'iat', 'auth_time']) {
    await expect(verify(tokenOf(KEY, { [early]: NOW_SECONDS + 5 }))).resolves.toBeDefined();
  }
});

it('says that an expired token is expired only when the pool signed it', async () => {
  const claims = { exp: NOW_SECONDS - 600 };
  expect(await refusal(tokenOf(FOREIGN, claims))).toMatchObject({ fault: 'signature' });
});

it('refuses a token as soon as any character of it is another', async () => {
  const token = tokenOf(KEY);
  await verify(token);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ ';
  await fc.assert(
    fc.asyncProperty(
      fc.nat(token.length - 1),
      fc.constantFrom(...alphabet.split('')),
      async (at, character) => {
        fc.pre(token[at] !== character);
        const changed = token.slice(0, at) + character + token.slice(at + 1);
        expect(await refusal(changed)).toMatchObject({ code: 'token-invalid' });
      },
    ),
    // The bits of the last character that count for nothing are worth a look of their own.
    {
      numRuns: 500,
      examples: alphabet.split('').map((character) => [token.length - 1, character]),
    },
  );
});

it('refuses whatever else a caller may send', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), anyText()), async (text) => {
      expect(await refusal(text)).toMatchObject({ status: 401 });
    }),
  );
});

describe('what is remembered', () => {
  it('is refused from the second in which it expires', async () => {
    let now = NOW;
    const remembering = createVerifyToken({
      keys: KEYS,
      issuer: ISSUER,
      clients: CLIENTS,
      clock: () => now,
    });
    const token = tokenOf(KEY);
    const first = await remembering(token);
    now = NOW + 844_999;
    expect(await remembering(token)).toBe(first);
    now = NOW + 845_000;
    expect(await refusal(token, remembering)).toMatchObject({ code: 'token-expired' });
  });

  it('is verified again when the pool has another key of that id, and refused when it has none', async () => {
    let now = NOW;
    let pool = [KEY];
    const keys = createPublicKeys({
      read: async () => ({ keys: pool.map(({ publicKey }) => publicKey), refreshedAt: now }),
      clock: () => now,
      log: quiet().log,
    });
    const remembering = createVerifyToken({
      keys,
      issuer: ISSUER,
      clients: CLIENTS,
      clock: () => now,
    });
    const token = tokenOf(KEY);
    await remembering(token);
    pool = [FOREIGN];
    now += 5 * 60_000;
    expect(await refusal(token, remembering)).toMatchObject({ fault: 'signature' });
    pool = [OTHER];
    now += 5 * 60_000;
    expect(await refusal(token, remembering)).toMatchObject({ fault: 'unknown-key' });
  });

  it('is refused when nobody can say what keys the pool has', async () => {
    let now = NOW;
    const keys = createPublicKeys({
      read: async () => ({ keys: [KEY.publicKey], refreshedAt: NOW }),
      clock: () => now,
      log: quiet().log,
    });
    const remembering = createVerifyToken({
      keys,
      issuer: ISSUER,
      clients: CLIENTS,
      clock: () => now,
    });
    const token = tokenOf(KEY, { exp: NOW_SECONDS + 100_000 });
    await remembering(token);
    now = NOW + 24 * 60 * 60_000 + 1;
    expect(await refusal(token, remembering)).toMatchObject({
      code: 'key-unavailable',
      status: 503,
    });
  });

  it('is the newest of so many', async () => {
    let verified = 0;
    const counting = {
      find: async (kid: string) => {
        verified += 1;
        return KEYS.find(kid);
      },
    };
    const remembering = createVerifyToken({
      keys: counting,
      issuer: ISSUER,
      clients: CLIENTS,
      clock: () => NOW,
      remembered: 2,
    });
    const tokens = ['a1', 'b2', 'c3'].map((sub) => tokenOf(KEY, { sub }));
    const claims = [];
    for (const token of tokens) claims.push(await remembering(token));
    expect(verified).toBe(3);
    expect(await remembering(tokens[2] ?? '')).toBe(claims[2]);
    expect(await remembering(tokens[1] ?? '')).toBe(claims[1]);
    const again = await remembering(tokens[0] ?? '');
    expect(again).toEqual(claims[0]);
    expect(again).not.toBe(claims[0]);
  });
});
