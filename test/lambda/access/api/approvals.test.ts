import { ROLES } from '../../../../lambda/identity/roles';
import { apiWorld } from '../support/api-world';
import { TENANT } from '../support/people';

const DAY = 24 * 60 * 60_000;
const BODY = {
  kind: 'export',
  purpose: 'HQUALIMP',
  dataTypes: ['diagnoses', 'lab-results'],
  patients: 200,
  recipient: 'registry-1',
  expiresAt: '2026-12-02T00:00:00.000Z',
} as const;

async function requested() {
  const world = apiWorld();
  const doctor = await world.user('attending-physician');
  const officer = await world.user('privacy-officer');
  const { body, status } = await world.call({ user: doctor }, 'requestApproval', BODY);
  return { ...world, doctor, officer, body, status, approval: String(body['approval']) };
}

it('asks for an approval, which waits', async () => {
  const { status, body, doctor, events } = await requested();
  expect(status).toBe(200);
  expect(body).toEqual({
    approval: expect.stringMatching(/^[\w-]{22}$/),
    kind: 'export',
    requester: doctor.user,
    purpose: 'HQUALIMP',
    dataTypes: ['diagnoses', 'lab-results'],
    patients: 200,
    left: 200,
    recipient: 'registry-1',
    requestedAt: '2026-11-25T10:30:00.000Z',
    expiresAt: '2026-12-02T00:00:00.000Z',
    state: 'requested',
  });
  expect(events()).toEqual([
    expect.objectContaining({
      type: 'permission-change',
      action: 'request-export-approval',
      outcome: 'success',
      resource: { type: 'approval', ref: body['approval'] },
    }),
  ]);
});

it.each([
  ['2026-11-25T10:30:00.000Z', 400],
  ['2026-11-25T10:30:00.001Z', 200],
  ['2027-02-23T10:30:00.000Z', 200],
  ['2027-02-23T10:30:00.001Z', 400],
])('ends within 90 days: %s is %i', async (expiresAt, expected) => {
  const { user, call } = apiWorld();
  const { status } = await call({ user: await user('researcher') }, 'requestApproval', {
    ...BODY,
    expiresAt,
  });
  expect(status).toBe(expected);
});

it('is approved by the officer, which his requester sees', async () => {
  const { call, doctor, officer, approval, events, access } = await requested();
  const queue = await call({ user: officer }, 'listApprovals', {});
  expect(queue.body['approvals']).toEqual([expect.objectContaining({ approval })]);
  const decided = await call({ user: officer }, 'decideApproval', {
    approval,
    decision: 'approve',
  });
  expect(decided.body).toMatchObject({ state: 'approved', decidedBy: officer.user });
  expect(events().at(-1)).toMatchObject({
    type: 'permission-change',
    action: 'approve-request',
    actor: { id: officer.user },
    resource: { type: 'approval', ref: approval },
  });
  expect((await call({ user: officer }, 'listApprovals', {})).body['approvals']).toEqual([]);
  const own = await call({ user: doctor }, 'listApprovals', {});
  expect(own.body['approvals']).toEqual([expect.objectContaining({ approval, state: 'approved' })]);

  await access.approvals.use(approval, {
    person: doctor.user,
    tenant: TENANT,
    kind: 'export',
    purpose: 'HQUALIMP',
    dataType: 'diagnoses',
    recipient: 'registry-1',
    count: 200,
  });
  const used = await call({ user: doctor }, 'listApprovals', { approval });
  expect(used.body['approvals']).toEqual([expect.objectContaining({ state: 'used-up', left: 0 })]);
});

it('is decided once, and not after it expired', async () => {
  const { call, officer, approval, clock, user, events } = await requested();
  clock.now += 30 * DAY;
  const late = await call({ user: officer }, 'decideApproval', { approval, decision: 'approve' });
  expect([late.status, late.body['code']]).toEqual([409, 'expired']);
  const before = events().length;
  const refused = await call({ user: officer }, 'decideApproval', { approval, decision: 'refuse' });
  expect(refused.body['state']).toBe('refused');
  expect(events()).toHaveLength(before + 1);
  const again = await call({ user: await user('privacy-officer') }, 'decideApproval', {
    approval,
    decision: 'approve',
  });
  expect([again.status, again.body['code']]).toEqual([409, 'decided-already']);
  // What cannot be decided is not in the ledger as decided.
  expect(events()).toHaveLength(before + 1);
});

it('is not decided by who asked, whatever he is now, nor elsewhere', async () => {
  const { call, doctor, approval, tables, user, events } = await requested();
  await tables.directory.update({ user: doctor.user }, { set: { role: 'privacy-officer' } });
  const own = await call({ user: { ...doctor, role: 'privacy-officer' } }, 'decideApproval', {
    approval,
    decision: 'approve',
  });
  expect([own.status, own.body['code']]).toEqual([403, 'own-request']);
  expect(events().at(-1)).toMatchObject({
    type: 'permission-change',
    action: 'approve-request',
    outcome: 'denied',
    reason: 'own-request',
  });
  const stranger = await user('privacy-officer', { tenant: 'south-clinic' });
  const elsewhere = await call({ user: stranger }, 'decideApproval', {
    approval,
    decision: 'approve',
  });
  expect(elsewhere.status).toBe(404);
});

it('shows others nothing: each his own', async () => {
  const { call, user, approval } = await requested();
  const other = await user('nurse');
  expect((await call({ user: other }, 'listApprovals', {})).body['approvals']).toEqual([]);
  expect((await call({ user: other }, 'listApprovals', { approval })).status).toBe(404);
});

/** Requirements, section 2: who reads something, and the researcher, asks; the officer decides. */
const ASKING = [
  'attending-physician',
  'nurse-practitioner',
  'nurse',
  'medical-assistant',
  'billing',
  'front-desk',
  'patient',
  'researcher',
] as const;

it.each(ROLES)(
  'lets %s ask and look as the matrix says, and writes down who may not',
  async (role) => {
    const { user, call, events } = apiWorld();
    const who = { user: await user(role) };
    const asks: readonly string[] = ASKING;
    const { status } = await call(who, 'requestApproval', BODY);
    expect(status).toBe(asks.includes(role) ? 200 : 403);
    expect(events().at(-1)).toMatchObject({
      type: 'permission-change',
      outcome: status === 200 ? 'success' : 'denied',
    });
    const listed = await call(who, 'listApprovals', {});
    expect(listed.status).toBe(asks.includes(role) || role === 'privacy-officer' ? 200 : 403);
    expect(events().at(-1)).toMatchObject({
      type: 'access-review',
      action: 'list-approvals',
      outcome: listed.status === 200 ? 'success' : 'denied',
    });
  },
);
