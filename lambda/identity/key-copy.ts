import * as z from 'zod/mini';
import type { Table } from '../shared/table';
import { UnreadableItemError } from './errors';
import type { PublicKey } from './key-set';
import { keptKeys } from './key-set';

/** The public keys of a user pool, as they were at a time. */
export interface KeyCopy {
  readonly keys: readonly PublicKey[];
  /** When they were read from the pool: milliseconds since 1970. */
  readonly refreshedAt: number;
}

const item = z.strictObject({
  issuer: z.string(),
  keys: keptKeys,
  refreshedAt: z.int().check(z.minimum(0)),
});

/**
 * The copy in the table publicKeys.
 *
 * @returns undefined while there is none
 * @throws UnreadableItemError
 */
export async function readKeyCopy(table: Table, issuer: string): Promise<KeyCopy | undefined> {
  const found = await table.get({ issuer });
  if (found === undefined) return undefined;
  const { data, error } = item.safeParse(found);
  if (data === undefined) {
    throw new UnreadableItemError(
      'publicKeys',
      (error?.issues ?? []).map(({ path }) => String(path[0] ?? 'all')),
    );
  }
  return { keys: data.keys, refreshedAt: data.refreshedAt };
}

/** @throws ConditionFailedError when a newer copy is there */
export async function writeKeyCopy(
  table: Table,
  issuer: string,
  { keys, refreshedAt }: KeyCopy,
): Promise<void> {
  await table.put({ issuer, keys: keys.map(({ kid, n, e }) => ({ kid, n, e })), refreshedAt }, [
    { attribute: 'refreshedAt', is: 'at-most', value: refreshedAt, orAbsent: true },
  ]);
}
