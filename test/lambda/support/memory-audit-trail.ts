import { createAuditTrail } from '../../../lambda/shared/audit/create-audit-trail';
import type {
  AuditSpool,
  AuditTrailDependencies,
} from '../../../lambda/shared/audit/create-audit-trail';
import type { AuditTrail } from '../../../lambda/shared/audit/audit-trail';
import { readEvent } from '../../../lambda/shared/audit/check-event';
import type { AuditEvent } from '../../../lambda/shared/audit/event';
import type { AuditStream } from '../../../lambda/shared/audit/put-all';
import type { AuditRecord } from '../../../lambda/shared/audit/record';
import type { LogFields } from '../../../lambda/shared/log';
import { logInto } from './memory-log';

export const START = Date.UTC(2026, 10, 25, 10, 30);

export interface Logged {
  readonly level: string;
  readonly event: string;
  readonly fields: LogFields | undefined;
}

/** Everything that a trail needs but stream and spool: a clock that stands, sleeps that are no time. */
export function quietly(
  fakes: Partial<AuditTrailDependencies> & Pick<AuditTrailDependencies, 'stream' | 'spool'>,
) {
  const logged: Logged[] = [];
  const sleeps: number[] = [];
  let epochs = 0;
  const dependencies: AuditTrailDependencies = {
    patience: { attempts: 4, firstPause: 50, total: 10_000 },
    clock: () => START,
    sleep: async (milliseconds) => {
      sleeps.push(milliseconds);
    },
    jitter: () => 0.5,
    random: (size) => {
      epochs += 1;
      return Buffer.alloc(size).fill(epochs);
    },
    log: logInto((level, event, fields) => {
      logged.push({ level, event, fields });
    }),
    ...fakes,
  };
  return { dependencies, logged, sleeps };
}

/** A stream of one shard that takes everything. */
export function memoryStream(): AuditStream & { readonly records: readonly AuditRecord[] } {
  const records: AuditRecord[] = [];
  return {
    records,
    async put(more) {
      return more.map((record) => {
        records.push(record);
        return { shardId: 'shardId-000000000000', sequenceNumber: String(records.length) };
      });
    },
  };
}

/** A spool that takes everything once. */
export function memorySpool(): AuditSpool & { readonly objects: ReadonlyMap<string, Uint8Array> } {
  const objects = new Map<string, Uint8Array>();
  return {
    objects,
    async put(key, bytes) {
      if (!objects.has(key)) objects.set(key, bytes);
    },
  };
}

/** An audit trail in memory, for tests of who writes to it: the real one over a stream that is none. */
export function memoryAuditTrail() {
  const stream = memoryStream();
  const spool = memorySpool();
  let isDown = false;
  const guarded = {
    async put(records: readonly AuditRecord[]) {
      if (isDown) throw Object.assign(new Error('down'), { name: 'TimeoutError' });
      return stream.put(records);
    },
  };
  const { dependencies, logged } = quietly({ stream: guarded, spool });
  const trail: AuditTrail = createAuditTrail(dependencies);
  return {
    trail,
    logged,
    /** All events of the stream, read back from their bytes. */
    events: (): readonly AuditEvent[] => stream.records.map(({ bytes }) => readEvent(bytes)),
    /** All events of the spool. */
    spooled: (): readonly AuditEvent[] =>
      [...spool.objects.values()].map((bytes) => readEvent(bytes)),
    /** Whether the stream takes nothing from here on. */
    setDown(down: boolean) {
      isDown = down;
    },
  };
}
