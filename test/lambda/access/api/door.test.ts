import { createDoor } from '../../../../lambda/access/api/door';
import { createHandler } from '../../../../lambda/access/api/create-handler';
import type { Operations } from '../../../../lambda/access/api/operation';
import { accessApi } from '../../../../lambda/shared/http/generated/validators';
import { ROUTES } from '../../../../lambda/shared/http/generated/routes';
import { apiEvent } from '../../support/api-events';
import type { AccessOperation } from '../support/api-world';
import { apiWorld } from '../support/api-world';
import { ORIGIN, START, TENANT } from '../support/people';

const MINUTE = 60_000;
const EVERY_ANSWER = {
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains; preload',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
};

it('answers who is signed in', async () => {
  const { user, call } = apiWorld();
  const nurse = await user('nurse', { departments: ['cardiology'] });
  const session = '9a8b7c6d-1e2f-4a3b-8c4d-444444444444';
  const { status, headers, body } = await call({ user: nurse, session }, 'readSession', undefined);
  expect(status).toBe(200);
  expect(headers).toMatchObject({ ...EVERY_ANSWER, 'Content-Type': 'application/json' });
  expect(body).toEqual({
    user: nurse.user,
    tenant: TENANT,
    role: 'nurse',
    departments: ['cardiology'],
    session,
    kind: 'workstation',
    startedAt: '2026-11-25T10:29:59.000Z',
    idleSeconds: 600,
    endsAt: '2026-11-25T22:29:59.000Z',
  });
});

it('writes down whom it did not let in, before it says so', async () => {
  const { user, call, events, down } = apiWorld();
  const gone = await user('nurse', { active: false, terminatedAt: START - 1 });
  const refused = await call({ user: gone }, 'readSession', undefined);
  expect([refused.status, refused.body['code']]).toEqual([403, 'inactive']);
  expect(events()).toEqual([
    expect.objectContaining({
      type: 'login-failure',
      action: 'authenticate',
      outcome: 'denied',
      reason: 'inactive',
      tenant: TENANT,
      actor: expect.objectContaining({ kind: 'person', id: gone.user, role: 'nurse' }),
      requestId: ORIGIN.requestId,
      sourceIp: ORIGIN.sourceIp,
      userAgent: ORIGIN.userAgent,
    }),
  ]);
  down.stream = true;
  const unwritten = await call({ user: gone }, 'readSession', undefined);
  expect([unwritten.status, unwritten.body['code']]).toEqual([503, 'audit-unavailable']);
  expect(events()).toHaveLength(1);
});

it.each([
  ['nobody', {}, 'token-missing'],
  ['something else than a token', { Authorization: 'Bearer a.b.c' }, 'token-invalid'],
])('refuses %s', async (_, headers, code) => {
  const { access, events } = apiWorld();
  const handler = createHandler(access, { now: () => START, random: Buffer.alloc });
  const {
    statusCode,
    headers: answered,
    body,
  } = await handler(apiEvent('GET /v1/session', { headers }));
  expect([statusCode, JSON.parse(body).code]).toEqual([401, code]);
  expect(answered).toMatchObject({ ...EVERY_ANSWER, 'WWW-Authenticate': 'Bearer' });
  expect(events()).toEqual([
    expect.objectContaining({
      type: 'login-failure',
      reason: code,
      actor: { kind: 'unknown' },
      tenant: '-',
    }),
  ]);
});

it('writes down which service came with the token of somebody whom it did not let in', async () => {
  const { user, call, events } = apiWorld();
  const strangers = [
    await user('nurse', { tenant: 'south-clinic' }),
    { ...(await user('nurse')), user: 'nobody' },
  ];
  for (const onBehalfOf of strangers) {
    await call({ service: 'records-system', onBehalfOf }, 'requestApproval', {
      kind: 'export',
      purpose: 'HQUALIMP',
      dataTypes: ['notes'],
      patients: 1,
      expiresAt: '2026-12-01T00:00:00.000Z',
    });
  }
  expect(events().map(({ tenant, actor, ...event }) => ({ tenant, actor, reason: event }))).toEqual(
    [
      ['south-clinic', 'other-tenant'],
      ['-', 'unknown-user'],
    ].map(([tenant, reason], at) => ({
      tenant,
      actor: expect.objectContaining({ id: strangers[at]?.user, via: 'records-system' }),
      reason: expect.objectContaining({ type: 'login-failure', reason }),
    })),
  );
});

