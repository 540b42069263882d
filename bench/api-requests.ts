import type { AuditDraft } from '../lambda/shared/audit/event';
import { personAct } from '../lambda/access/act';
import type { DataType } from '../lambda/access/vocabulary';
import { apiWorld } from '../test/lambda/access/support/api-world';
import { ORIGIN, PATIENT, TENANT } from '../test/lambda/access/support/people';
import type { Figure } from './measure';
import { median } from './measure';

const RUNS = 5;
const CALLERS = 200;
/** Calls of each caller with one token, which lives fifteen minutes. */
const CALLS = 50;
const DATA_TYPES: readonly DataType[] = ['vitals', 'notes', 'medications', 'allergies'];

/**
 * Calls that one core takes in a second, in CPU time and with tables in memory: who is asking (token,
 * directory, session), may he (care team, restrictions, policies), and the event that says so. With
 * tokens that each call more than once, and with a token for each call, whose signature is then checked.
 */
export async function apiRequests(): Promise<readonly Figure[]> {
  const again: number[] = [];
  const fresh: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    again.push(await requestsPerSecond(CALLERS, CALLS));
    fresh.push(await requestsPerSecond(CALLERS * 10, 1));
  }
  return [
    { id: 'api.requests', value: median(again), unit: 'requests/s', goal: 5000, atLeast: true },
    { id: 'api.requests-new-token', value: median(fresh), unit: 'requests/s' },
  ];
}

async function requestsPerSecond(callers: number, calls: number): Promise<number> {
  const world = apiWorld();
  const { identity, desk, careTeams, trail } = world.access;
  const department = { kind: 'department', id: 'cardiology' } as const;
  const assignment = { tenant: TENANT, patient: PATIENT, member: department };
  await careTeams.assign(assignment, 'bench');
  const users = await Promise.all(
    Array.from({ length: callers }, () => world.user('nurse', { departments: [department.id] })),
  );
  // Leaves the keys of the pool in their table.
  for (const user of users.slice(0, 1)) await world.call({ user }, 'readSession', undefined);
  const tokens = users.map((user) => world.token(user));

  const start = process.cpuUsage();
  for (let call = 0; call < calls; call += 1) {
    for (const token of tokens) {
      const dataType = DATA_TYPES[call % DATA_TYPES.length] ?? 'vitals';
      const principal = await identity.authenticate({
        headers: { authorization: `Bearer ${token}` },
      });
      if (principal.kind !== 'person') throw new Error('a token is of a person');
      const ruling = await desk.decide({ principal, action: 'read', dataType, patient: PATIENT });
      if (!ruling.allowed) throw new Error(`denied: ${ruling.reason}`);
      await trail.append([seen(personAct(principal, ORIGIN).written, dataType)]);
    }
  }
  const { user, system } = process.cpuUsage(start);
  return (callers * calls * 1e6) / (user + system);
}

function seen(written: ReturnType<typeof personAct>['written'], dataType: DataType): AuditDraft {
  return {
    ...written,
    type: 'phi-view',
    action: 'read',
    outcome: 'success',
    patient: PATIENT,
    purpose: 'TREAT',
    resource: { type: dataType, ref: 'f47ac10b-58cc-4372-a567-0e02b2c3d479' },
    fields: [dataType],
    recordCount: 1,
    phiAccessed: true,
    breakGlass: false,
  };
}
