import { createHandler as createAlert } from '../../../../lambda/breach/alert/create-handler';
import type { Alert } from '../../../../lambda/breach/alert/alerts';
import { createHandler as createClock } from '../../../../lambda/breach/clock/create-handler';
import { addDays } from '../../../../lambda/breach/clocks/day';
import { createDuties } from '../../../../lambda/breach/clocks/create-duties';
import type { DutyRecord } from '../../../../lambda/breach/clocks/duty';
import { DUTY, dutyIn } from '../../../../lambda/breach/clocks/duty-items';
import { createRegister } from '../../../../lambda/breach/register/create-register';
import type { Change } from '../../../../lambda/breach/register/incident';
import type { Authorship, Register } from '../../../../lambda/breach/register/register';
import { BREACH_TABLES } from '../../../../lambda/breach/tables';
import type { AuditTrail } from '../../../../lambda/shared/audit/audit-trail';
import type { Item } from '../../../../lambda/shared/table';
import type { Transact } from '../../../../lambda/shared/transaction';
import { tableRecord } from '../../access/support/table-record';
import { memoryAuditTrail } from '../../support/memory-audit-trail';
import { memoryLog } from '../../support/memory-log';
import { memoryTable } from '../../support/memory-table';
import { memoryTransaction } from '../../support/memory-transaction';

export const TENANT = 'north-clinic';
export const SETTINGS = { timeZone: 'America/New_York', targetDays: 30, secondApprover: true };
/** Noon of 2026-01-15 in New York. */
export const START = Date.UTC(2026, 0, 15, 17);
export const DAY_MS = 86_400_000;

export const OFFICER: Authorship = {
  tenant: TENANT,
  requestId: 'request-1',
  actor: { kind: 'person', id: 'officer-1', role: 'privacy-officer', session: 'session-1' },
};
export const SECOND: Authorship = {
  ...OFFICER,
  actor: { kind: 'person', id: 'officer-2', role: 'privacy-officer', session: 'session-2' },
};
export const DETECTOR: Authorship = {
  tenant: TENANT,
  requestId: 'batch-1',
  actor: { kind: 'service', id: 'breach-detector', role: 'service' },
};

export const OPENED: Extract<Change, { kind: 'opened' }> = {
  kind: 'opened',
  tenant: TENANT,
  origin: { kind: 'rule', rule: 'bulk-export', actor: 'user-1' },
  severity: 'low',
  discoveredOn: '2026-01-15',
  drill: false,
  hits: { count: 1, firstAt: START, lastAt: START, events: ['event-1'] },
};

export interface DeskProps {
  /** Stands before the transactions. */
  readonly transact?: (real: Transact<'register'>) => Transact<'register'>;
  readonly trail?: (real: AuditTrail) => AuditTrail;
}

/** The whole breach desk behind its register, in memory, with a clock that is moved by hand. */
export function desk({
  transact: wrap = (real) => real,
  trail: around = (real) => real,
}: DeskProps = {}) {
  const table = memoryTable(BREACH_TABLES.register);
  const transaction = memoryTransaction({ register: table });
  const audit = memoryAuditTrail();
  const log = memoryLog();
  const clock = { now: START };
  const records: object[] = [];
  const images = new Map<string, Item>();
  /** What the stream of the table would hand on. */
  const streamed: Transact<'register'> = async (writes) => {
    await transaction.transact(writes);
    for (const write of writes) {
      if (!('put' in write)) throw new Error('the register is put, never updated');
      const { put } = write;
      const key = JSON.stringify([put['record'], put['entry']]);
      const old = images.get(key);
      const n = String(records.length + 1);
      records.push(tableRecord(old === undefined ? 'INSERT' : 'MODIFY', n, put, old));
      images.set(key, put);
    }
  };
  const over = {
    register: table,
    transact: wrap(streamed),
    trail: around(audit.trail),
    settings: SETTINGS,
    now: () => clock.now,
    log,
  };
  const register = createRegister(over);
  const duties = createDuties(over);
  const sent: Alert[] = [];
  const alert = createAlert({
    ...over,
    alerts: { publish: async (message) => void sent.push(message) },
  });
  let told = 0;

  return {
    table,
    transaction,
    audit,
    log,
    clock,
    register,
    duties,
    records,
    alert,
    /** Hands to alert what was written since it was asked last, and returns what it sent. */
    async news(): Promise<readonly Alert[]> {
      const before = sent.length;
      const fresh = records.slice(told);
      told = records.length;
      if (fresh.length > 0) await alert({ Records: fresh });
      return sent.slice(before);
    },
    /** What the duties are by their heads. */
    dutyRecords: (): readonly DutyRecord[] =>
      table
        .all()
        .filter((item) => item['open'] === DUTY)
        .map(dutyIn),
    /** Makes changes of one incident, one after the other. */
    async change(id: string, ...changes: readonly Change[]): Promise<void> {
      for (const change of changes) {
        const by = change.kind === 'approval' ? SECOND : OFFICER;
        await register.change(TENANT, id, change, change.kind === 'opened' ? DETECTOR : by);
      }
    },
    /** So many days after the start, at noon. */
    to(days: number): void {
      clock.now = START + days * DAY_MS;
    },
    /** The clock as it runs each hour. */
    remind: clockOver(register, duties, over),
  };
}

/** A run of the clock, which has as much time as it likes. */
export function clockOver(
  register: Pick<Register, 'open' | 'change'>,
  duties: Parameters<typeof createClock>[0]['duties'],
  over: Pick<Parameters<typeof createClock>[0], 'settings' | 'now' | 'log'>,
  remaining: () => number = () => 300_000,
): () => Promise<void> {
  const run = createClock({ ...over, register, duties });
  return async () =>
    run({ remind: true }, { awsRequestId: 'run-1', getRemainingTimeInMillis: remaining });
}

/** So many days after 2026-01-15. */
export const after = (days: number): string => addDays('2026-01-15', days);