it('writes down which service came with a token of which nobody can say whose it is', async () => {
  const { access, call, token, user, events, clock } = apiWorld();
  const nurse = await user('nurse');
  // From here on the public keys are known.
  await call({ user: nurse }, 'readSession', undefined);
  const handler = createHandler(access, { now: () => clock.now, random: Buffer.alloc });
  const expired = token(nurse);
  const [header = '', claims = ''] = expired.split('.');
  const bring = async (brought: string) => {
    const { statusCode, body } = await handler(
      apiEvent('POST /service/v1/break-glass', {
        headers: { 'X-Hlz-On-Behalf-Of': brought },
        body: '{}',
        identity: {
          userArn: 'arn:aws:sts::111122223333:assumed-role/records-system/made-up-session',
        },
      }),
    );
    return [statusCode, JSON.parse(body).code];
  };
  expect(await bring('not.a.token')).toEqual([401, 'token-invalid']);
  expect(await bring(`${header}.${claims}.AAAA`)).toEqual([401, 'token-invalid']);
  clock.now += 3_600_000;
  expect(await bring(expired)).toEqual([401, 'token-expired']);
  expect(events()).toEqual(
    ['token-invalid', 'token-invalid', 'token-expired'].map((reason) =>
      expect.objectContaining({
        type: 'login-failure',
        reason,
        // Nothing of a token that is not believed says who it was.
        actor: { kind: 'service', id: 'records-system', role: 'service' },
        tenant: TENANT,
      }),
    ),
  );
  expect(JSON.stringify(events())).not.toContain(nurse.user);
});

it('does not know a service that config does not name', async () => {
  const { call, events } = apiWorld();
  const { status, body } = await call({ service: 'stranger' }, 'changeCareTeam', {
    change: 'assign',
    patientId: 'MADE-UP-0001',
    member: { kind: 'department', id: 'cardiology' },
  });
  expect([status, body['code']]).toEqual([403, 'unknown-service']);
  expect(events()[0]).toMatchObject({ reason: 'unknown-service', actor: { kind: 'unknown' } });
});

it('writes a denial down before it says so, and says 503 when it cannot', async () => {
  const { user, call, events, down, logged } = apiWorld();
  const nurse = await user('nurse');
  const denied = await call({ user: nurse }, 'reviewAccess', {});
  expect([denied.status, denied.body['code']]).toEqual([403, 'not-permitted']);
  expect(events()).toEqual([
    expect.objectContaining({
      type: 'access-review',
      action: 'review-access',
      outcome: 'denied',
      reason: 'not-permitted',
      actor: expect.objectContaining({ id: nurse.user, role: 'nurse' }),
    }),
  ]);
  down.stream = true;
  const unwritten = await call({ user: nurse }, 'reviewAccess', {});
  expect([unwritten.status, unwritten.body['code']]).toEqual([503, 'audit-unavailable']);
  expect(events()).toHaveLength(1);
  expect(logged.map(({ event }) => event)).toContain('call-denied');
});

/** One body for each operation, and a role that may not do it. */
const DENIED: Readonly<
  Partial<Record<AccessOperation, readonly [role: 'billing' | 'nurse', body: object, type: string]>>
