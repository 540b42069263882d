import { personAct } from '../../../lambda/access/act';
import type { Approval } from '../../../lambda/access/approval';
import { createApprovals } from '../../../lambda/access/approvals';
import { createBrokenGlasses } from '../../../lambda/access/break-glass';
import { createCareTeams } from '../../../lambda/access/care-team';
import type { Ask } from '../../../lambda/access/desk';
import { createDesk } from '../../../lambda/access/desk';
import {
  ApprovalNotCoveringError,
  TooManyCallsError,
  UnavailableError,
} from '../../../lambda/access/errors';
import { guarded } from '../../../lambda/access/guarded-table';
import { createRates } from '../../../lambda/access/rates';
import { createRestrictions } from '../../../lambda/access/restrictions';
import { ACCESS_TABLES } from '../../../lambda/access/tables';
import type { PhiAction, Relation } from '../../../lambda/access/vocabulary';
import { NO_RELATION, PHI_ACTIONS } from '../../../lambda/access/vocabulary';
import type { Person, Principal } from '../../../lambda/identity/principal';
import { ROLES } from '../../../lambda/identity/roles';
import { DATA_TYPES } from '../../../lambda/shared/audit/vocabulary';
import { memoryAuditTrail } from '../support/memory-audit-trail';
import { memoryTable } from '../support/memory-table';
import { plainSealer } from './support/flaky';
import { ORIGIN, OTHER_PATIENT, PATIENT, person, service, START, TENANT } from './support/people';
import { engineOf } from './support/questions';
import { silent } from './support/silent';

const ENGINE = engineOf();
const HOUR = 60 * 60_000;
const REASON = 'Made-up reason, brought in unconscious at night.';

function world() {
  const tables = {
    careTeams: memoryTable(ACCESS_TABLES.careTeams),
    restrictions: memoryTable(ACCESS_TABLES.restrictions),
    approvals: memoryTable(ACCESS_TABLES.approvals),
    rates: memoryTable(ACCESS_TABLES.rates),
    brokenGlass: memoryTable(ACCESS_TABLES.brokenGlass),
  };
  const clock = { now: START };
  const now = (): number => clock.now;
  const safe = guarded(tables);
  const registers = {
    careTeams: createCareTeams({ careTeams: safe.careTeams, now }),
    restrictions: createRestrictions(safe.restrictions),
    approvals: createApprovals({ approvals: safe.approvals, now, log: silent }),
    brokenGlasses: createBrokenGlasses({
      brokenGlass: safe.brokenGlass,
      sealer: plainSealer,
      trail: memoryAuditTrail().trail,
      now,
      log: silent,
    }),
    rates: createRates({
      rates: safe.rates,
      limits: { callsPerMinute: 60, bulkPerHour: 2 },
      now,
    }),
  };
  const desk = createDesk({ engine: ENGINE, ...registers });
  const allowed = async (ask: Ask): Promise<boolean | string> => {
    const ruling = await desk.decide(ask);
    return ruling.allowed || ruling.reason;
  };
  const breakGlass = async (who: Person) =>
    registers.brokenGlasses.open(personAct(who, ORIGIN), {
      patient: PATIENT,
      purpose: 'ETREAT',
      justification: REASON,
    });
  return { tables, clock, desk, allowed, breakGlass, ...registers };
}

function asked(relation: Partial<Relation>, principal: Principal, action: PhiAction) {
  return DATA_TYPES.map((dataType) =>
    ENGINE.decide({
      principal,
      action,
      resource: { tenant: TENANT, dataType },
      relation: { ...NO_RELATION, ...relation },
      approval: false,
      restricted: false,
      active: true,
    }),
  );
}

const doctor = person('attending-physician');
const READ = { action: 'read', dataType: 'notes', patient: PATIENT } as const;

it('lets a physician read who is assigned, until he is not', async () => {
  const { allowed, careTeams } = world();
  const assignment = {
    tenant: TENANT,
    patient: PATIENT,
    member: { kind: 'person', id: doctor.id },
  } as const;
  expect(await allowed({ ...READ, principal: doctor })).toBe('no-care-relation');
  await careTeams.assign(assignment, 'admin');
  expect(await allowed({ ...READ, principal: doctor })).toBe(true);
  expect(await allowed({ ...READ, principal: doctor, patient: OTHER_PATIENT })).toBe(
    'no-care-relation',
  );
  await careTeams.remove(assignment);
  expect(await allowed({ ...READ, principal: doctor })).toBe('no-care-relation');
});

