import { hash } from 'node:crypto';
import type { CryptoKey, JWTPayload } from 'jose';
import { errors, jwtVerify } from 'jose';
import type { TokenFault } from './errors';
import { NotAuthenticatedError } from './errors';
import type { PublicKeys } from './public-keys';
import type { AppClients } from './settings';
import type { TokenClaims } from './token-claims';
import { readClaims } from './token-claims';

/**
 * Verifies an access token of the user pool.
 *
 * @throws NotAuthenticatedError `token-invalid`, `token-expired` or `key-unavailable`
 */
export type VerifyToken = (token: string) => Promise<TokenClaims>;

export interface VerifyTokenProps {
  readonly keys: PublicKeys;
  /** `https://cognito-idp.<region>.amazonaws.com/<pool id>` */
  readonly issuer: string;
  readonly clients: AppClients;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Verified tokens that are remembered, so that a signature is checked once. @default 1000 */
  readonly remembered?: number;
}

/** Longest token: API Gateway takes 10,240 bytes of headers in all. */
export const LONGEST_TOKEN = 8192;
/** Seconds by which the clocks of Cognito and ours may differ. */
export const CLOCK_TOLERANCE_SECONDS = 5;
const REMEMBERED = 1000;
const LONGEST_KID = 256;

interface Known {
  readonly claims: TokenClaims;
  readonly kid: string;
  /** The key that it was verified with: when the pool has another one now, it is verified again. */
  readonly key: CryptoKey;
}

/** Three parts of base64url: RFC 7515, section 7.1. */
const COMPACT = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/;

/**
 * Makes the one place where tokens are believed. The authorizer of API Gateway looks at them before;
 * nothing here relies on it.
 */
export function createVerifyToken({
  keys,
  issuer,
  clients,
  clock,
  remembered = REMEMBERED,
}: VerifyTokenProps): VerifyToken {
  const known = new Map<string, Known>();

  async function verify(token: string, kid: string): Promise<Known> {
    const key = await keys.find(kid);
    if (key === undefined) throw invalid('unknown-key');
    const now = clock();
    const payload = await signedPayload(token, key, issuer, now);
    const claims = readClaims(payload, clients, now / 1000 + CLOCK_TOLERANCE_SECONDS);
    if (typeof claims === 'string') throw invalid(claims);
    return { claims, kid, key };
  }

  function remember(id: string, entry: Known): void {
    known.set(id, entry);
    for (const oldest of known.keys()) {
      if (known.size <= remembered) break;
      known.delete(oldest);
    }
  }

  return async (token) => {
    if (token.length > LONGEST_TOKEN) throw invalid('too-long');
    const id = hash('sha256', token, 'base64');
    const before = known.get(id);
    if (before !== undefined && (await keys.find(before.kid)) === before.key) {
      if (isExpired(before.claims, clock())) throw new NotAuthenticatedError('token-expired');
      return before.claims;
    }
    const entry = await verify(token, kidOf(token));
    remember(id, entry);
    return entry.claims;
  };
}

/** As jose reckons: in whole seconds, and the second of the expiry itself is too late. */
function isExpired({ expiresAt }: TokenClaims, now: number): boolean {
  return expiresAt / 1000 <= Math.floor(now / 1000) - CLOCK_TOLERANCE_SECONDS;
}

/**
 * The key that a token names. Its header may say nothing else: no key of its own (`jwk`, `jku`, `x5u`),
 * no extension (`crit`), no other algorithm.
 */
function kidOf(token: string): string {
  const [, header = '', , signature = ''] = COMPACT.exec(token) ?? [];
  // One text for each signature: the last character has bits that count for nothing.
  if (signature === '' || !isCanonical(signature)) throw invalid('malformed');
  const { alg, kid, typ = 'JWT', ...others } = jsonObject(header);
  if (alg !== 'RS256') throw invalid('algorithm');
  if (
    typeof kid !== 'string' ||
    kid === '' ||
    kid.length > LONGEST_KID ||
    typ !== 'JWT' ||
    Object.keys(others).length > 0
  ) {
    throw invalid('header');
  }
  return kid;
}

function isCanonical(part: string): boolean {
  return Buffer.from(part, 'base64url').toString('base64url') === part;
}

function jsonObject(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Readonly<Record<string, unknown>>;
    }
  } catch {
    // Without its cause: the message of JSON.parse repeats what it read.
  }
  throw invalid('malformed');
}

async function signedPayload(
  token: string,
  key: CryptoKey,
  issuer: string,
  now: number,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['RS256'],
      issuer,
      requiredClaims: ['exp', 'iat', 'sub'],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: new Date(now),
    });
    return payload;
  } catch (error) {
    // Without their causes, which hold the claims.
    if (error instanceof errors.JWTExpired) throw new NotAuthenticatedError('token-expired');
    throw invalid(faultOf(error));
  }
}

function faultOf(error: unknown): TokenFault {
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (!(error instanceof errors.JWTClaimValidationFailed)) return 'malformed';
  if (error.claim === 'iss') return 'issuer';
  return error.claim === 'nbf' && error.reason === 'check_failed' ? 'not-yet-valid' : 'claims';
}

function invalid(fault: TokenFault): NotAuthenticatedError {
  return new NotAuthenticatedError('token-invalid', { fault });
}
