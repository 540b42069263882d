import { apiWorld } from '../support/api-world';
import { TENANT } from '../support/people';

const USER = '3f1c2d4e-0a1b-4c2d-8e3f-333333333333';
const CREATE = {
  change: 'create',
  user: USER,
  role: 'nurse',
  departments: ['cardiology'],
  timeZone: 'America/New_York',
  shift: 'rotating',
} as const;

async function world() {
  const all = apiWorld();
  const admin = await all.user('it-administrator');
  const change = async (body: Parameters<typeof all.call<'changeUser'>>[2]) =>
    all.call({ user: admin }, 'changeUser', body);
  return { ...all, admin, change };
}

it('makes, changes, closes and opens an account, each in the ledger with names of fields', async () => {
  const { change, events, clock, access } = await world();
  const made = await change(CREATE);
  expect([made.status, made.body]).toEqual([
    200,
    {
      user: USER,
      role: 'nurse',
      departments: ['cardiology'],
      timeZone: 'America/New_York',
      shift: 'rotating',
      active: true,
    },
  ]);
  const moved = await change({ change: 'modify', user: USER, departments: ['surgery'] });
  expect(moved.body).toMatchObject({ departments: ['surgery'], role: 'nurse' });
  clock.now += 1000;
  const closed = await change({ change: 'terminate', user: USER });
  expect(closed.body).toMatchObject({ active: false, terminatedAt: '2026-11-25T10:30:01.000Z' });
  const back = await change({ change: 'reactivate', user: USER });
  expect(back.body).toMatchObject({ active: true });
  expect(back.body['terminatedAt']).toBeUndefined();
  expect((await access.identity.directory.get(USER))?.tenant).toBe(TENANT);
  const resource = { type: 'user', ref: USER };
  expect(events()).toEqual(
    [
      {
        type: 'user-create',
        action: 'create-user',
        fields: ['role', 'departments', 'timeZone', 'shift'],
      },
      { type: 'user-modify', action: 'modify-user', fields: ['departments'] },
      { type: 'user-delete', action: 'terminate-user' },
      { type: 'user-modify', action: 'reactivate-user' },
    ].map((event) => expect.objectContaining({ ...event, resource, outcome: 'success' })),
  );
});

it('takes when somebody left, up to a year ago, and says in the ledger that it was told', async () => {
  const { change, events, access } = await world();
  await change(CREATE);
  const leave = { change: 'terminate', user: USER } as const;
  for (const leftAt of ['2026-11-25T10:30:00.001Z', '2025-11-24T10:29:59.999Z']) {
    const refused = await change({ ...leave, leftAt });
    expect([refused.status, refused.body['code']]).toEqual([400, 'invalid-user']);
  }
  for (const unfit of ['create', 'modify', 'reactivate'] as const) {
    const body = { ...CREATE, change: unfit, leftAt: '2026-11-20T17:00:00.000Z' };
    const refused = await change(unfit === 'reactivate' ? { ...leave, ...body } : body);
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('#/leftAt')]);
  }
  expect((await access.identity.directory.get(USER))?.active).toBe(true);
  const closed = await change({ ...leave, leftAt: '2026-11-20T17:00:00.000Z' });
  expect(closed.body).toMatchObject({ active: false, terminatedAt: '2026-11-20T17:00:00.000Z' });
  expect(events().at(-1)).toMatchObject({ type: 'user-delete', fields: ['leftAt'] });
});

it('denies everything to an account that is closed, at once and in a session that is open', async () => {
  const { change, user, call } = await world();
  const nurse = await user('nurse');
  const who = { user: nurse, session: '9a8b7c6d-1e2f-4a3b-8c4d-444444444444' };
  expect((await call(who, 'readSession', undefined)).status).toBe(200);
  await change({ change: 'terminate', user: nurse.user });
  const after = await call(who, 'readSession', undefined);
  expect([after.status, after.body['code']]).toEqual([403, 'inactive']);
});

it('lets nobody go on in a session from before he was gone, or had another role', async () => {
  const { change, user, call, clock } = await world();
  const nurse = await user('nurse');
  const code = async (who: Parameters<typeof call>[0]) =>
    (await call(who, 'readSession', undefined)).body['code'];
  const open = { user: nurse, session: '9a8b7c6d-1e2f-4a3b-8c4d-444444444444' };
  expect(await code(open)).toBeUndefined();
  await change({ change: 'terminate', user: nurse.user });
  await change({ change: 'reactivate', user: nurse.user });
  expect(await code(open)).toBe('session-ended');
  clock.now += 2000;
  const anew = { ...open, session: '9a8b7c6d-1e2f-4a3b-8c4d-555555555555' };
  expect(await code(anew)).toBeUndefined();
  await change({ change: 'modify', user: nurse.user, role: 'billing' });
  expect(await code(anew)).toBe('session-ended');
});

