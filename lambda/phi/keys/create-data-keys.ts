import { UnavailableError } from '../../access/errors';
import { guarded, reaching } from '../../access/guarded-table';
import type { Table } from '../../shared/table';
import { ConditionFailedError } from '../../shared/table';
import { MOST_FIELDS } from '../cipher';
import type { DataKeys, KeyArchive, KeyWrapper, WrappedKey } from './data-keys';
import { DataKeyItemError } from './errors';
import type { Pointer } from './items';
import { isKid, keyIn } from './items';
import { makeKey } from './make-key';
import { createPointers } from './pointers';
import { singleFlight } from './single-flight';
import { createUsableKeys } from './usable-keys';
import type { Uses } from './uses';
import { createLeftovers, USES } from './uses';

export interface DataKeysProps {
  /** The table dataKeys. */
  readonly table: Table;
  readonly wrapper: KeyWrapper;
  readonly archive: KeyArchive;
  readonly limits: {
    /** Days for which a key encrypts: 1 to 90. */
    readonly epochDays: number;
    /** Minutes for which a container holds an unwrapped key: 5 to 60. */
    readonly keyCacheMinutes: number;
  };
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** So many random bytes. */
  readonly random: (bytes: number) => Uint8Array;
  /** @default - 2^31 uses a key, in blocks of 2^16 */
  readonly uses?: Uses;
}

const MINUTE_MS = 60_000;
/** A key that is younger than this is not ended by a rotation. */
const YOUNG_MS = 60_000;
/** Steps to a key. Cold it takes three; each race that is lost takes two more. */
const MOST_STEPS = 20;

