import { createHandler } from '../../../../../lambda/breach/detector/create-handler';
import type { DetectorDependencies } from '../../../../../lambda/breach/detector/dependencies';
import { readState, writeState } from '../../../../../lambda/breach/detect/state';
import { EMPTY_STATE, isWatched, watch } from '../../../../../lambda/breach/detect/watch';
import { createRegister } from '../../../../../lambda/breach/register/create-register';
import { incidentIn } from '../../../../../lambda/breach/register/items';
import type { Incident } from '../../../../../lambda/breach/register/incident';
import { BREACH_TABLES } from '../../../../../lambda/breach/tables';
import { createDirectory } from '../../../../../lambda/identity/directory';
import type { State } from '../../../../../lambda/breach/vocabulary';
import type { DirectoryEntry } from '../../../../../lambda/identity/directory-entry';
import { entryItem } from '../../../../../lambda/identity/directory-entry';
import { IDENTITY_TABLES } from '../../../../../lambda/identity/tables';
import { logOrigin, segmentKey } from '../../../../../lambda/ledger/format/layout';
import type { LogHead } from '../../../../../lambda/ledger/format/segment';
import { buildSegment, EMPTY_LOG } from '../../../../../lambda/ledger/format/segment';
import { itemOf, rowsOf } from '../../../../../lambda/ledger/index/row';
import { LEDGER_TABLES } from '../../../../../lambda/ledger/index/tables';
import { advance, readPointer } from '../../../../../lambda/ledger/index/pointer';
import type { AuditEvent } from '../../../../../lambda/shared/audit/event';
import type { Item, Table } from '../../../../../lambda/shared/table';
import { memoryStore } from '../../../ledger/support/memory-store';
import { kinesisEvent, PREFIX } from '../../../ledger/support/sealing';
import { bytesOf } from '../../../ledger/support/events';
import { memoryAuditTrail } from '../../../support/memory-audit-trail';
import { memoryLog } from '../../../support/memory-log';
import { memoryTable } from '../../../support/memory-table';
import { memoryTransaction } from '../../../support/memory-transaction';
import { CLERK, HOUR, NOON, SETTINGS, stamped } from '../../support/acts';

export const REQUEST = '6f1f0d0e-7f6b-4a46-9d0a-111111111111';
export const CONTEXT = { awsRequestId: REQUEST, getRemainingTimeInMillis: () => 60_000 };
export const ENGINE = {
  watch,
  isWatched,
  form: { empty: EMPTY_STATE, read: readState, write: writeState },
};

/** Somebody who left: before `at`, and his account was closed at `closedAt`. */
export function gone(terminatedAt: number, closedAt?: number): DirectoryEntry {
  return {
    ...CLERK,
    active: false,
    terminatedAt,
    ...(closedAt === undefined ? {} : { closedAt }),
  };
}

/** An administrator, who tells of those who left. */
export const ADMIN = '5b0c8f5e-8a53-4e0c-9a39-0c7d5a7f2a13';
let told = 1_000_000;

/** That somebody left. Each has an id of its own. */
export function leaving(
  fields: readonly string[] | undefined,
  at: number,
  { user = CLERK.user, by = ADMIN } = {},
): AuditEvent {
  told += 1;
  return stamped(
    {
      type: 'user-delete',
      tenant: CLERK.tenant,
      action: 'terminate-user',
      actor: { kind: 'person', id: by, role: 'it-administrator', session: 'session-1' },
      resource: { type: 'user', ref: user },
      ...(fields === undefined ? {} : { fields: [...fields] }),
      outcome: 'success',
      phiAccessed: false,
      breakGlass: false,
    },
    at,
    told,
  );
}

