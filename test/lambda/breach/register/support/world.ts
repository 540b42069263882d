import type { Change } from '../../../../../lambda/breach/register/incident';
import { createRegister } from '../../../../../lambda/breach/register/create-register';
import type { Authorship } from '../../../../../lambda/breach/register/register';
import { BREACH_TABLES } from '../../../../../lambda/breach/tables';
import type { RegisterDependencies } from '../../../../../lambda/breach/register/create-register';
import { memoryAuditTrail } from '../../../support/memory-audit-trail';
import { memoryTable } from '../../../support/memory-table';
import { memoryTransaction } from '../../../support/memory-transaction';
import { silent } from '../../../access/support/silent';

export const TENANT = 'north-clinic';
/** 10:30 in the evening of 24 November in New York, and the 25th in UTC. */
export const START = Date.UTC(2026, 10, 25, 3, 30);
export const TODAY = '2026-11-24';
export const SETTINGS: RegisterDependencies['settings'] = {
  timeZone: 'America/New_York',
  targetDays: 30,
  secondApprover: true,
};

export function person(id: string): Authorship {
  return {
    tenant: TENANT,
    requestId: `request-of-${id}`,
    actor: { kind: 'person', id, role: 'privacy-officer', session: `session-of-${id}` },
  };
}
export const OFFICER = person('officer-1');
export const OTHER = person('officer-2');
export const DETECTOR: Authorship = {
  tenant: TENANT,
  requestId: 'batch-1',
  actor: { kind: 'service', id: 'breach-detector', role: 'service' },
};

export const OPENED: Extract<Change, { kind: 'opened' }> = {
  kind: 'opened',
  tenant: TENANT,
  origin: { kind: 'report' },
  severity: 'medium',
  discoveredOn: '2026-11-20',
  drill: false,
};

/** A register over tables in memory, and all that it is made of. */
export function world(over: Partial<RegisterDependencies> = {}) {
  const table = memoryTable(BREACH_TABLES.register);
  const transaction = memoryTransaction({ register: table });
  const audit = memoryAuditTrail();
  const register = createRegister({
    register: table,
    transact: transaction.transact,
    trail: audit.trail,
    settings: SETTINGS,
    now: () => START,
    log: silent,
    ...over,
  });
  return { register, table, transaction, audit };
}
