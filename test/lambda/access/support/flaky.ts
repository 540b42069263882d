import type { AuditTrail } from '../../../../lambda/shared/audit/audit-trail';
import { readEvent } from '../../../../lambda/shared/audit/check-event';
import { createAuditTrail } from '../../../../lambda/shared/audit/create-audit-trail';
import type { AuditEvent } from '../../../../lambda/shared/audit/event';
import type { Table } from '../../../../lambda/shared/table';
import { memorySpool, memoryStream, quietly } from '../../support/memory-audit-trail';

/** What becomes of a call: it fails before or after it had its effect, or does not fail. */
export type Fault = 'none' | 'before' | 'after';

export const madeUp = (): Error => Object.assign(new Error('made up'), { name: 'TimeoutError' });

/** Takes one fault after the other, and none once they are used up. */
export function faults(plan: readonly Fault[]): () => Fault {
  const left = [...plan];
  return () => left.shift() ?? 'none';
}

async function failing<T>(fault: Fault, call: () => Promise<T>): Promise<T> {
  if (fault === 'before') throw madeUp();
  const result = await call();
  if (fault === 'after') throw madeUp();
  return result;
}

/** A table whose writes and reads fail as planned. */
export function flakyTable(
  table: Table,
  plan: { readonly writes: () => Fault; readonly reads?: () => Fault },
): Table {
  const reads = plan.reads ?? ((): Fault => 'none');
  return {
    get: async (key) => failing(reads(), async () => table.get(key)),
    query: async (query) => failing(reads(), async () => table.query(query)),
    put: async (item, when) => failing(plan.writes(), async () => table.put(item, when)),
    update: async (key, change, when) =>
      failing(plan.writes(), async () => table.update(key, change, when)),
    delete: async (key, when) => failing(plan.writes(), async () => table.delete(key, when)),
  };
}

export interface FlakyTrail {
  readonly trail: AuditTrail;
  /** Everything that is kept for good, whoever was told so. */
  readonly kept: () => readonly AuditEvent[];
}

/** The real audit trail over a stream and a spool that fail as planned. */
export function flakyTrail(plan: {
  readonly stream: () => Fault;
  readonly spool: () => Fault;
}): FlakyTrail {
  const stream = memoryStream();
  const spool = memorySpool();
  const { dependencies } = quietly({
    stream: { put: async (records) => failing(plan.stream(), async () => stream.put(records)) },
    spool: { put: async (key, bytes) => failing(plan.spool(), async () => spool.put(key, bytes)) },
    // One round, so that a planned fault is what a caller meets.
    patience: { attempts: 1, firstPause: 0, total: 0 },
  });
  return {
    trail: createAuditTrail(dependencies),
    kept: () =>
      [...stream.records.map(({ bytes }) => bytes), ...spool.objects.values()].map((bytes) =>
        readEvent(bytes),
      ),
  };
}

/** A sealer that can be read: what it is bound to stands beside. */
export const plainSealer = {
  async seal(text: string, context: object): Promise<string> {
    return Buffer.from(JSON.stringify({ text, context })).toString('base64');
  },
  async unseal(sealed: string, context: object): Promise<string> {
    const read = JSON.parse(Buffer.from(sealed, 'base64').toString()) as {
      readonly text: string;
      readonly context: object;
    };
    if (JSON.stringify(read.context) !== JSON.stringify(context)) throw madeUp();
    return read.text;
  },
};