> = {
  breakGlass: [
    'billing',
    {
      patientId: 'MADE-UP-0001',
      purpose: 'BTG',
      justification: 'Made-up reason, brought in unconscious at night.',
    },
    'break-glass-access',
  ],
  listBrokenGlass: ['nurse', {}, 'access-review'],
  reviewBrokenGlass: ['nurse', { glass: 'some-glass', result: 'justified' }, 'break-glass-review'],
  decideApproval: [
    'nurse',
    { approval: 'some-approval', decision: 'approve' },
    'permission-change',
  ],
  changeCareTeam: [
    'nurse',
    {
      change: 'assign',
      patientId: 'MADE-UP-0001',
      member: { kind: 'department', id: 'cardiology' },
    },
    'permission-change',
  ],
  changeRestriction: [
    'nurse',
    { change: 'add', user: 'some-user', actions: ['read'] },
    'permission-change',
  ],
  changeUser: ['nurse', { change: 'terminate', user: 'some-user' }, 'user-delete'],
  reviewAccess: ['nurse', {}, 'access-review'],
  requestAmendment: ['nurse', { dataType: 'notes', record: 'some-record' }, 'access-review'],
  listAmendments: ['nurse', {}, 'access-review'],
};

it.each(Object.entries(DENIED))('has a denied %s in the ledger', async (operation, denied) => {
  const [role, body, type] = denied;
  const { user, send, events, tables, down } = apiWorld();
  const who = await user(role);
  const before = (): unknown =>
    ['careTeams', 'approvals', 'restrictions', 'brokenGlass', 'directory'].map((name) =>
      tables[name as 'careTeams'].all(),
    );
  const state = before();
  const { status } = await send({ user: who }, operation as AccessOperation, body);
  expect(status).toBe(403);
  expect(events()).toEqual([
    expect.objectContaining({
      type,
      outcome: 'denied',
      reason: 'not-permitted',
      actor: expect.objectContaining({ id: who.user }),
      requestId: ORIGIN.requestId,
    }),
  ]);
  down.stream = true;
  // A broken glass may be written into the spool, also one that was refused.
  down.spool = true;
  expect((await send({ user: who }, operation as AccessOperation, body)).status).toBe(503);
  expect(before()).toEqual(state);
});

it('has no operation whose denial nobody has looked at', () => {
  const open = ['readSession', 'endSession'];
  // Every role that has anything may ask, and see what became of it: test/lambda/access/api/approvals.test.ts.
  const elsewhere = ['requestApproval', 'listApprovals'];
  const all = ROUTES.filter((route) => route.function === 'access-api').map(
    ({ operation }) => operation,
  );
  expect([...open, ...elsewhere, ...Object.keys(DENIED)].toSorted()).toEqual(
    [...new Set(all)].toSorted(),
  );
});

it('lets sixty calls a minute through, whatever they are', async () => {
  const { user, call, events, clock } = apiWorld();
  const nurse = await user('nurse');
  const codes: number[] = [];
  for (let at = 0; at < 62; at += 1) {
    codes.push((await call({ user: nurse }, 'readSession', undefined)).status);
  }
  expect(codes.filter((code) => code === 200)).toHaveLength(60);
  const tooMany = await call({ user: nurse }, 'breakGlass', {
    patientId: 'MADE-UP-0001',
    purpose: 'BTG',
    justification: 'Made-up reason, brought in unconscious at night.',
  });
  expect([tooMany.status, tooMany.headers['Retry-After']]).toEqual([429, '60']);
  expect(events()).toEqual([]);
  // Another's minute is his own.
  expect((await call({ user: await user('nurse') }, 'readSession', undefined)).status).toBe(200);
  clock.now += MINUTE;
  expect((await call({ user: nurse }, 'readSession', undefined)).status).toBe(200);
});

it('writes down sixty refusals a minute of one person, and leaves him the calls that he may make', async () => {
  const { user, call, events, clock, tables } = apiWorld();
  const nurse = await user('nurse');
  const ended = { user: nurse, session: '9a8b7c6d-1e2f-4a3b-8c4d-444444444444' };
  await call(ended, 'endSession', {});
  const answers = [];
  for (let at = 0; at < 61; at += 1) answers.push(await call(ended, 'readSession', undefined));
  expect(answers.slice(0, 60).map(({ status }) => status)).toEqual(Array(60).fill(401));
  expect([answers[60]?.status, answers[60]?.headers['Retry-After']]).toEqual([429, '60']);
  expect(events().filter(({ type }) => type === 'login-failure')).toHaveLength(60);
  // A thief with an old token does not keep him from his patients.
  expect((await call({ user: nurse }, 'readSession', undefined)).status).toBe(200);
  clock.now += MINUTE;
  expect((await call(ended, 'readSession', undefined)).status).toBe(401);
  tables.rates.fail(new Error('made up'));
  expect((await call(ended, 'readSession', undefined)).status).toBe(503);
});

