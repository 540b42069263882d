import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { PublicKey } from '../../../../lambda/identity/key-set';
import type { SessionKind } from '../../../../lambda/identity/principal';
import type { PublicKeys } from '../../../../lambda/identity/public-keys';
import { createPublicKeys } from '../../../../lambda/identity/public-keys';
import { once } from '../../../support/once';
import { quiet } from './quiet';

/** Tokens as a user pool makes them, made here by hand: no code of ours or of jose has a part in it. */

export const ISSUER = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Example12';
export const CLIENTS: ReadonlyMap<string, SessionKind> = new Map([
  ['1example23456789', 'workstation'],
  ['2example23456789', 'public-terminal'],
]);
export const NOW = Date.UTC(2026, 10, 25, 10, 30);
export const NOW_SECONDS = NOW / 1000;

export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly publicPem: string;
  readonly publicKey: PublicKey;
}

let keys = 0;

/** A key unlike the others of a test file; other files have the same ones, since RSA keys take long to make. */
export function signingKey(kid: string, modulusLength = 2048): SigningKey {
  keys += 1;
  const pem = once(`RSA key ${keys} of ${modulusLength} bits`, () =>
    generateKeyPairSync('rsa', { modulusLength })
      .privateKey.export({ format: 'pem', type: 'pkcs8' })
      .toString(),
  );
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey);
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
  return {
    privateKey,
    publicPem: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    publicKey: { kid, n, e },
  };
}

/** Keys that are in memory. */
export function keysOf(...keys: readonly SigningKey[]): PublicKeys {
  return createPublicKeys({
    read: async () => ({ keys: keys.map(({ publicKey }) => publicKey), refreshedAt: NOW }),
    clock: () => NOW,
    log: quiet().log,
  });
}

type Json = Readonly<Record<string, unknown>>;

/** Claims of an access token that nothing is wrong with. */
export const CLAIMS = {
  sub: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee',
  'cognito:groups': ['nurse'],
  iss: ISSUER,
  version: 2,
  client_id: '1example23456789',
  origin_jti: '99999999-bbbb-4ccc-8ddd-eeeeeeeeeeee',
  event_id: '88888888-bbbb-4ccc-8ddd-eeeeeeeeeeee',
  token_use: 'access',
  scope: 'aws.cognito.signin.user.admin',
  auth_time: NOW_SECONDS - 60,
  exp: NOW_SECONDS + 840,
  iat: NOW_SECONDS - 60,
  jti: '77777777-bbbb-4ccc-8ddd-eeeeeeeeeeee',
  username: 'made-up',
} as const;

export const base64url = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** A token with these claims beside or in place of those of an access token; `undefined` leaves one out. */
export function tokenOf(key: SigningKey, claims: Json = {}, header: Json = {}): string {
  return signedBy(
    key,
    { alg: 'RS256', kid: key.publicKey.kid, ...header },
    { ...CLAIMS, ...claims },
  );
}

/** Whatever header and payload, signed with RS256. */
export function signedBy(key: SigningKey, header: unknown, payload: unknown): string {
  const input = `${base64url(header)}.${base64url(payload)}`;
  return `${input}.${sign('sha256', Buffer.from(input), key.privateKey).toString('base64url')}`;
}

/** HS256, with any text as its secret. */
export function signedWithSecret(secret: string, header: Json, payload: unknown): string {
  const input = `${base64url(header)}.${base64url(payload)}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}
