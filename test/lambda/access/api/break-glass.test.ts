import { apiWorld } from '../support/api-world';
import { TENANT } from '../support/people';

const HOUR = 60 * 60_000;
const REASON = 'Made-up reason, brought in unconscious at night.';
const BODY = {
  patientId: 'MADE-UP-0001',
  purpose: 'ETREAT',
  justification: REASON,
  clinicalReason: 'UNCONSCIOUS',
} as const;

it('breaks a glass by the pseudonym of the patient, and answers nothing of what was written', async () => {
  const { user, call, pseudonym, access } = apiWorld();
  const nurse = await user('nurse');
  const { status, body, text } = await call({ user: nurse }, 'breakGlass', BODY);
  const patient = await pseudonym('MADE-UP-0001');
  expect(status).toBe(200);
  expect(body).toEqual({
    glass: expect.stringMatching(/^[\w-]{22}$/),
    holder: nurse.user,
    role: 'nurse',
    patient,
    purpose: 'ETREAT',
    clinicalReason: 'UNCONSCIOUS',
    openedAt: '2026-11-25T10:30:00.000Z',
    expiresAt: '2026-11-25T11:30:00.000Z',
    state: 'open',
  });
  expect(text).not.toContain('MADE-UP-0001');
  const open = await access.brokenGlasses.openFor({ id: nurse.user, tenant: TENANT }, patient);
  expect(open?.id).toBe(body['glass']);
});

it('breaks it for a person by a service, and for no service alone', async () => {
  const { user, call, events } = apiWorld();
  const nurse = await user('nurse');
  const by = await call({ service: 'records-system', onBehalfOf: nurse }, 'breakGlass', BODY);
  expect(by.status).toBe(200);
  expect(events().at(-1)?.actor).toMatchObject({ id: nurse.user, via: 'records-system' });
  const alone = await call({ service: 'records-system' }, 'breakGlass', BODY);
  expect(alone.status).toBe(403);
  expect(events().at(-1)).toMatchObject({
    type: 'access-review',
    action: 'break-glass',
    outcome: 'denied',
    actor: { kind: 'service', id: 'records-system' },
  });
});

it('refuses a justification of space', async () => {
  const { user, call, events } = apiWorld();
  const { status, body } = await call({ user: await user('nurse') }, 'breakGlass', {
    ...BODY,
    justification: `too short${' '.repeat(30)}`,
  });
  expect([status, body['code']]).toEqual([400, 'justification']);
  expect(events()).toEqual([]);
});

it('opens while the stream is down and the spool is not', async () => {
  const { user, call, down, events } = apiWorld();
  down.stream = true;
  expect((await call({ user: await user('nurse') }, 'breakGlass', BODY)).status).toBe(200);
  expect(events().map(({ type }) => type)).toEqual(['break-glass-access']);
});

it('gives the officer the list, page by page, and writes down that he looked', async () => {
  const { user, call, events, clock } = apiWorld();
  const officer = await user('privacy-officer');
  const broken: unknown[] = [];
  for (let at = 0; at < 5; at += 1) {
    clock.now += 1;
    const { body } = await call({ user: await user('nurse') }, 'breakGlass', BODY);
    broken.push(body['glass']);
  }
  const elsewhere = await user('nurse', { tenant: 'south-clinic' });
  await call({ user: elsewhere }, 'breakGlass', BODY);

  const listed: unknown[] = [];
  let page: string | undefined;
  do {
    const { body, text } = await call({ user: officer }, 'listBrokenGlass', {
      pageSize: 2,
      ...(page === undefined ? {} : { page }),
    });
    const glasses = body['glasses'] as readonly Readonly<Record<string, unknown>>[];
    expect(text).not.toContain('justification');
    listed.push(...glasses.map(({ glass }) => glass));
    page = body['page'] as string | undefined;
    expect(events().at(-1)).toMatchObject({
      type: 'access-review',
      action: 'list-broken-glass',
      actor: { id: officer.user },
      recordCount: glasses.length,
    });
  } while (page !== undefined);
  expect(listed).toEqual(broken);
  const wrong = await call({ user: officer }, 'listBrokenGlass', { page: 'AAAA' });
  expect([wrong.status, wrong.body['code']]).toEqual([400, 'page-token']);
});

