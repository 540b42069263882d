import { apiWorld } from '../support/api-world';
import { PATIENT } from '../support/people';

const BODY = { dataType: 'medications', record: 'list-4f0a1c', fields: ['dose'] } as const;

it('makes a task for the officer of what a patient asks for', async () => {
  const { user, call, events } = apiWorld();
  const patient = await user('patient');
  const officer = await user('privacy-officer');
  const { status, body } = await call({ user: patient }, 'requestAmendment', BODY);
  expect(status).toBe(200);
  expect(body).toEqual({
    amendment: expect.stringMatching(/^[\w-]{22}$/),
    requester: patient.user,
    patient: PATIENT,
    ...BODY,
    requestedAt: '2026-11-25T10:30:00.000Z',
    dueAt: '2027-01-24T10:30:00.000Z',
    decision: 'requested',
  });
  expect(events()).toEqual([
    expect.objectContaining({
      type: 'amendment-request',
      action: 'request-amendment',
      outcome: 'success',
      patient: PATIENT,
      resource: { type: 'medications', ref: 'list-4f0a1c' },
      fields: ['dose'],
    }),
  ]);
  const { body: list } = await call({ user: officer }, 'listAmendments', {});
  expect(list['amendments']).toEqual([body]);
  expect(events().at(-1)).toMatchObject({ action: 'list-amendments', recordCount: 1 });
});

it.each([
  ['approve', 'approved', 'accept-amendment'],
  ['refuse', 'refused', 'deny-amendment'],
] as const)('is decided by the officer: %s', async (decision, state, action) => {
  const { user, call, events } = apiWorld();
  const officer = { user: await user('privacy-officer') };
  const { body } = await call({ user: await user('patient') }, 'requestAmendment', BODY);
  const approval = String(body['amendment']);
  const decided = await call(officer, 'decideApproval', { approval, decision });
  expect(decided.body).toMatchObject({ approval, kind: 'amendment', state });
  expect(events().at(-1)).toMatchObject({ type: 'amendment-request', action, patient: PATIENT });
  const before = events().length;
  const again = await call(officer, 'decideApproval', { approval, decision });
  expect(again.status).toBe(409);
  expect(events()).toHaveLength(before);
  expect((await call(officer, 'listAmendments', {})).body['amendments']).toEqual([]);
  const listed = await call(officer, 'listAmendments', { decision: state });
  expect(listed.body['amendments']).toEqual([
    expect.objectContaining({ decision: state, decidedBy: officer.user.user }),
  ]);
});
