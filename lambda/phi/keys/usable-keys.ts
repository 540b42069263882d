import type { Table } from '../../shared/table';
import type { KeyWrapper, UsableKey, WrappedKey } from './data-keys';
import { importKey } from './import-key';
import { keyIn } from './items';
import { createLru } from './lru';
import { isWithin } from './pointers';
import { singleFlight } from './single-flight';

/** Unwrapped keys that a container holds. */
export const MOST_KEYS = 1000;

/** Unwrapped keys, for a while. */
export interface UsableKeys {
  /** One that is in memory. */
  held(tenant: string, kid: string): UsableKey | undefined;
  /**
   * One that is in the table, unwrapped and held from now on; undefined when it is not there.
   *
   * @throws what table and wrapper say; DataKeyItemError; DataKeyError. Nothing is remembered of it
   */
  fetch(tenant: string, kid: string): Promise<UsableKey | undefined>;
  /** Holds a key that was just made and is in the table. */
  hold(key: WrappedKey, usable: UsableKey): void;
}

export interface UsableKeysProps {
  readonly table: Table;
  readonly wrapper: KeyWrapper;
  /** For how long a key is held: so long it is used after KMS would no longer give it. */
  readonly heldMs: number;
  readonly now: () => number;
}

interface Held {
  readonly usable: UsableKey;
  readonly at: number;
}

export function createUsableKeys({ table, wrapper, heldMs, now }: UsableKeysProps): UsableKeys {
  const keys = createLru<Held>(MOST_KEYS);
  const flight = singleFlight<UsableKey | undefined>();
  const nameOf = (tenant: string, kid: string): string => `${tenant}/${kid}`;

  function hold(tenant: string, usable: UsableKey, at: number): void {
    const time = now();
    // Those that nobody asks for any more would stay.
    keys.drop((other) => !isWithin(heldMs, other.at, time));
    keys.set(nameOf(tenant, usable.kid), { usable, at });
  }

  return {
    held(tenant, kid) {
      const found = keys.get(nameOf(tenant, kid));
      return found !== undefined && isWithin(heldMs, found.at, now()) ? found.usable : undefined;
    },

    async fetch(tenant, kid) {
      return flight(nameOf(tenant, kid), async () => {
        const at = now();
        const item = await table.get({ tenant, kid });
        if (item === undefined) return undefined;
        const wrapped = keyIn(item, { tenant, kid });
        const key = await importKey(await wrapper.unwrap(wrapped));
        const usable = { kid, epoch: wrapped.epoch, key };
        hold(tenant, usable, at);
        return usable;
      });
    },

    hold({ tenant, createdAt }, usable) {
      hold(tenant, usable, createdAt);
    },
  };
}