it('gives the justification to the officer alone, when it is in the ledger that he read it', async () => {
  const { user, call, events, down } = apiWorld();
  const nurse = await user('nurse');
  const officer = await user('privacy-officer');
  const { body } = await call({ user: nurse }, 'breakGlass', BODY);
  const glass = String(body['glass']);

  expect((await call({ user: nurse }, 'listBrokenGlass', { glass })).status).toBe(403);
  down.stream = true;
  const unwritten = await call({ user: officer }, 'listBrokenGlass', { glass });
  expect(unwritten.status).toBe(503);
  expect(unwritten.text).not.toContain(REASON);
  down.stream = false;
  const read = await call({ user: officer }, 'listBrokenGlass', { glass });
  expect(read.body['glasses']).toEqual([expect.objectContaining({ glass, justification: REASON })]);
  expect(events().at(-1)).toMatchObject({
    type: 'access-review',
    action: 'read-justification',
    outcome: 'success',
    actor: { id: officer.user },
    patient: body['patient'],
    resource: { type: 'broken-glass', ref: glass },
  });
  const stranger = await user('privacy-officer', { tenant: 'south-clinic' });
  expect((await call({ user: stranger }, 'listBrokenGlass', { glass })).status).toBe(404);
});

it('stays in the list while its review is undecided, and says so', async () => {
  const { user, call, events } = apiWorld();
  const officer = await user('privacy-officer');
  const { body } = await call({ user: await user('nurse') }, 'breakGlass', BODY);
  const glass = String(body['glass']);
  const undecided = { glass, result: 'undecided' } as const;
  const { body: reviewed } = await call({ user: officer }, 'reviewBrokenGlass', undecided);
  expect(reviewed).toMatchObject({ state: 'open', result: 'undecided', reviewer: officer.user });
  expect(events().at(-1)).toMatchObject({ type: 'break-glass-review', reviewResult: 'undecided' });
  const list = async (state: 'open' | 'reviewed') =>
    (await call({ user: officer }, 'listBrokenGlass', { state })).body['glasses'];
  expect([await list('open'), await list('reviewed')]).toEqual([[reviewed], []]);
});

it('is reviewed once, by another, and leaves the list', async () => {
  const { user, call, events, clock } = apiWorld();
  const nurse = await user('nurse');
  const officer = await user('privacy-officer');
  const { body } = await call({ user: nurse }, 'breakGlass', BODY);
  const glass = String(body['glass']);
  const stranger = await user('privacy-officer', { tenant: 'south-clinic' });
  const elsewhere = await call({ user: stranger }, 'reviewBrokenGlass', {
    glass,
    result: 'justified',
  });
  expect(elsewhere.status).toBe(404);

  clock.now += HOUR;
  const reviewed = await call({ user: officer }, 'reviewBrokenGlass', {
    glass,
    result: 'justified',
  });
  expect(reviewed.body).toMatchObject({
    glass,
    state: 'reviewed',
    result: 'justified',
    reviewer: officer.user,
    reviewedAt: '2026-11-25T11:30:00.000Z',
  });
  expect(events().at(-1)).toMatchObject({ type: 'break-glass-review', reviewResult: 'justified' });
  const again = await call({ user: officer }, 'reviewBrokenGlass', { glass, result: 'undecided' });
  expect([again.status, again.body['code']]).toEqual([409, 'reviewed-already']);
  expect((await call({ user: officer }, 'listBrokenGlass', {})).body['glasses']).toEqual([]);
  const done = await call({ user: officer }, 'listBrokenGlass', { state: 'reviewed' });
  expect(done.body['glasses']).toHaveLength(1);
});

it('is not reviewed by who broke it, whatever he is now', async () => {
  const { user, call, events, tables } = apiWorld();
  const nurse = await user('nurse');
  const { body } = await call({ user: nurse }, 'breakGlass', BODY);
  await tables.directory.update({ user: nurse.user }, { set: { role: 'privacy-officer' } });
  const now = { ...nurse, role: 'privacy-officer' } as const;
  const own = await call({ user: now }, 'reviewBrokenGlass', {
    glass: String(body['glass']),
    result: 'justified',
  });
  expect([own.status, own.body['code']]).toEqual([403, 'own-glass']);
  expect(events().at(-1)).toMatchObject({
    type: 'break-glass-review',
    outcome: 'denied',
    reason: 'own-glass',
  });
});

it('opens nothing to who may break no glass any more', async () => {
  const { user, call, access, pseudonym, tables } = apiWorld();
  const nurse = await user('nurse');
  await call({ user: nurse }, 'breakGlass', BODY);
  await tables.directory.update({ user: nurse.user }, { set: { role: 'billing' } });
  const ruling = await access.desk.decide({
    principal: {
      kind: 'person',
      id: nurse.user,
      tenant: TENANT,
      role: 'billing',
      departments: [],
      session: 's',
      sessionKind: 'workstation',
    },
    action: 'read',
    dataType: 'notes',
    patient: await pseudonym('MADE-UP-0001'),
  });
  expect(ruling.allowed).toBe(false);
});
