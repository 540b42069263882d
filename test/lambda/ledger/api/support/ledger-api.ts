import { createHandler } from '../../../../../lambda/ledger/api/create-handler';
import { itemOf, rowsOf } from '../../../../../lambda/ledger/index/row';
import { LEDGER_TABLES } from '../../../../../lambda/ledger/index/tables';
import type { AuditEvent } from '../../../../../lambda/shared/audit/event';
import type { Caller } from '../../../access/support/api-world';
import { apiWorldOf } from '../../../access/support/api-world';
import { memoryTable } from '../../../support/memory-table';
import { KEY } from '../../support/checkpointing';
import { bytesOf } from '../../support/events';
import { memoryStore } from '../../support/memory-store';
import { PATIENT_ID, viewOf } from './world';

export const PERIOD = { from: '2026-11-20T00:00:00.000Z', to: '2026-11-26T00:00:00.000Z' };
const EVENT = {
  type: 'phi-view',
  action: 'open-chart',
  outcome: 'success',
  resource: { type: 'notes', ref: 'rec-1' },
  fields: ['text'],
  recordCount: 1,
  phiAccessed: true,
  purpose: 'TREAT',
} as const;

/**
 * The ledger API in memory, behind its door.
 *
 * @param may what the one service may do
 * @param patientId record number of the one patient
 */
export function ledgerApi(
  may: readonly string[] = ['append-audit-events', 'read-access-report'],
  patientId = PATIENT_ID,
) {
  const index = memoryTable(LEDGER_TABLES.index);
  const idempotency = memoryTable(LEDGER_TABLES.idempotency);
  const store = memoryStore();
  const world = apiWorldOf<'ledger-api'>(may, (access, now) =>
    createHandler(access, {
      store,
      verifier: () => Promise.resolve(KEY.verifier),
      tables: { index, idempotency },
      auditDays: 2192,
      now,
    }),
  );
  let keys = 0;
  return {
    ...world,
    index,
    idempotency,
    store,
    /** Puts an event into the index, as the indexer does. */
    async indexed(): Promise<AuditEvent> {
      const patient = await world.pseudonym(patientId);
      await world.access.trail.append([viewOf(patient)]);
      const event = world.events().at(-1);
      if (event === undefined) throw new Error('nothing was written');
      const place = { log: 'spool', index: 0, arrived: world.clock.now };
      for (const row of rowsOf(
        event,
        bytesOf(event),
        place,
        { auditDays: 2192, indexDays: 90 },
        0,
      )) {
        await index.put(itemOf(row));
      }
      await index.put({ subject: 'coverage', at: '-', days: 90 });
      return event;
    },
    append: async (who: Caller) => {
      keys += 1;
      const idempotencyKey = `c5b4d7a0-3f6e-4a0b-9d5e-${String(keys).padStart(12, '0')}`;
      return world.call(who, 'appendAuditEvents', {
        idempotencyKey,
        events: [{ ...EVENT, patientId }],
      });
    },
  };
}
