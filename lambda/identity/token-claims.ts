import * as z from 'zod/mini';
import { isOpaqueId } from '../shared/audit/opaque';
import type { TokenFault } from './errors';
import type { SessionKind } from './principal';
import type { AppClients } from './settings';

/** What an access token says, once it is certain that the pool signed it. Times are milliseconds since 1970. */
export interface TokenClaims {
  /** `sub`. */
  readonly user: string;
  /** `origin_jti`: the same in all tokens that come from one sign-in. */
  readonly session: string;
  /** By the app client. */
  readonly sessionKind: SessionKind;
  /** `cognito:groups`. */
  readonly groups: readonly string[];
  /** `auth_time`. */
  readonly signedInAt: number;
  /** `exp`. */
  readonly expiresAt: number;
}

/** Ids of Cognito are UUIDs. No slash: the key of a session is made of two of them. */
const id = z.string().check(
  z.regex(/^[A-Za-z0-9-]{1,128}$/),
  z.refine((text) => isOpaqueId(text)),
);
const seconds = z.int().check(z.minimum(0));

/** Every other claim is let through: Cognito says that it adds some. */
const claims = z.looseObject({
  sub: id,
  origin_jti: id,
  auth_time: seconds,
  iat: seconds,
  exp: seconds,
  'cognito:groups': z.optional(z.array(z.string()).check(z.maxLength(100))),
});

/**
 * Reads the payload of a verified token. Issuer and expiry were checked with the signature.
 *
 * Source: https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 *
 * @param latest second that counts as now at the latest
 */
export function readClaims(
  payload: Readonly<Record<string, unknown>>,
  clients: AppClients,
  latest: number,
): TokenClaims | TokenFault {
  if (payload['token_use'] !== 'access') return 'use';
  const client = payload['client_id'];
  const sessionKind = typeof client === 'string' ? clients.get(client) : undefined;
  if (sessionKind === undefined) return 'client';
  const { data } = claims.safeParse(payload);
  if (data === undefined) return 'claims';
  if (data.iat > latest || data.auth_time > latest) return 'not-yet-valid';
  return {
    user: data.sub,
    session: data.origin_jti,
    sessionKind,
    groups: data['cognito:groups'] ?? [],
    signedInAt: data.auth_time * 1000,
    expiresAt: data.exp * 1000,
  };
}
