import type { Table } from '../../shared/table';
import { ConditionFailedError } from '../../shared/table';
import type { KeyArchive, KeyWrapper, UsableKey, WrappedKey } from './data-keys';
import { DataKeyItemError } from './errors';
import { importKey } from './import-key';
import { keyIn, newItem } from './items';

const KID_BYTES = 16;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface MakeKeyProps {
  readonly table: Table;
  readonly wrapper: KeyWrapper;
  readonly archive: KeyArchive;
  readonly epochDays: number;
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
}

export interface MadeKey {
  readonly wrapped: WrappedKey;
  readonly usable: UsableKey;
}

/**
 * Makes a key that is kept for good before anybody can use it: the write-once copy first, then the item.
 * What fails in between leaves a key that nobody uses.
 */
export async function makeKey(
  props: MakeKeyProps,
  tenant: string,
  epoch: number,
): Promise<MadeKey> {
  const { table, wrapper, archive, epochDays, now, random } = props;
  const createdAt = now();
  const kid = Buffer.from(random(KID_BYTES)).toString('base64url');
  const { plain, wrapped } = await wrapper.generate(tenant, kid);
  const key = await importKey(plain);
  const made = { tenant, kid, epoch, wrapped, createdAt, endsAt: createdAt + epochDays * DAY_MS };
  await archive.keep(made);
  await putItem(table, made);
  return { wrapped: made, usable: { kid, epoch, key } };
}

/** A write that arrived twice finds itself, and must not begin to count anew. */
async function putItem(table: Table, key: WrappedKey): Promise<void> {
  try {
    await table.put(newItem(key), [{ attribute: 'kid', is: 'absent' }]);
  } catch (error) {
    if (!(error instanceof ConditionFailedError) || error.found === undefined) throw error;
    if (keyIn(error.found, key).wrapped !== key.wrapped) {
      throw new DataKeyItemError(`The kid ${key.kid} stands for two keys`, { cause: error });
    }
  }
}