it('gives a patient his own record by its pseudonym', async () => {
  const { change, access, pseudonym } = await world();
  const patient = {
    ...CREATE,
    role: 'patient',
    departments: [],
    patientId: 'MADE-UP-0001',
  } as const;
  const { status, text } = await change(patient);
  expect(status).toBe(200);
  expect(text).not.toContain('MADE-UP-0001');
  expect((await access.identity.directory.get(USER))?.ownRecord).toBe(
    await pseudonym('MADE-UP-0001'),
  );
  const nurse = await change({ ...CREATE, user: 'another', patientId: 'MADE-UP-0001' });
  expect([nurse.status, nurse.body['code']]).toEqual([400, 'invalid-user']);
  expect((await change({ ...patient, user: 'third', patientId: undefined })).status).toBe(400);
});

it('lets nobody change himself', async () => {
  const { change, admin, events } = await world();
  for (const body of [
    { change: 'modify', role: 'privacy-officer' },
    { change: 'terminate' },
    { change: 'reactivate' },
  ] as const) {
    const { status, body: answer } = await change({ ...body, user: admin.user });
    expect([status, answer['code']]).toEqual([403, 'own-account']);
    expect(events().at(-1)).toMatchObject({ outcome: 'denied', reason: 'own-account' });
  }
});

it('lets a service close an account at once, which config names for that, of its tenant alone', async () => {
  const { user, call, access, events } = await world();
  const feed = { service: 'records-system' };
  const nurse = await user('nurse');
  const closed = await call(feed, 'changeUser', { change: 'terminate', user: nurse.user });
  expect([closed.status, closed.body['active']]).toEqual([200, false]);
  expect((await access.identity.directory.get(nurse.user))?.active).toBe(false);
  expect(events()).toEqual([
    expect.objectContaining({
      type: 'user-delete',
      outcome: 'success',
      actor: { kind: 'service', id: 'records-system', role: 'service' },
      resource: { type: 'user', ref: nurse.user },
    }),
  ]);
  const stranger = await user('nurse', { tenant: 'south-clinic' });
  const other = await call(feed, 'changeUser', { change: 'terminate', user: stranger.user });
  expect(other.status).toBe(404);
  expect((await access.identity.directory.get(stranger.user))?.active).toBe(true);
});

it('gives a service no more than the person for whom it acts, and a person no more by a service', async () => {
  const { user, admin, call } = await world();
  const nurse = await user('nurse');
  const body = { change: 'terminate', user: (await user('billing')).user } as const;
  const by = async (onBehalfOf: typeof nurse, change: typeof body) => {
    const answer = await call({ service: 'records-system', onBehalfOf }, 'changeUser', change);
    return answer.body['code'];
  };
  expect(await by(nurse, body)).toBe('not-permitted');
  expect(await by(admin, { ...body, user: admin.user })).toBe('own-account');
  expect(await by(admin, body)).toBeUndefined();
});

it('knows no account of another tenant', async () => {
  const { change, user, tables, events } = await world();
  const stranger = await user('nurse', { tenant: 'south-clinic' });
  const before = tables.directory.all();
  for (const kind of ['modify', 'terminate', 'reactivate'] as const) {
    const fields = kind === 'modify' ? { role: 'billing' as const } : {};
    expect((await change({ change: kind, user: stranger.user, ...fields })).status).toBe(404);
    expect((await change({ change: kind, user: 'nobody', ...fields })).status).toBe(404);
  }
  const { status, body } = await change({ ...CREATE, user: stranger.user });
  expect([status, body['code']]).toEqual([409, 'user-exists']);
  expect(tables.directory.all()).toEqual(before);
  // What cannot be done is not in the ledger as done.
  expect(events()).toEqual([]);
});

it('takes a body that says what it wants', async () => {
  const { change, user, events } = await world();
  const nurse = await user('nurse');
  const problem = async (body: Parameters<typeof change>[0]) => {
    const answer = await change(body);
    const errors = answer.body['errors'] as readonly { pointer: string }[] | undefined;
    return [answer.status, ...(errors ?? []).map(({ pointer }) => pointer)];
  };
  expect(await problem({ change: 'create', user: USER, role: 'nurse' })).toEqual([
    400,
    '#/departments',
    '#/timeZone',
  ]);
  expect(await problem({ change: 'modify', user: nurse.user })).toEqual([400, '#']);
  expect(await problem({ change: 'terminate', user: nurse.user, role: 'nurse' })).toEqual([
    400,
    '#/role',
  ]);
  expect(await problem({ ...CREATE, timeZone: 'Mars/Olympus' })).toEqual([400]);
  expect(events()).toEqual([]);
});

