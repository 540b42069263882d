import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { DataKeysProps } from '../../../../lambda/phi/keys/create-data-keys';
import { createDataKeys } from '../../../../lambda/phi/keys/create-data-keys';
import type {
  DataKeys,
  KeyArchive,
  KeyWrapper,
  WrappedKey,
} from '../../../../lambda/phi/keys/data-keys';
import { PHI_TABLES } from '../../../../lambda/phi/tables';
import type { Item } from '../../../../lambda/shared/table';
import type { MemoryTable } from '../../support/memory-table';
import { memoryTable } from '../../support/memory-table';

export interface MemoryWrapper extends KeyWrapper {
  /** What was asked of it, in order. */
  readonly calls: readonly ('generate' | 'unwrap')[];
  /** All plain keys that it gave out: who got them should have wiped them. */
  readonly plain: readonly Uint8Array[];
  /** Makes the next calls throw. */
  fail(error: unknown, times?: number): void;
}

/** Wraps as KMS does: under a key that never leaves it, bound to tenant and kid. */
export function memoryWrapper(): MemoryWrapper {
  const master = randomBytes(32);
  const calls: ('generate' | 'unwrap')[] = [];
  const plain: Uint8Array[] = [];
  let failures: { error: unknown; times: number } = { error: undefined, times: 0 };
  const arrive = async (call: 'generate' | 'unwrap'): Promise<void> => {
    await Promise.resolve();
    calls.push(call);
    if (failures.times > 0) {
      failures.times -= 1;
      throw failures.error;
    }
  };
  const context = (tenant: string, kid: string): Buffer =>
    Buffer.from(JSON.stringify([tenant, kid]));
  const given = (key: Uint8Array): Uint8Array => {
    plain.push(key);
    return key;
  };
  return {
    calls,
    plain,
    fail: (error, times = 1) => {
      failures = { error, times };
    },
    async generate(tenant, kid) {
      await arrive('generate');
      const [key, iv] = [randomBytes(32), randomBytes(12)];
      const cipher = createCipheriv('aes-256-gcm', master, iv).setAAD(context(tenant, kid));
      const body = Buffer.concat([cipher.update(key), cipher.final()]);
      const wrapped = Buffer.concat([iv, body, cipher.getAuthTag()]).toString('base64');
      return { plain: given(key), wrapped };
    },
    async unwrap({ tenant, kid, wrapped }) {
      await arrive('unwrap');
      const bytes = Buffer.from(wrapped, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', master, bytes.subarray(0, 12))
        .setAAD(context(tenant, kid))
        .setAuthTag(bytes.subarray(-16));
      return given(Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]));
    },
  };
}

export interface MemoryArchive extends KeyArchive {
  /** Copies by kid. */
  readonly copies: ReadonlyMap<string, WrappedKey>;
  /** Makes the next calls throw. */
  fail(error: unknown, times?: number): void;
}

export function memoryArchive(): MemoryArchive {
  const copies = new Map<string, WrappedKey>();
  let failures: { error: unknown; times: number } = { error: undefined, times: 0 };
  return {
    copies,
    fail: (error, times = 1) => {
      failures = { error, times };
    },
    async keep(key) {
      await Promise.resolve();
      if (failures.times > 0) {
        failures.times -= 1;
        throw failures.error;
      }
      if (!copies.has(key.kid)) copies.set(key.kid, key);
    },
  };
}

/** Where data keys live, and a clock that goes when it is told to. */
export interface KeyWorld {
  readonly table: MemoryTable;
  readonly wrapper: MemoryWrapper;
  readonly archive: MemoryArchive;
  readonly now: () => number;
  /** Lets milliseconds go by; fewer than none for a clock that is set back. */
  readonly pass: (ms: number) => void;
  /** Data keys as one more container sees them. */
  readonly container: (props?: Partial<DataKeysProps>) => DataKeys;
}

/** Data keys in memory: what FieldCipher and all above it are tested with. */
export function keyWorld(): KeyWorld {
  const table = memoryTable(PHI_TABLES.dataKeys);
  const wrapper = memoryWrapper();
  const archive = memoryArchive();
  let time = Date.UTC(2026, 11, 1);
  const now = (): number => time;
  return {
    table,
    wrapper,
    archive,
    now,
    pass: (ms) => {
      time += ms;
    },
    container: (props = {}) =>
      createDataKeys({
        table,
        wrapper,
        archive,
        limits: { epochDays: 30, keyCacheMinutes: 60 },
        now,
        random: randomBytes,
        ...props,
      }),
  };
}

/** The item under a sort key, of whichever tenant. */
export function itemIn({ table }: Pick<KeyWorld, 'table'>, kid: string): Item {
  const found = table.all().find((item) => item['kid'] === kid);
  if (found === undefined) throw new Error(`no item ${kid}`);
  return found;
}

/** The error that a call ends with. */
export async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (error: unknown) => error,
  );
}
