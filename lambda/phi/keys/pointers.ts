import type { Table } from '../../shared/table';
import { ConditionFailedError } from '../../shared/table';
import type { Pointer } from './items';
import { CURRENT, pointerIn, pointerItemOf } from './items';
import { createLru } from './lru';

/** For how long a container believes what it read. */
export const POINTER_MS = 60_000;
/** Tenants of whom a container remembers it. */
const MOST_POINTERS = 1000;

/** Which key of a tenant encrypts now. */
export interface Pointers {
  /** As it was within the last minute; undefined when this container does not know. */
  known(tenant: string): Pointer | undefined;
  /** As it is now; undefined when the tenant has none. */
  read(tenant: string): Promise<Pointer | undefined>;
  /**
   * Moves it, unless somebody was first.
   *
   * @param before what was read
   * @returns whether it was moved by this call
   */
  move(tenant: string, before: Pointer | undefined, after: Pointer): Promise<boolean>;
}

export function createPointers(table: Table, now: () => number): Pointers {
  const seen = createLru<{ readonly pointer: Pointer; readonly at: number }>(MOST_POINTERS);

  return {
    known(tenant) {
      const last = seen.get(tenant);
      return last !== undefined && isWithin(POINTER_MS, last.at, now()) ? last.pointer : undefined;
    },

    async read(tenant) {
      // Before it is asked: what is remembered is never older than it is thought to be.
      const at = now();
      const item = await table.get({ tenant, kid: CURRENT });
      if (item === undefined) return undefined;
      const pointer = pointerIn(item, tenant);
      seen.set(tenant, { pointer, at });
      return pointer;
    },

    async move(tenant, before, after) {
      const at = now();
      try {
        await table.put(pointerItemOf(tenant, after), [
          before === undefined
            ? { attribute: 'of', is: 'absent' }
            : { attribute: 'of', is: 'equal', value: before.of },
        ]);
      } catch (error) {
        if (error instanceof ConditionFailedError) return false;
        throw error;
      }
      seen.set(tenant, { pointer: after, at });
      return true;
    },
  };
}

/** Whether less than so many milliseconds have gone by. A clock that went back says nothing: no. */
export function isWithin(ms: number, since: number, now: number): boolean {
  return now >= since && now - since < ms;
}