it('closes an account also while that cannot be written down, and opens none then', async () => {
  const { change, user, access, down, events } = await world();
  const nurse = await user('nurse');
  down.stream = true;
  const closed = await change({ change: 'terminate', user: nurse.user });
  expect([closed.status, closed.body['code']]).toEqual([503, 'changed-unrecorded']);
  expect((await access.identity.directory.get(nurse.user))?.active).toBe(false);
  for (const body of [
    { change: 'reactivate', user: nurse.user },
    { change: 'modify', user: nurse.user, role: 'billing' },
    CREATE,
  ] as const) {
    const { status, body: answer } = await change(body);
    expect([status, answer['code']]).toEqual([503, 'audit-unavailable']);
  }
  expect(await access.identity.directory.get(nurse.user)).toMatchObject({
    active: false,
    role: 'nurse',
  });
  expect(await access.identity.directory.get(USER)).toBeUndefined();
  down.stream = false;
  expect((await change({ change: 'terminate', user: nurse.user })).status).toBe(200);
  expect(events().map(({ type }) => type)).toEqual(['user-delete']);
});

it('says of an entry that the zone did not write how it is mended; its person may do nothing', async () => {
  const { change, user, call, tables, events, logged } = await world();
  const nurse = await user('nurse');
  await tables.directory.update({ user: nurse.user }, { set: { superuser: true } });
  const before = tables.directory.all();
  for (const body of [
    { change: 'terminate', user: nurse.user },
    { change: 'reactivate', user: nurse.user },
    { change: 'modify', user: nurse.user, role: 'billing' },
    { ...CREATE, user: nurse.user },
  ] as const) {
    const { status, body: answer } = await change(body);
    expect([status, answer['code']]).toEqual([409, 'entry-unreadable']);
    expect(answer['detail']).toContain('delete the entry');
  }
  expect(tables.directory.all()).toEqual(before);
  // Nothing was done, and nothing is told as done.
  expect(events()).toEqual([]);
  const lines = logged.filter(({ event }) => event === 'directory-entry-unreadable');
  expect(lines).toHaveLength(4);
  expect(JSON.stringify(lines)).toContain(
    'See \\"An entry that cannot be read\\" in docs/identity.md.',
  );
  const own = await call({ user: nurse }, 'readSession', undefined);
  expect([own.status, own.body['code']]).toEqual([403, 'unknown-user']);
});

it('shows who has access, with what is taken from it, page by page', async () => {
  const { user, call, access, tables, events } = await world();
  const auditor = await user('auditor');
  const nurse = await user('nurse', { departments: ['cardiology'] });
  const odd = await user('billing', { active: false, terminatedAt: 1_795_000_000_000 });
  await user('nurse', { tenant: 'south-clinic' });
  await access.restrictions.add(nurse.user, {
    id: 'r-1',
    by: 'officer',
    at: 1_795_602_600_000,
    actions: ['read'],
  });
  await tables.restrictions.put({ user: odd.user, restriction: 'odd', scope: 'unknown' });

  const users: unknown[] = [];
  let page: string | undefined;
  do {
    const { body } = await call({ user: auditor }, 'reviewAccess', {
      pageSize: 3,
      ...(page === undefined ? {} : { page }),
    });
    users.push(...(body['users'] as readonly unknown[]));
    page = body['page'] as string | undefined;
  } while (page !== undefined);
  // The administrator, the auditor, the nurse and who left.
  expect(users).toHaveLength(4);
  expect(users).toContainEqual({
    entry: {
      user: nurse.user,
      role: 'nurse',
      departments: ['cardiology'],
      timeZone: 'America/New_York',
      active: true,
    },
    restrictions: [
      {
        restriction: 'r-1',
        user: nurse.user,
        actions: ['read'],
        by: 'officer',
        at: '2026-11-25T10:30:00.000Z',
        state: 'active',
      },
    ],
  });
  expect(users).toContainEqual({
    entry: expect.objectContaining({ user: odd.user, active: false }),
    // Names nothing: forbids everything.
    restrictions: [expect.objectContaining({ restriction: 'odd', by: 'unknown' })],
  });
  expect(events().map(({ type, action }) => [type, action])).toEqual([
    ['access-review', 'review-access'],
    ['access-review', 'review-access'],
  ]);
});
