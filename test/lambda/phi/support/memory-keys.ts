import { randomBytes, webcrypto } from 'node:crypto';
import { UnavailableError } from '../../../../lambda/access/errors';
import type { DataKeys, UsableKey } from '../../../../lambda/phi/keys/data-keys';

/** Data keys in memory: real AES keys, which encrypt in order and all decrypt. */
export interface MemoryKeys extends DataKeys {
  /** Every call that asked for a key, oldest first: `tenant` to encrypt, `tenant kid` to decrypt. */
  readonly asked: readonly string[];
  /** Uses that were taken of all keys. */
  uses(): number;
  /** Makes every call from now on fail as when KMS or the table is down; with false, none. */
  beDown(isDown?: boolean): void;
}

const DAY = 86_400_000;
const MOST_USES = 500;

/** @param now milliseconds since 1970, for what `rotate` answers. Default: the clock */
export function createMemoryKeys(now: () => number = Date.now): MemoryKeys {
  const keys = new Map<string, UsableKey[]>();
  const asked: string[] = [];
  let uses = 0;
  let down = false;

  const answer = (call: string): void => {
    asked.push(call);
    if (down) throw new UnavailableError('The data key');
  };

  async function next(tenant: string): Promise<UsableKey> {
    const key = await webcrypto.subtle.importKey('raw', randomBytes(32), 'AES-GCM', false, [
      'encrypt',
      'decrypt',
    ]);
    const all = keys.get(tenant) ?? [];
    const made = { kid: randomBytes(16).toString('base64url'), epoch: all.length + 1, key };
    keys.set(tenant, [...all, made]);
    return made;
  }

  return {
    asked,
    uses: () => uses,
    beDown(isDown = true) {
      down = isDown;
    },
    async toEncrypt(tenant, count) {
      answer(tenant);
      if (!Number.isInteger(count) || count < 1 || count > MOST_USES) {
        throw new RangeError(`uses are 1 to ${String(MOST_USES)}, not ${String(count)}`);
      }
      uses += count;
      return keys.get(tenant)?.at(-1) ?? next(tenant);
    },
    async toDecrypt(tenant, kid) {
      await Promise.resolve();
      answer(`${tenant} ${kid}`);
      return keys.get(tenant)?.find((key) => key.kid === kid)?.key;
    },
    /** Always makes a new key, also when the one before is young. */
    async rotate(tenant) {
      answer(tenant);
      const { kid, epoch } = await next(tenant);
      return { kid, epoch, createdAt: now(), endsAt: now() + 30 * DAY };
    },
  };
}
