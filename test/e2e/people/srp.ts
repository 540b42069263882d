import { createHash, createHmac, getDiffieHellman, hkdfSync, randomBytes } from 'node:crypto';

/**
 * The client of the Secure Remote Password protocol, as the SDKs of Amplify speak it with Cognito: the
 * password does not leave who knows it (RFC 2945, RFC 5054, and what Cognito has made of them).
 */

/** 3072 bits: group 15 of RFC 3526. */
const N = integer(getDiffieHellman('modp15').getPrime());
const G = 2n;
const K = hash(padded(N), padded(G));
/** What the key is derived for. */
const INFO = 'Caldera Derived Key';

/** What the user pool answers to `SRP_A`. */
export interface SrpChallenge {
  readonly userId: string;
  /** Hexadecimal. */
  readonly salt: string;
  /** Hexadecimal. */
  readonly srpB: string;
  /** Base64. */
  readonly secretBlock: string;
}

/** Half of a sign-in. */
export interface SrpSignIn {
  /** The parameter `SRP_A`. */
  readonly srpA: string;
  /** The parameters that prove the password. */
  prove(challenge: SrpChallenge): {
    readonly TIMESTAMP: string;
    readonly PASSWORD_CLAIM_SECRET_BLOCK: string;
    readonly PASSWORD_CLAIM_SIGNATURE: string;
  };
}

/** @param userPool its id; what is behind the `_` is part of what is hashed */
export function startSrp(userPool: string, password: string): SrpSignIn {
  const poolName = userPool.slice(userPool.indexOf('_') + 1);
  const a = integer(randomBytes(32));
  const publicA = power(G, a);
  return {
    srpA: publicA.toString(16),
    prove({ userId, salt, srpB, secretBlock }) {
      const publicB = BigInt(`0x${srpB}`);
      const u = hash(padded(publicA), padded(publicB));
      const identity = createHash('sha256').update(`${poolName}${userId}:${password}`).digest();
      const x = hash(padded(BigInt(`0x${salt}`)), identity);
      const secret = power(modulo(publicB - K * power(G, x)), a + u * x);
      const key = Buffer.from(hkdfSync('sha256', padded(secret), padded(u), INFO, 16));
      const TIMESTAMP = timestamp(new Date());
      const signature = createHmac('sha256', key)
        .update(`${poolName}${userId}`)
        .update(Buffer.from(secretBlock, 'base64'))
        .update(TIMESTAMP)
        .digest('base64');
      return {
        TIMESTAMP,
        PASSWORD_CLAIM_SECRET_BLOCK: secretBlock,
        PASSWORD_CLAIM_SIGNATURE: signature,
      };
    },
  };
}

/** `Thu Nov 26 4:05:06 UTC 2026` with two digits for all but the day. */
function timestamp(time: Date): string {
  const [weekday, day, month, year, clock] = time.toUTCString().replace(',', '').split(' ');
  return `${String(weekday)} ${String(month)} ${String(Number(day))} ${String(clock)} UTC ${String(year)}`;
}

function hash(...parts: readonly Buffer[]): bigint {
  return integer(createHash('sha256').update(Buffer.concat(parts)).digest());
}

function integer(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`);
}

/** Big-endian, with a zero before a first byte whose high bit is set. */
function padded(number: bigint): Buffer {
  const text = number.toString(16);
  const even = text.length % 2 === 0 ? text : `0${text}`;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
}

function modulo(number: bigint): bigint {
  return ((number % N) + N) % N;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base % N;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
}
