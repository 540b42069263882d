import { UnavailableError } from '../../../../lambda/access/errors';
import type { DataKeys } from '../../../../lambda/phi/keys/data-keys';
import { keyWorld } from './memory-keys';

/** Data keys in memory that tell what was asked of them. */
export interface RecordedKeys extends DataKeys {
  /** Every call that asked for a key, oldest first: `tenant` to encrypt, `tenant kid` to decrypt. */
  readonly asked: readonly string[];
  /** Uses that were taken of all keys. */
  uses(): number;
  /** Makes every call from now on fail, as when KMS or the table is down. */
  beDown(): void;
}

const TWO_MINUTES = 120_000;

export function recordedKeys(): RecordedKeys {
  const world = keyWorld();
  const keys = world.container();
  const asked: string[] = [];
  let uses = 0;
  let down = false;

  const record = (call: string): void => {
    asked.push(call);
    if (down) throw new UnavailableError('A data key');
  };

  return {
    asked,
    uses: () => uses,
    beDown() {
      down = true;
    },
    async toEncrypt(tenant, count) {
      record(tenant);
      uses += count;
      return keys.toEncrypt(tenant, count);
    },
    async toDecrypt(tenant, kid) {
      record(`${tenant} ${kid}`);
      return keys.toDecrypt(tenant, kid);
    },
    async rotate(tenant) {
      // A key that is younger than a minute stays.
      world.pass(TWO_MINUTES);
      return keys.rotate(tenant);
    },
  };
}