it('counts the calls of a service for a person as his', async () => {
  const { user, call } = apiWorld();
  const nurse = await user('nurse');
  for (let at = 0; at < 60; at += 1) await call({ user: nurse }, 'readSession', undefined);
  const { status } = await call(
    { service: 'records-system', onBehalfOf: nurse },
    'requestApproval',
    {
      kind: 'export',
      purpose: 'HQUALIMP',
      dataTypes: ['notes'],
      patients: 1,
      expiresAt: '2026-12-01T00:00:00.000Z',
    },
  );
  expect(status).toBe(429);
});

it('reads no body of somebody whom it does not let in', async () => {
  const { user, send } = apiWorld();
  const gone = await user('nurse', { active: false });
  expect((await send({ user: gone }, 'breakGlass', { patientId: 7 })).status).toBe(403);
  const nurse = await user('nurse');
  const { status, body } = await send({ user: nurse }, 'breakGlass', { patientId: 7 });
  expect([status, body['code']]).toEqual([400, 'invalid-body']);
});

it.each(['directory', 'sessions', 'publicKeys', 'rates', 'restrictions'] as const)(
  'answers 503 while the table %s is down',
  async (name) => {
    const { user, call, tables } = apiWorld();
    const officer = await user('privacy-officer');
    tables[name].fail(new Error('made up'), name === 'publicKeys' ? 2 : 1);
    const { status } = await call({ user: officer }, 'listBrokenGlass', {});
    expect(status).toBe(503);
  },
);

it('refuses ids that cannot be written down, before it does anything', async () => {
  const { user, send, tables } = apiWorld();
  const officer = await user('privacy-officer');
  const { status, text, body } = await send({ user: officer }, 'changeRestriction', {
    change: 'add',
    user: '123-45-6789',
    actions: ['read'],
  });
  expect([status, body['code']]).toEqual([400, 'invalid-body']);
  expect(body['errors']).toEqual([expect.objectContaining({ pointer: '#/user' })]);
  expect(text).not.toContain('123-45');
  expect(tables.restrictions.all()).toEqual([]);
});

it('knows no operation of another function, and none that there is not', async () => {
  const { access, user, token } = apiWorld();
  const handler = createHandler(access, { now: () => START, random: Buffer.alloc });
  const headers = {
    Authorization: `Bearer ${token(await user('nurse'))}`,
    'Content-Type': 'application/json',
  };
  for (const request of ['POST /v1/audit/events', 'POST /v1/nothing', 'DELETE /v1/session']) {
    const { statusCode, body } = await handler(apiEvent(request, { headers, body: '{}' }));
    expect([request, statusCode, JSON.parse(body).code]).toEqual([
      request,
      404,
      'no-such-operation',
    ]);
  }
});

it('takes a table of operations only when it is whole', () => {
  const { access } = apiWorld();
  const operation = () => ({ needs: 'signed-in' as const, run: async () => ({ body: {} }) });
  const props = {
    validators: accessApi,
    authenticate: access.identity.authenticate,
    desk: access.desk,
    rates: access.rates,
    trail: access.trail,
    log: access.log,
  };
  // @ts-expect-error Thirteen operations are missing.
  createDoor<'access-api'>({ ...props, operations: { readSession: operation } });
  // @ts-expect-error It answers with another body than the document says.
  const session: Pick<Operations<'access-api'>, 'endSession'> = { endSession: operation };
  const wrong: Pick<Operations<'access-api'>, 'endSession'> = {
    // @ts-expect-error The document has no such field in its body.
    endSession: ({ patientId }) => ({ needs: 'signed-in', run: async () => patientId }),
  };
  expect([session, wrong]).toHaveLength(2);
});