it('lets a nurse read patients of her department, and a physician not', async () => {
  const { allowed, careTeams } = world();
  const departments = ['cardiology'];
  await careTeams.assign(
    { tenant: TENANT, patient: PATIENT, member: { kind: 'department', id: 'cardiology' } },
    'admin',
  );
  expect(await allowed({ ...READ, principal: person('nurse', { departments }) })).toBe(true);
  expect(await allowed({ ...READ, principal: { ...doctor, departments } })).toBe(
    'no-care-relation',
  );
});

it('lets a patient read his own record alone', async () => {
  const { allowed } = world();
  const patient = person('patient', { ownRecord: PATIENT });
  expect(await allowed({ ...READ, principal: patient })).toBe(true);
  expect(await allowed({ ...READ, principal: patient, patient: OTHER_PATIENT })).toBe('not-own');
  expect(await allowed({ action: 'read', dataType: 'notes', principal: patient })).toBe('not-own');
  expect(await allowed({ ...READ, principal: person('patient') })).toBe('not-own');
});

it.each(ROLES)('decides under a broken glass as the policies do: %s', async (role) => {
  const { desk, breakGlass } = world();
  const who = person(role);
  const { id } = await breakGlass(who);
  const wrong: string[] = [];
  for (const action of PHI_ACTIONS) {
    const without = asked({}, who, action);
    const under = asked({ brokenGlass: true }, who, action);
    for (const [at, dataType] of DATA_TYPES.entries()) {
      const ruling = await desk.decide({ principal: who, action, dataType, patient: PATIENT });
      const allowed = under[at]?.allowed === true;
      // What is allowed anyway is not done under the glass.
      const glass = allowed && without[at]?.allowed === false ? id : undefined;
      if (ruling.allowed !== allowed || ruling.glass !== glass) wrong.push(`${action} ${dataType}`);
    }
  }
  expect(wrong).toEqual([]);
});

it('lets a glass open one patient, and for its hour', async () => {
  const { allowed, breakGlass, clock } = world();
  await breakGlass(doctor);
  expect(await allowed({ ...READ, principal: doctor, patient: OTHER_PATIENT })).toBe(
    'no-care-relation',
  );
  clock.now = START + HOUR - 1;
  expect(await allowed({ ...READ, principal: doctor })).toBe(true);
  clock.now = START + HOUR;
  expect(await allowed({ ...READ, principal: doctor })).toBe('no-care-relation');
});

it('is narrowed by restrictions, also under a broken glass', async () => {
  const { allowed, breakGlass, restrictions } = world();
  await breakGlass(doctor);
  await restrictions.add(doctor.id, { id: 'r', by: 'officer', at: START, dataTypes: ['notes'] });
  expect(await allowed({ ...READ, principal: doctor })).toBe('restricted');
  expect(await allowed({ ...READ, dataType: 'vitals', principal: doctor })).toBe(true);
  await restrictions.add(doctor.id, { id: 's', by: 'officer', at: START, patient: PATIENT });
  expect(await allowed({ ...READ, dataType: 'vitals', principal: doctor })).toBe('restricted');
  expect(await allowed({ action: 'break-glass', patient: PATIENT, principal: doctor })).toBe(
    'restricted',
  );
});

const EXPORT = {
  action: 'export',
  dataType: 'diagnoses',
  patient: PATIENT,
  purpose: 'HQUALIMP',
} as const;
const APPROVAL: Approval = {
  id: 'bWFkZS11cC1hcHByb3ZhbA',
  tenant: TENANT,
  kind: 'export',
  requester: doctor.id,
  purpose: 'HQUALIMP',
  dataTypes: ['diagnoses'],
  size: 10,
  left: 10,
  requestedAt: START,
  expiresAt: START + HOUR,
  decision: 'requested',
};

async function approvedWorld() {
  const all = world();
  await all.careTeams.assign(
    { tenant: TENANT, patient: PATIENT, member: { kind: 'person', id: doctor.id } },
    'admin',
  );
  await all.approvals.request(APPROVAL);
  await all.approvals.decide(APPROVAL, 'approved', 'officer');
  return all;
}

