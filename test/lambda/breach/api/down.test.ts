import { breachWorld, incidentIn, REPORT, TODAY } from './support/breach-world';
import { EVERY_CALL } from './support/every-call';

/** What holds of every operation when something does not answer. */

async function ready(changed: { readonly assessed: boolean }) {
  const world = breachWorld();
  const { id, officer, other } = await incidentIn(world, 'confirmed');
  if (changed.assessed) {
    await world.done(officer, 'assessIncident', {
      incident: id,
      exclusion: { exclusion: 'not-retained', rationale: 'It came back unopened.' },
    });
  }
  // The last entry is one that can be withdrawn.
  await world.done(officer, 'recordNotice', {
    incident: id,
    notice: { kind: 'other', on: TODAY, way: 'telephone', evidence: 'Case file 11' },
  });
  return { ...world, id, user: other, version: world.versionOf(id) };
}

it.each(EVERY_CALL)(
  'gives away nothing, changes nothing and sends nothing while the ledger takes nothing: $name',
  async ({ operation, body }) => {
    const world = await ready({ assessed: true });
    const before = world.register.all();
    const sent =
      operation === 'approveFinding'
        ? ({ incident: world.id, version: world.version, finding: 'exclusion' } as const)
        : body(world.id, world.version);
    world.down.stream = true;
    world.down.spool = true;
    const answer = await world.call({ user: world.user }, operation, sent);
    expect([answer.status, answer.body['code']]).toEqual([503, 'audit-unavailable']);
    expect(world.register.all()).toEqual(before);
    expect(world.sent).toEqual([]);
    world.down.stream = false;
    expect((await world.call({ user: world.user }, operation, sent)).status).toBe(200);
  },
);

it.each(EVERY_CALL)(
  'is no success when the register does not answer: $name',
  async ({ operation, body, changes }) => {
    const world = await ready({ assessed: false });
    const before = [world.events().length, world.register.all()] as const;
    world.register.fail(new Error('made up'));
    world.transaction.fail(new Error('made up'), 'before', 9);
    const answer = await world.call({ user: world.user }, operation, body(world.id, world.version));
    expect([answer.status, answer.body['code']]).toEqual([503, 'unavailable']);
    expect(answer.headers['Retry-After']).toBe('1');
    world.register.fail(undefined, 0);
    expect(world.register.all()).toEqual(before[1]);
    const outcomes = world
      .events()
      .slice(before[0])
      .map(({ outcome }) => outcome);
    // Nothing was written down, or that it failed.
    expect(outcomes).toEqual(outcomes.length === 0 || !changes ? [] : ['success', 'error']);
  },
);

it('is no success when the write does not arrive, and says in the ledger that it failed', async () => {
  const world = breachWorld();
  const nurse = await world.user('nurse');
  world.transaction.fail(new Error('made up'), 'before', 9);
  const answer = await world.call({ user: nurse }, 'openIncident', REPORT);
  expect([answer.status, answer.body['code']]).toEqual([503, 'unavailable']);
  expect(world.events()).toMatchObject([
    { action: 'open-incident', outcome: 'success' },
    { action: 'open-incident', outcome: 'error', reason: 'write-failed' },
  ]);
  expect(world.register.all()).toEqual([]);
});

it('takes twenty reports of a person in an hour, since each is a mail to people', async () => {
  const world = breachWorld();
  const nurse = await world.user('nurse');
  const report = async () => world.call({ user: nurse }, 'openIncident', REPORT);
  const answers = [];
  for (let times = 0; times < 21; times += 1) answers.push(await report());
  expect(answers.map(({ status }) => status)).toEqual([...Array(20).fill(200), 429]);
  expect(answers.at(-1)?.body).toMatchObject({ code: 'too-many-calls' });
  world.clock.now += 60 * 60 * 1000;
  expect((await report()).status).toBe(200);
});