/** Data keys of tenants, as one container sees them. Whatever it cannot have is UnavailableError. */
export function createDataKeys(props: DataKeysProps): DataKeys {
  const { limits, now, uses: { perKey, perBlock } = USES } = props;
  const { dataKeys: table } = guarded({ dataKeys: props.table });
  const { wrapper, archive } = guardedStores(props);
  const pointers = createPointers(table, now);
  const keys = createUsableKeys({
    table,
    wrapper,
    heldMs: limits.keyCacheMinutes * MINUTE_MS,
    now,
  });
  const leftovers = createLeftovers();
  const findFlight = singleFlight<void>();
  const reserveFlight = singleFlight<'reserved' | 'out'>();

  const hasEnded = ({ endsAt }: Pointer): boolean => now() >= endsAt;

  /** Makes the next key, and the one that encrypts; undefined when somebody was first. */
  async function makeNext(
    tenant: string,
    before: Pointer | undefined,
  ): Promise<WrappedKey | undefined> {
    const making = { ...props, table, wrapper, archive, epochDays: limits.epochDays };
    const { wrapped, usable } = await makeKey(making, tenant, (before?.epoch ?? 0) + 1);
    const { kid: of, epoch, endsAt } = wrapped;
    if (!(await pointers.move(tenant, before, { of, epoch, endsAt }))) return undefined;
    keys.hold(wrapped, usable);
    return wrapped;
  }

  /**
   * Finds out which key encrypts, and makes it when there is none.
   *
   * @param out kid of a key that is used up
   */
  async function findCurrent(tenant: string, out: string | undefined): Promise<void> {
    await findFlight(`${tenant}/${out ?? ''}`, async () => {
      // Also when this container knew one: most often another has made the next.
      const pointer = await pointers.read(tenant);
      if (pointer !== undefined && !hasEnded(pointer) && pointer.of !== out) return;
      if ((await makeNext(tenant, pointer)) === undefined) await pointers.read(tenant);
    });
  }

  async function keyOf(tenant: string, kid: string): Promise<WrappedKey> {
    const item = await table.get({ tenant, kid });
    if (item === undefined) throw missing(tenant, kid);
    return keyIn(item, { tenant, kid });
  }

  /** Before any of them is used. One for all callers who wait. */
  async function reserve(tenant: string, kid: string): Promise<'reserved' | 'out'> {
    return reserveFlight(`${tenant}/${kid}`, async () => {
      try {
        await table.update({ tenant, kid }, { add: { reserved: perBlock } }, [
          { attribute: 'reserved', is: 'at-most', value: perKey - perBlock },
        ]);
      } catch (error) {
        if (!(error instanceof ConditionFailedError)) throw error;
        if (error.found === undefined) throw missing(tenant, kid);
        // An item without a count is none that was used up.
        keyIn(error.found, { tenant, kid });
        return 'out';
      }
      leftovers.add(kid, perBlock);
      return 'reserved';
    });
  }

  return {
    async toEncrypt(tenant, uses) {
      if (!Number.isInteger(uses) || uses < 1 || uses > Math.min(MOST_FIELDS, perBlock)) {
        throw new RangeError(`a key is taken for 1 to ${String(MOST_FIELDS)} uses`);
      }
      return orUnavailable(async () => {
        // Each step mends what is missing and looks again, so that in the end all of it holds at once.
        for (let step = 0; step < MOST_STEPS; step += 1) {
          const current = pointers.known(tenant);
          if (current === undefined || hasEnded(current)) {
            await findCurrent(tenant, undefined);
            continue;
          }
          const usable = keys.held(tenant, current.of);
          if (usable === undefined) {
            const fetched = await keys.fetch(tenant, current.of);
            if (fetched === undefined) throw missing(tenant, current.of);
            continue;
          }
          if (leftovers.take(current.of, uses)) return usable;
          if ((await reserve(tenant, current.of)) === 'out') await findCurrent(tenant, current.of);
        }
        throw new UnavailableError('A data key');
      });
    },

    async toDecrypt(tenant, kid) {
      // It stands in a field that anybody may have sent.
      if (!isKid(kid)) return undefined;
      const usable =
        keys.held(tenant, kid) ?? (await orUnavailable(async () => keys.fetch(tenant, kid)));
      return usable?.key;
    },

    async rotate(tenant) {
      return orUnavailable(async () => {
        const before = await pointers.read(tenant);
        if (before !== undefined && !hasEnded(before)) {
          const item = await table.get({ tenant, kid: before.of });
          // Of a key whose item is lost nothing is known: the next one is what helps.
          const key = item === undefined ? undefined : keyIn(item, { tenant, kid: before.of });
          if (key !== undefined && isYoung(key, now())) return told(key);
        }
        const made = await makeNext(tenant, before);
        if (made !== undefined) return told(made);
        // Somebody ended the same key meanwhile.
        const after = await pointers.read(tenant);
        if (after === undefined) throw new UnavailableError('A data key');
        return told(await keyOf(tenant, after.of));
      });
    },
  };
}

function guardedStores({
  wrapper,
  archive,
}: Pick<DataKeysProps, 'wrapper' | 'archive'>): Pick<DataKeysProps, 'wrapper' | 'archive'> {
  const master = 'The key of data keys';
  return {
    wrapper: {
      generate: async (tenant, kid) => reaching(master, async () => wrapper.generate(tenant, kid)),
      unwrap: async (key) => reaching(master, async () => wrapper.unwrap(key)),
    },
    archive: {
      keep: async (key) => reaching('The archive of data keys', async () => archive.keep(key)),
    },
  };
}

/** An item that cannot be believed gives no key either: nothing is encrypted, and nothing decrypted. */
async function orUnavailable<T>(work: () => Promise<T>): Promise<T> {
  return reaching('A data key', work);
}

function missing(tenant: string, kid: string): DataKeyItemError {
  return new DataKeyItemError(
    `The table dataKeys has no item ${tenant}/${kid}, which its item ${tenant}/current names`,
  );
}

/** Of either side: the clock of another container may be some moments ahead. */
function isYoung({ createdAt }: WrappedKey, now: number): boolean {
  return Math.abs(now - createdAt) < YOUNG_MS;
}

function told({
  kid,
  epoch,
  createdAt,
  endsAt,
}: WrappedKey): Pick<WrappedKey, 'kid' | 'epoch' | 'createdAt' | 'endsAt'> {
  return { kid, epoch, createdAt, endsAt };
}