/** The detector over tables in memory, and all that it is made of. */
export function world(over: Partial<DetectorDependencies> = {}) {
  const clock = { now: NOON + HOUR };
  const tables = {
    register: memoryTable(BREACH_TABLES.register),
    watches: memoryTable(BREACH_TABLES.watches),
    directory: memoryTable(IDENTITY_TABLES.directory, [entryItem(CLERK)]),
    index: memoryTable(LEDGER_TABLES.index),
  };
  const transaction = memoryTransaction({ register: tables.register, watches: tables.watches });
  const audit = memoryAuditTrail();
  const log = memoryLog();
  const store = memoryStore();
  const now = (): number => clock.now;
  const register = createRegister({
    register: tables.register,
    transact: transaction.transact,
    trail: audit.trail,
    settings: SETTINGS,
    now,
    log,
  });
  const dependencies: DetectorDependencies = {
    engine: ENGINE,
    settings: SETTINGS,
    directory: createDirectory(tables.directory),
    watches: tables.watches,
    register,
    transact: transaction.transact,
    trail: audit.trail,
    store,
    prefix: PREFIX,
    index: tables.index,
    log,
    now,
    ...over,
  };
  const handler = createHandler(dependencies);
  let next = 1;
  const heads = new Map<string, LogHead>();

  return {
    clock,
    tables,
    transaction,
    audit,
    log,
    store,
    register,
    dependencies,
    handler,
    /**
     * Hands events of a shard to the detector; numbered from `from`, default: behind those before. They arrived `late`
     * milliseconds after what they tell, default: at once.
     */
    async give(
      events: readonly AuditEvent[],
      { shard = 0, from = next, late = 0 }: Partial<Record<'shard' | 'from' | 'late', number>> = {},
    ): Promise<void> {
      next = Math.max(next, from + events.length);
      return handler(batchOf(events, shard, from, late), CONTEXT);
    },
    catchUp: async (context = CONTEXT) => handler({ catchUp: true }, context),
    setEntry: async (entry: DirectoryEntry) => tables.directory.put(entryItem(entry)),
    /** Every incident, as its head has it. */
    incidents: (): readonly Incident[] => incidentsIn(tables.register.all()),
    watchItem: async (actor = CLERK.user) =>
      tables.watches.get({ subject: `actor/${CLERK.tenant}/${actor}` }),
    sweepItem: async () => tables.watches.get({ subject: `sweep/${CLERK.tenant}/${CLERK.user}` }),
    /** Seals events into a log, as one segment; the first of `arrived` is for all that have no time of their own. */
    seal(log_: string, entries: readonly Uint8Array[], ...arrived: readonly number[]): void {
      const head = heads.get(log_) ?? EMPTY_LOG;
      const start = head.tree.size;
      const source =
        log_ === 'spool'
          ? { spooled: entries.map((_, at) => `ledger/spool/${String(start + at)}`) }
          : { first: String(start + 1), last: String(start + entries.length) };
      const records = entries.map((data, at) => ({
        data: Buffer.from(data),
        arrivedAt: arrived[at] ?? arrived[0] ?? clock.now,
      }));
      const segment = buildSegment(logOrigin(PREFIX, log_), head, records, source);
      store.objects.set(segmentKey(log_, start), segment.bytes);
      heads.set(log_, segment.head);
    },
    /** Writes rows of the index of events, and moves the pointer of their log to its end. */
    async index(log_: string, events: readonly AuditEvent[]): Promise<void> {
      for (const event of events) {
        const place = { log: log_, index: 0, arrived: clock.now };
        for (const row of rowsOf(
          event,
          bytesOf(event),
          place,
          { auditDays: 2192, indexDays: 90 },
          clock.now,
        )) {
          await tables.index.put(itemOf(row));
        }
      }
      const size = heads.get(log_)?.tree.size ?? 0;
      const origin = logOrigin(PREFIX, log_);
      const pointer = await readPointer(tables.index, origin);
      if (size > pointer.next) {
        await advance(tables.index, origin, pointer, { next: size, segment: size });
      }
    },
  };
}

export function batchOf(
  events: readonly AuditEvent[],
  shard: number,
  from: number,
  late = 0,
): unknown {
  return kinesisEvent(
    events.map((event) => bytesOf(event)),
    {
      from,
      shard: shardId(shard),
      arrived: events.map(({ time }) => Date.parse(time) + late),
    },
  );
}

export function shardId(shard: number): string {
  return `shardId-${String(shard).padStart(12, '0')}`;
}

export function incidentsIn(
  items: readonly Parameters<typeof incidentIn>[0][],
): readonly Incident[] {
  return items.filter((item) => item['entry'] === 'head').map((item) => incidentIn(item));
}

/** Writes an incident as if somebody had closed it, or decided it; the way there is the register's. */
export async function close(register: Table, id: string, state: State = 'closed'): Promise<void> {
  const head = await register.get({ record: id, entry: 'head' });
  const text = JSON.stringify(head).replace('"state":"triage"', `"state":"${state}"`);
  await register.put(JSON.parse(text) as Item);
}
