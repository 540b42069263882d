import { apiWorld } from '../support/api-world';

const SESSION = '9a8b7c6d-1e2f-4a3b-8c4d-444444444444';

it('ends a session, which is in the ledger, and nothing is done in it any more', async () => {
  const { user, call, events } = apiWorld();
  const nurse = await user('nurse');
  const who = { user: nurse, session: SESSION };
  const ended = await call(who, 'endSession', {});
  expect([ended.status, ended.body]).toEqual([
    200,
    { session: SESSION, endedAt: '2026-11-25T10:30:00.000Z' },
  ]);
  expect(events()).toEqual([
    expect.objectContaining({
      type: 'logout',
      outcome: 'success',
      actor: expect.objectContaining({ id: nurse.user, session: SESSION }),
    }),
  ]);
  const after = await call(who, 'readSession', undefined);
  expect([after.status, after.body['code']]).toEqual([401, 'session-ended']);
  expect((await call({ user: nurse }, 'readSession', undefined)).status).toBe(200);
});

it('leaves a session open while its end cannot be written down, to time out by itself', async () => {
  const { user, call, down, clock, events } = apiWorld();
  const who = { user: await user('nurse'), session: SESSION };
  await call(who, 'readSession', undefined);
  down.stream = true;
  expect((await call(who, 'endSession', {})).status).toBe(503);
  expect((await call(who, 'readSession', undefined)).status).toBe(200);
  down.stream = false;
  clock.now += 10 * 60_000 + 1;
  const idle = await call(who, 'endSession', {});
  expect([idle.status, idle.body['code']]).toEqual([401, 'session-idle']);
  expect(events().map(({ type }) => type)).toEqual(['login-failure']);
});

it('tells the ledger when a session that it has as ended was not', async () => {
  const { user, call, tables, events } = apiWorld();
  const who = { user: await user('nurse'), session: SESSION };
  await call(who, 'readSession', undefined);
  const { update } = tables.sessions;
  jest
    .spyOn(tables.sessions, 'update')
    .mockImplementationOnce(update)
    .mockRejectedValueOnce(new Error('made up'));
  expect((await call(who, 'endSession', {})).status).toBe(503);
  expect(events().map(({ type, outcome }) => [type, outcome])).toEqual([
    ['logout', 'success'],
    ['logout', 'error'],
  ]);
});
