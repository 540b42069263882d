import { hash } from 'node:crypto';
import { copyName, copyText } from '../../../../../lambda/phi/keys/copy';
import type { KeyArchive, KeyWrapper, WrappedKey } from '../../../../../lambda/phi/keys/data-keys';
import type { Table } from '../../../../../lambda/shared/table';
import type { Caller, Calls } from './calls';

/** A write-once copy of a key. */
export interface Copy {
  readonly key: WrappedKey;
  readonly text: string;
}

/** A table whose calls stand still until the schedule lets them happen. */
export function tableFor(calls: Calls, caller: Caller, table: Table): Table {
  return {
    get: async (key) => calls.make(caller, false, async () => table.get(key)),
    query: async (query) => calls.make(caller, false, async () => table.query(query)),
    put: async (item, when) => calls.make(caller, true, async () => table.put(item, when)),
    update: async (key, change, when) =>
      calls.make(caller, true, async () => table.update(key, change, when)),
    delete: async (key, when) => calls.make(caller, true, async () => table.delete(key, when)),
  };
}

/** A new key of each tenant and kid is always the same one, so that nothing has to be unwrapped. */
export function wrapperFor(calls: Calls, caller: Caller): KeyWrapper {
  const plainOf = (name: string): Uint8Array => Buffer.from(hash('sha256', name, 'hex'), 'hex');
  return {
    generate: async (tenant, kid) =>
      calls.make(caller, false, async () => {
        const name = `${tenant}/${kid}`;
        return { plain: plainOf(name), wrapped: Buffer.from(name).toString('base64') };
      }),
    unwrap: async ({ tenant, kid, wrapped }) =>
      calls.make(caller, false, async () => {
        const name = Buffer.from(wrapped, 'base64').toString();
        if (name !== `${tenant}/${kid}`) throw new Error('InvalidCiphertextException');
        return plainOf(name);
      }),
  };
}

/** An archive likewise. */
export function archiveFor(calls: Calls, caller: Caller, copies: Map<string, Copy>): KeyArchive {
  return {
    keep: async (key) =>
      calls.make(caller, true, async () => {
        const name = copyName(key);
        if (!copies.has(name)) copies.set(name, { key, text: copyText(key) });
      }),
  };
}
