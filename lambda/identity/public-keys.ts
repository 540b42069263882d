import type { CryptoKey } from 'jose';
import { importJWK } from 'jose';
import { errorChain } from '../shared/errors';
import type { Logger } from '../shared/log';
import { NotAuthenticatedError } from './errors';
import type { KeyCopy } from './key-copy';

/** The keys that tokens of the pool are signed with. */
export interface PublicKeys {
  /**
   * The key of an id, undefined when the pool has no such key.
   *
   * @throws NotAuthenticatedError `key-unavailable` when nobody can say what keys the pool has
   */
  find(kid: string): Promise<CryptoKey | undefined>;
}

export interface PublicKeysProps {
  /** Reads the copy. @see readKeyCopy */
  readonly read: () => Promise<KeyCopy | undefined>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly log: Logger;
  /** Milliseconds after which a copy that nobody refreshed is no longer believed. @default - 24 hours */
  readonly longestAge?: number;
}

export const LONGEST_KEY_AGE_MS = 24 * 60 * 60 * 1000;
/** Whoever makes up ids of keys makes us read so often, and no more. */
export const READ_PAUSE_MS = 60 * 1000;
/** A key that the pool has withdrawn is believed for so long. */
export const READ_AGAIN_MS = 5 * 60 * 1000;

interface Held {
  readonly keys: ReadonlyMap<string, CryptoKey>;
  readonly refreshedAt: number;
}

/**
 * Keys in memory, read again when they are old or one is asked for that is not among them. What cannot
 * be read leaves what is held in place until it is too old.
 */
export function createPublicKeys({
  read,
  clock,
  log,
  longestAge = LONGEST_KEY_AGE_MS,
}: PublicKeysProps): PublicKeys {
  let held: Held | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;
  let problem: unknown;

  async function readNow(): Promise<void> {
    readAt = clock();
    try {
      const copy = await read();
      if (copy !== undefined) held = await imported(copy);
      problem = undefined;
    } catch (error) {
      problem = error;
      log.warn('public-keys-unread', { problem: errorChain(error) });
    }
  }

  /** One read for all who ask meanwhile. */
  async function refresh(): Promise<void> {
    reading ??= readNow().finally(() => {
      reading = undefined;
    });
    await reading;
  }

  const isTooOld = ({ refreshedAt }: Held): boolean => clock() - refreshedAt > longestAge;

  function shouldRead(kid: string): boolean {
    if (held === undefined) return true;
    const since = clock() - readAt;
    // Below nothing: the clock was set back, and nobody knows how long ago it was.
    if (since < 0 || since >= READ_AGAIN_MS) return true;
    const isWanting = !held.keys.has(kid) || isTooOld(held);
    return isWanting && (since >= READ_PAUSE_MS || reading !== undefined);
  }

  return {
    async find(kid) {
      if (shouldRead(kid)) await refresh();
      if (held === undefined || isTooOld(held)) {
        throw new NotAuthenticatedError('key-unavailable', { cause: problem });
      }
      return held.keys.get(kid);
    },
  };
}

async function imported({ keys, refreshedAt }: KeyCopy): Promise<Held> {
  const pairs = await Promise.all(
    keys.map(async ({ kid, n, e }) => {
      const key = await importJWK({ kty: 'RSA', n, e, alg: 'RS256' }, 'RS256');
      return key instanceof Uint8Array ? [] : [[kid, key] as const];
    }),
  );
  return { keys: new Map(pairs.flat()), refreshedAt };
}