it('asks for an approval that covers it, and for no other', async () => {
  const { allowed, clock } = await approvedWorld();
  const ask = { ...EXPORT, principal: doctor };
  const { id: approval } = APPROVAL;
  expect(await allowed(ask)).toBe('approval-required');
  expect(await allowed({ ...ask, approval })).toBe(true);
  expect(await allowed({ ...ask, approval: 'another' })).toBe('approval-required');
  expect(await allowed({ ...ask, approval, action: 'share' })).toBe('approval-required');
  expect(await allowed({ ...ask, approval, dataType: 'notes' })).toBe('approval-required');
  expect(await allowed({ ...ask, approval, purpose: 'HMARKT' })).toBe('approval-required');
  expect(await allowed({ ...ask, approval, records: 11 })).toBe('approval-required');
  // An approval is no care: others of the team have to ask for their own.
  const other = person('attending-physician');
  expect(await allowed({ ...ask, approval, principal: other })).toBe('no-care-relation');
  clock.now = START + HOUR;
  expect(await allowed({ ...ask, approval })).toBe('approval-required');
});

it('claims no more than was approved, and two bulk exports an hour', async () => {
  const { desk, approvals } = await approvedWorld();
  const claim = async (records: number, principal: Principal = doctor): Promise<void> =>
    desk.claim({ ...EXPORT, principal, approval: APPROVAL.id, records });
  await claim(3);
  await expect(claim(8)).rejects.toThrow(ApprovalNotCoveringError);
  // The hour has no third one, and it takes nothing from the approval.
  await expect(claim(2)).rejects.toThrow(TooManyCallsError);
  expect((await approvals.find(TENANT, APPROVAL.id))?.left).toBe(7);
  // One patient is no bulk.
  await claim(1);
  await expect(claim(1, person('attending-physician'))).rejects.toThrow(ApprovalNotCoveringError);
  await expect(desk.claim({ ...EXPORT, principal: doctor })).rejects.toThrow(
    ApprovalNotCoveringError,
  );
  await desk.claim({ ...READ, principal: doctor });
  expect((await approvals.find(TENANT, APPROVAL.id))?.left).toBe(6);
});

it('lets a service do what config names, and a person by it what both may', async () => {
  const { allowed } = world();
  const named = service(['assign-care-team', 'read']);
  expect(await allowed({ action: 'assign-care-team', patient: PATIENT, principal: named })).toBe(
    true,
  );
  expect(await allowed({ action: 'append-audit-events', principal: named })).toBe(
    'service-not-permitted',
  );
  expect(await allowed({ ...READ, principal: named })).toBe('not-permitted');
  const patient = person('patient', { ownRecord: PATIENT });
  expect(await allowed({ ...READ, principal: { ...patient, via: named } })).toBe(true);
  expect(await allowed({ ...READ, principal: { ...patient, via: service(['print']) } })).toBe(
    'service-not-permitted',
  );
  expect(
    await allowed({
      ...READ,
      principal: { ...patient, via: { ...named, tenant: 'south-clinic' } },
    }),
  ).toBe('other-tenant');
});

it.each(['careTeams', 'restrictions', 'approvals', 'brokenGlass'] as const)(
  'allows nothing while %s does not answer',
  async (name) => {
    const { tables, desk, breakGlass } = world();
    await breakGlass(doctor);
    tables[name].fail(new Error('made up'));
    const ask = name === 'approvals' ? { ...EXPORT, approval: APPROVAL.id } : { ...READ };
    await expect(desk.decide({ ...ask, principal: doctor })).rejects.toThrow(UnavailableError);
  },
);

it('takes a fault of the engine for no answer', async () => {
  const desk = createDesk({
    ...world(),
    engine: {
      decide: () => ({ allowed: false, policies: [], reason: 'engine-fault', fault: 'x' }),
    },
  });
  await expect(desk.decide({ ...READ, principal: doctor })).rejects.toThrow(UnavailableError);
});

it('lets a glass be broken while the register of care teams is down', async () => {
  const { tables, allowed } = world();
  tables.careTeams.fail(new Error('made up'), 9);
  expect(await allowed({ action: 'break-glass', patient: PATIENT, principal: doctor })).toBe(true);
});

it('reads no care team of a role that has none', async () => {
  const { tables, desk } = world();
  const query = jest.spyOn(tables.careTeams, 'query');
  await desk.decide({ ...READ, principal: person('billing') });
  expect(query).not.toHaveBeenCalled();
});
