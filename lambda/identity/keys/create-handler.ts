import { errorChain } from '../../shared/errors';
import type { Logger } from '../../shared/log';
import type { Table } from '../../shared/table';
import { writeKeyCopy } from '../key-copy';
import { readKeySet } from '../key-set';

export interface KeysDependencies {
  /** The key set as the user pool publishes it: a text of bounded length. */
  readonly fetchText: () => Promise<string>;
  /** The table publicKeys. */
  readonly table: Table;
  readonly issuer: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly log: Logger;
}

/**
 * Copies the public keys of the user pool to where functions without a way out can read them. What
 * cannot be fetched, or is no set that anybody should trust, leaves the copy as it is, and grows old:
 * after a day nobody believes it.
 */
export function createHandler({ fetchText, table, issuer, clock, log }: KeysDependencies) {
  return async (): Promise<void> => {
    try {
      // Before it is fetched: the copy is never younger than what it is a copy of.
      const refreshedAt = clock();
      const keys = readKeySet(await fetchText());
      await writeKeyCopy(table, issuer, { keys, refreshedAt });
      log.info('public-keys-refreshed', { keys: keys.length });
    } catch (error) {
      log.error('public-keys-failed', { problem: errorChain(error) });
      throw error;
    }
  };
}
