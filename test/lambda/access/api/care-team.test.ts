import { apiWorld } from '../support/api-world';
import { TENANT } from '../support/people';

const PATIENT_ID = 'MADE-UP-0001';

async function world() {
  const all = apiWorld();
  const [admin, doctor, nurse] = [
    await all.user('it-administrator'),
    await all.user('attending-physician'),
    await all.user('nurse'),
  ];
  const patient = await all.pseudonym(PATIENT_ID);
  const assigned = async (id: string): Promise<boolean> =>
    (
      await all.access.careTeams.relationOf(
        {
          kind: 'person',
          id,
          tenant: TENANT,
          role: 'nurse',
          departments: ['cardiology'],
          session: 's',
          sessionKind: 'mobile',
        },
        patient,
      )
    ).careTeam;
  return { ...all, admin, doctor, nurse, patient, assigned };
}

function assign(id: string) {
  return { change: 'assign', patientId: PATIENT_ID, member: { kind: 'person', id } } as const;
}

it('assigns and removes, and has both in the ledger with the patient', async () => {
  const { call, admin, nurse, patient, assigned, events } = await world();
  const { status, body, text } = await call({ user: admin }, 'changeCareTeam', assign(nurse.user));
  expect(status).toBe(200);
  expect(body).toEqual({
    change: 'assign',
    member: { kind: 'person', id: nurse.user },
    patient,
    changedAt: '2026-11-25T10:30:00.000Z',
  });
  expect(text).not.toContain(PATIENT_ID);
  expect(await assigned(nurse.user)).toBe(true);
  await call({ user: admin }, 'changeCareTeam', { ...assign(nurse.user), change: 'remove' });
  expect(await assigned(nurse.user)).toBe(false);
  expect(events()).toEqual(
    ['assign-care-team', 'remove-care-team'].map((action) =>
      expect.objectContaining({
        type: 'permission-change',
        action,
        outcome: 'success',
        patient,
        resource: { type: 'person', ref: nurse.user },
        actor: expect.objectContaining({ id: admin.user }),
      }),
    ),
  );
});

it('lets a physician change the teams that he is on, and no other', async () => {
  const { call, admin, doctor, nurse, assigned } = await world();
  const refused = await call({ user: doctor }, 'changeCareTeam', assign(nurse.user));
  expect([refused.status, refused.body['code']]).toEqual([403, 'no-care-relation']);
  await call({ user: doctor }, 'breakGlass', {
    patientId: PATIENT_ID,
    purpose: 'ETREAT',
    justification: 'Made-up reason, brought in unconscious at night.',
  });
  // A broken glass ends after an hour, an assignment does not.
  expect((await call({ user: doctor }, 'changeCareTeam', assign(doctor.user))).status).toBe(403);
  await call({ user: admin }, 'changeCareTeam', assign(doctor.user));
  expect((await call({ user: doctor }, 'changeCareTeam', assign(nurse.user))).status).toBe(200);
  expect(await assigned(nurse.user)).toBe(true);
});

it('lets nobody lengthen his own assignment, nor put himself on a team', async () => {
  const { call, admin, doctor, clock, assigned, events, tables } = await world();
  await call({ user: admin }, 'changeCareTeam', {
    ...assign(doctor.user),
    until: '2026-11-25T11:00:00.000Z',
  });
  const before = tables.careTeams.all();
  for (const user of [doctor, admin]) {
    const { status, body } = await call({ user }, 'changeCareTeam', assign(user.user));
    expect([status, body['code']]).toEqual([403, 'own-assignment']);
    expect(events().at(-1)).toMatchObject({
      type: 'permission-change',
      outcome: 'denied',
      reason: 'own-assignment',
    });
  }
  expect(tables.careTeams.all()).toEqual(before);
  clock.now = Date.UTC(2026, 10, 25, 11);
  expect(await assigned(doctor.user)).toBe(false);
});

it('lets a service that config names bring teams over', async () => {
  const { call, nurse, assigned, events } = await world();
  const by = await call({ service: 'records-system' }, 'changeCareTeam', assign(nurse.user));
  expect(by.status).toBe(200);
  expect(await assigned(nurse.user)).toBe(true);
  expect(events().at(-1)?.actor).toEqual({
    kind: 'service',
    id: 'records-system',
    role: 'service',
  });
});

it('assigns nobody who has no active account here', async () => {
  const { call, admin, user, tables } = await world();
  const gone = await user('nurse', { active: false });
  const stranger = await user('nurse', { tenant: 'south-clinic' });
  for (const id of [gone.user, stranger.user, 'nobody']) {
    const { status, body } = await call({ user: admin }, 'changeCareTeam', assign(id));
    expect([status, body['code']]).toEqual([404, 'no-such-user']);
  }
  expect(tables.careTeams.all()).toEqual([]);
  // Taking somebody off needs no account of his.
  const removal = { ...assign(gone.user), change: 'remove' } as const;
  expect((await call({ user: admin }, 'changeCareTeam', removal)).status).toBe(200);
});

it('lets an assignment end by itself', async () => {
  const { call, admin, nurse, assigned, clock } = await world();
  const until = '2026-11-25T12:00:00.000Z';
  const { body } = await call({ user: admin }, 'changeCareTeam', { ...assign(nurse.user), until });
  expect(body['until']).toBe(until);
  clock.now = Date.parse(until) - 1;
  expect(await assigned(nurse.user)).toBe(true);
  clock.now = Date.parse(until);
  expect(await assigned(nurse.user)).toBe(false);
  const over = await call({ user: admin }, 'changeCareTeam', { ...assign(nurse.user), until });
  expect([over.status, over.body['code']]).toEqual([400, 'invalid-body']);
});

it('takes somebody off also while that cannot be written down, and asks to be called again', async () => {
  const { call, admin, nurse, assigned, down, events } = await world();
  await call({ user: admin }, 'changeCareTeam', assign(nurse.user));
  down.stream = true;
  const removal = { ...assign(nurse.user), change: 'remove' } as const;
  const unwritten = await call({ user: admin }, 'changeCareTeam', removal);
  expect([unwritten.status, unwritten.body['code']]).toEqual([503, 'changed-unrecorded']);
  expect(await assigned(nurse.user)).toBe(false);
  down.stream = false;
  expect((await call({ user: admin }, 'changeCareTeam', removal)).status).toBe(200);
  expect(events().map(({ action }) => action)).toEqual(['assign-care-team', 'remove-care-team']);
});

it('says of a person whose entry the zone did not write how that is mended', async () => {
  const { call, admin, nurse, tables, assigned, events } = await world();
  await tables.directory.update({ user: nurse.user }, { set: { superuser: true } });
  const { status, body } = await call({ user: admin }, 'changeCareTeam', assign(nurse.user));
  expect([status, body['code']]).toEqual([409, 'entry-unreadable']);
  expect([await assigned(nurse.user), events()]).toEqual([false, []]);
});
