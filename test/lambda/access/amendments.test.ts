import type { Amendment } from '../../../lambda/access/amendments';
import { createAmendments, dueAt } from '../../../lambda/access/amendments';
import { createApprovals } from '../../../lambda/access/approvals';
import { UndecidableError } from '../../../lambda/access/errors';
import { ACCESS_TABLES } from '../../../lambda/access/tables';
import { memoryTable } from '../support/memory-table';
import { PATIENT, START, TENANT } from './support/people';
import { silent } from './support/silent';

const WISH: Amendment = {
  id: 'bWFkZS11cC1hbWVuZG1lbg',
  tenant: TENANT,
  requester: 'patient-1',
  patient: PATIENT,
  dataType: 'medications',
  record: 'list-4f0a1c',
  fields: ['dose'],
  requestedAt: START,
  decision: 'requested',
};

function world() {
  const table = memoryTable(ACCESS_TABLES.approvals);
  const dependencies = { approvals: table, now: () => START + 5, log: silent };
  return { amendments: createAmendments(dependencies), approvals: createApprovals(dependencies) };
}

it('is a task until it is decided, once, by somebody else', async () => {
  const { amendments } = world();
  await amendments.request(WISH);
  expect((await amendments.list(TENANT, 'requested', { limit: 9 })).entries).toEqual([WISH]);
  await expect(amendments.decide(WISH, 'approved', 'patient-1')).rejects.toThrow(UndecidableError);
  const decided = { ...WISH, decision: 'refused', decidedBy: 'officer', decidedAt: START + 5 };
  expect(await amendments.decide(WISH, 'refused', 'officer')).toEqual(decided);
  await expect(amendments.decide(WISH, 'approved', 'officer')).rejects.toMatchObject({
    status: 409,
    because: 'decided-already',
  });
  expect((await amendments.list(TENANT, 'requested', { limit: 9 })).entries).toEqual([]);
  expect((await amendments.list(TENANT, 'refused', { limit: 9 })).entries).toEqual([decided]);
});

it('is none of another tenant, and no approval', async () => {
  const { amendments, approvals } = world();
  await amendments.request(WISH);
  expect(await amendments.find(TENANT, WISH.id)).toEqual(WISH);
  expect(await amendments.find('south-clinic', WISH.id)).toBeUndefined();
  expect(await approvals.find(TENANT, WISH.id)).toBeUndefined();
  expect(
    (await approvals.list({ tenant: TENANT, requester: 'patient-1' }, { limit: 9 })).entries,
  ).toEqual([]);
  expect(
    (await approvals.list({ tenant: TENANT, decision: 'requested' }, { limit: 9 })).entries,
  ).toEqual([]);
});

it('has to be acted on within 60 days (45 CFR 164.526(b)(2)(i))', () => {
  expect(new Date(dueAt(WISH)).toISOString()).toBe('2027-01-24T10:30:00.000Z');
});
