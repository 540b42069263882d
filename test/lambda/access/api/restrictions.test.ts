import { apiWorld } from '../support/api-world';

async function world() {
  const all = apiWorld();
  const officer = await all.user('privacy-officer');
  const nurse = await all.user('nurse');
  const add = {
    change: 'add',
    user: nurse.user,
    actions: ['read', 'print'],
    dataTypes: ['notes'],
    patientId: 'MADE-UP-0001',
  } as const;
  const patient = await all.pseudonym('MADE-UP-0001');
  return { ...all, officer, nurse, add, patient };
}

it('adds and removes, and has both in the ledger', async () => {
  const { call, officer, nurse, add, patient, events, access } = await world();
  const act = { action: 'read', dataType: 'notes', patient } as const;
  const { status, body, text } = await call({ user: officer }, 'changeRestriction', add);
  expect(status).toBe(200);
  expect(body).toEqual({
    restriction: expect.stringMatching(/^[\w-]{22}$/),
    user: nurse.user,
    actions: ['read', 'print'],
    dataTypes: ['notes'],
    patient,
    by: officer.user,
    at: '2026-11-25T10:30:00.000Z',
    state: 'active',
  });
  expect(text).not.toContain('MADE-UP-0001');
  expect(await access.restrictions.forbid(nurse.user, act)).toBe(true);
  const removed = await call({ user: officer }, 'changeRestriction', {
    change: 'remove',
    user: nurse.user,
    restriction: String(body['restriction']),
  });
  expect(removed.body).toEqual({ ...body, state: 'removed' });
  expect(await access.restrictions.forbid(nurse.user, act)).toBe(false);
  expect(events()).toEqual(
    ['add-restriction', 'remove-restriction'].map((action) =>
      expect.objectContaining({
        type: 'permission-change',
        action,
        outcome: 'success',
        patient,
        resource: { type: 'user', ref: nurse.user },
      }),
    ),
  );
});

it('is one, however often the same is asked for', async () => {
  const { call, officer, add, tables } = await world();
  const first = await call({ user: officer }, 'changeRestriction', add);
  const again = { ...add, actions: ['print', 'read'] } as const;
  const second = await call({ user: officer }, 'changeRestriction', again);
  expect(second.body['restriction']).toBe(first.body['restriction']);
  await call({ user: officer }, 'changeRestriction', { ...add, dataTypes: ['vitals'] });
  expect(tables.restrictions.all()).toHaveLength(2);
});

it('is nobody of another tenant, and never the officer himself', async () => {
  const { call, officer, user, add, events } = await world();
  const stranger = await user('nurse', { tenant: 'south-clinic' });
  const elsewhere = await call({ user: officer }, 'changeRestriction', {
    ...add,
    user: stranger.user,
  });
  expect(elsewhere.status).toBe(404);
  const own = await call({ user: officer }, 'changeRestriction', { ...add, user: officer.user });
  expect([own.status, own.body['code']]).toEqual([403, 'own-account']);
  expect(events().at(-1)).toMatchObject({
    type: 'permission-change',
    outcome: 'denied',
    reason: 'own-account',
  });
});

it('says of a person whose entry the zone did not write how that is mended', async () => {
  const { call, officer, nurse, add, tables, events } = await world();
  await tables.directory.update({ user: nurse.user }, { set: { superuser: true } });
  const { status, body } = await call({ user: officer }, 'changeRestriction', add);
  expect([status, body['code']]).toEqual([409, 'entry-unreadable']);
  expect([tables.restrictions.all(), events()]).toEqual([[], []]);
});

it('takes a body that says what it wants', async () => {
  const { call, officer, nurse } = await world();
  const user = nurse.user;
  const pointers = async (body: Parameters<typeof call<'changeRestriction'>>[2]) => {
    const answer = await call({ user: officer }, 'changeRestriction', body);
    const errors = answer.body['errors'] as readonly { pointer: string }[] | undefined;
    return [answer.status, ...(errors ?? []).map(({ pointer }) => pointer)];
  };
  expect(await pointers({ change: 'add', user })).toEqual([400, '#']);
  expect(await pointers({ change: 'add', user, actions: ['read'], restriction: 'x' })).toEqual([
    400,
    '#/restriction',
  ]);
  expect(await pointers({ change: 'remove', user, dataTypes: ['notes'] })).toEqual([
    400,
    '#/dataTypes',
    '#/restriction',
  ]);
  expect(await pointers({ change: 'remove', user, restriction: 'unknown' })).toEqual([404]);
});

it('restricts also while that cannot be written down, and lifts nothing then', async () => {
  const { call, officer, nurse, add, tables, down } = await world();
  down.stream = true;
  const unwritten = await call({ user: officer }, 'changeRestriction', add);
  expect([unwritten.status, unwritten.body['code']]).toEqual([503, 'changed-unrecorded']);
  const [row] = tables.restrictions.all();
  const removed = await call({ user: officer }, 'changeRestriction', {
    change: 'remove',
    user: nurse.user,
    restriction: row?.['restriction'] as string,
  });
  expect([removed.status, removed.body['code']]).toEqual([503, 'audit-unavailable']);
  expect(tables.restrictions.all()).toEqual([row]);
});

it('can be lifted also when nobody can read it', async () => {
  const { call, officer, nurse, tables, access } = await world();
  await tables.restrictions.put({ user: nurse.user, restriction: 'odd', scope: 'unknown' });
  expect(await access.restrictions.forbid(nurse.user, { action: 'read' })).toBe(true);
  const { status } = await call({ user: officer }, 'changeRestriction', {
    change: 'remove',
    user: nurse.user,
    restriction: 'odd',
  });
  expect(status).toBe(200);
  expect(await access.restrictions.forbid(nurse.user, { action: 'read' })).toBe(false);
});
