import { createLru } from './lru';

/** How often a key may be used. */
export interface Uses {
  /** Uses of a key that are handed out in all. */
  readonly perKey: number;
  /** Uses that a container reserves at once; what it does not come to use is lost. */
  readonly perBlock: number;
}

/**
 * With random IVs of 96 bits a key may encrypt 2^32 times (NIST SP 800-38D, section 8.3). Half of that:
 * a table that is brought back to how it was hands out some uses once more.
 */
export const USES: Uses = { perKey: 2 ** 31, perBlock: 2 ** 16 };

/** Tenants whose leftovers a container remembers. What is forgotten is lost, and never used twice. */
const MOST_LEFTOVERS = 1000;

/** Uses that this container has reserved and not come to use, by key. */
export interface Leftovers {
  /** Takes so many uses, when there are so many. */
  take(kid: string, uses: number): boolean;
  /** Adds what was reserved. */
  add(kid: string, uses: number): void;
}

export function createLeftovers(): Leftovers {
  const left = createLru<number>(MOST_LEFTOVERS);
  return {
    take(kid, uses) {
      const before = left.get(kid) ?? 0;
      if (before < uses) return false;
      left.set(kid, before - uses);
      return true;
    },
    add(kid, uses) {
      left.set(kid, (left.get(kid) ?? 0) + uses);
    },
  };
}
