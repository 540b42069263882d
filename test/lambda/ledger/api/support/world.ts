import type { Plan } from '../../../../../lambda/access/api/operation';
import type { Principal } from '../../../../../lambda/identity/principal';
import { createReservations } from '../../../../../lambda/ledger/api/append/idempotency';
import { ledgerOperations } from '../../../../../lambda/ledger/api/operations';
import { itemOf } from '../../../../../lambda/ledger/index/row';
import { LEDGER_TABLES } from '../../../../../lambda/ledger/index/tables';
import { createHandler as createIndexer } from '../../../../../lambda/ledger/indexer/create-handler';
import type { AuditDraft } from '../../../../../lambda/shared/audit/event';
import { createPseudonyms } from '../../../../../lambda/shared/pseudonym';
import { START, TENANT } from '../../../access/support/people';
import { memoryAuditTrail } from '../../../support/memory-audit-trail';
import { memoryTable } from '../../../support/memory-table';
import { checkpointer, KEY } from '../../support/checkpointing';
import { bytesOf } from '../../support/events';
import { memoryStore } from '../../support/memory-store';
import { kinesisEvent, LONG_ENOUGH, PREFIX, recordingLogger, sealer } from '../../support/sealing';
import { actBy, permitted } from './calling';

export const RETENTION = { auditDays: 2192, indexDays: 90 };
export const DAY = 86_400_000;
export const pseudonyms = createPseudonyms(() => Promise.resolve(new Uint8Array(32).fill(9)));
export const PATIENT_ID = 'MR-0042';

/** Whoever seals, signs and indexes here is the function itself. */
export async function ledgerWorld() {
  const clock = { now: START };
  const store = memoryStore();
  const audit = memoryAuditTrail();
  const index = memoryTable(LEDGER_TABLES.index);
  const idempotency = memoryTable(LEDGER_TABLES.idempotency);
  const { log, lines } = recordingLogger();
  const now = (): number => clock.now;
  const operations = ledgerOperations({
    store,
    verifier: () => Promise.resolve(KEY.verifier),
    index,
    reservations: createReservations({ table: idempotency, now, log }),
    pseudonyms,
    trail: audit.trail,
    auditDays: RETENTION.auditDays,
    now,
    log,
  });
  const { handler: sealIt } = sealer(store);
  const { handler: signIt } = checkpointer(store, { now });
  const indexIt = createIndexer({
    store,
    table: index,
    writer: {
      write: async (rows) => {
        for (const row of rows) await index.put(itemOf(row));
      },
    },
    prefix: PREFIX,
    retention: RETENTION,
    now,
    log,
  });
  let sealed = 0;
  const patient = await pseudonyms.of(TENANT, PATIENT_ID);

  return {
    clock,
    store,
    audit,
    index,
    log,
    lines,
    patient,
    operations,
    /** Writes events down, as their producers do. */
    async append(drafts: readonly AuditDraft[]): Promise<readonly string[]> {
      return (await audit.trail.append(drafts)).map(({ eventId }) => eventId);
    },
    /** Seals what was written down since. */
    async seal(): Promise<void> {
      const fresh = audit.events().slice(sealed);
      if (fresh.length === 0) return;
      await sealIt(kinesisEvent(fresh.map(bytesOf), { from: sealed }), LONG_ENOUGH);
      sealed += fresh.length;
    },
    sign: async () => signIt({}, LONG_ENOUGH),
    indexAll: async () => indexIt({}, LONG_ENOUGH),
    /** The plan of an operation, before anybody asks whether it is permitted. */
    plan: async <Body, Answer>(
      operation: (
        body: Body,
        act: ReturnType<typeof actBy>,
      ) => Plan<Answer> | Promise<Plan<Answer>>,
      body: Body,
      by: Principal,
    ): Promise<Plan<Answer>> => operation(body, actBy(by)),
    /** An operation, for who is permitted. */
    call: async <Body, Answer>(
      operation: (
        body: Body,
        act: ReturnType<typeof actBy>,
      ) => Plan<Answer> | Promise<Plan<Answer>>,
      body: Body,
      by: Principal,
    ) => permitted(operation(body, actBy(by))),
  };
}

export type LedgerWorld = Awaited<ReturnType<typeof ledgerWorld>>;

/** A physician reads the notes of the patient. */
export function viewOf(patient: string, change: object = {}): AuditDraft {
  return {
    type: 'phi-view',
    tenant: TENANT,
    action: 'read',
    outcome: 'success',
    actor: {
      kind: 'person',
      id: '3f0c8f5e-8a53-4e0c-9a39-0c7d5a7f2a11',
      role: 'attending-physician',
      session: '9e2b6c1a-4f7d-4222-8333-944455556666',
    },
    requestId: 'c6af9ac6-7b61-41e6-9a41-93e8deadbeef',
    patient,
    purpose: 'TREAT',
    resource: { type: 'notes', ref: 'rec-1' },
    fields: ['text'],
    recordCount: 1,
    phiAccessed: true,
    breakGlass: false,
    ...change,
  };
}
