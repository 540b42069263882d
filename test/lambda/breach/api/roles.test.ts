import { ROLES } from '../../../../lambda/identity/roles';
import type { DirectoryEntry } from '../../../../lambda/identity/directory-entry';
import { ROUTES } from '../../../../lambda/shared/http/generated/routes';
import { breachWorld, incidentIn, REPORT, SERVICE } from './support/breach-world';
import type { EveryCall } from './support/every-call';
import { EVERY_CALL } from './support/every-call';

it('looks at every operation', () => {
  const all = ROUTES.filter((route) => route.function === 'breach-api');
  expect(new Set(EVERY_CALL.map(({ operation }) => operation))).toEqual(
    new Set(all.map(({ operation }) => operation)),
  );
});

it.each(ROLES)(
  'lets %s do what the role may, writes down the rest, and changes nothing by it',
  async (role) => {
    const world = breachWorld();
    const { id, other } = await incidentIn(world, 'confirmed');
    // Who approves is not who wrote.
    const user = await world.user(role);
    const as = ({ operation }: EveryCall): DirectoryEntry =>
      operation === 'approveFinding' && role === 'privacy-officer' ? other : user;
    for (const each of EVERY_CALL) {
      const { operation, name, may, body } = each;
      const before = { events: world.events().length, kept: JSON.stringify(world.register.all()) };
      const sent = body(id, world.versionOf(id));
      const answer = await world.call({ user: as(each) }, operation, sent);
      const written = world.events().slice(before.events);
      const isUnchanged = JSON.stringify(world.register.all()) === before.kept;
      const told = {
        actor: expect.objectContaining({ id: as(each).user }),
        phiAccessed: false,
        ...(JSON.stringify(sent).includes(id) ? { resource: { type: 'incident', ref: id } } : {}),
      };
      const expected = may.includes(role)
        ? { status: 200, written: written.map(() => ({ ...told, outcome: 'success' })) }
        : {
            status: 403,
            code: 'not-permitted',
            written: [{ ...told, outcome: 'denied', reason: 'not-permitted' }],
            isUnchanged: true,
          };
      expect({
        name,
        status: answer.status,
        code: answer.body['code'],
        written,
        isUnchanged,
      }).toMatchObject({ name, ...expected });
      expect(written.length).toBeGreaterThan(0);
    }
  },
);

it('lets a service report for itself, and for a person, where config names it', async () => {
  const world = breachWorld();
  const alone = await world.call(SERVICE, 'openIncident', REPORT);
  expect([alone.status, Object.keys(alone.body)]).toEqual([200, ['incident', 'openedAt']]);
  const nurse = await world.user('nurse');
  const forHer = await world.call({ ...SERVICE, onBehalfOf: nurse }, 'openIncident', REPORT);
  expect(forHer.status).toBe(200);
  const officer = await world.user('privacy-officer');
  const authors = [];
  for (const { body } of [alone, forHer]) {
    const { history } = await world.done(officer, 'readIncident', {
      incident: String(body['incident']),
    });
    authors.push(history);
  }
  expect(authors).toMatchObject([
    [{ by: { kind: 'service', id: 'records-system' } }],
    [{ by: { kind: 'person', id: nurse.user, role: 'nurse' } }],
  ]);
  const drill = await world.call(SERVICE, 'openIncident', { ...REPORT, drill: true });
  expect([drill.status, drill.body['code']]).toEqual([403, 'service-not-permitted']);
});

it('tells who reported the id of his incident, and nothing else, also of his own', async () => {
  const world = breachWorld();
  const nurse = await world.user('nurse');
  const answer = await world.call({ user: nurse }, 'openIncident', REPORT);
  expect(answer.body).toEqual({
    incident: expect.any(String),
    openedAt: new Date(world.clock.now).toISOString(),
  });
  const incident = String(answer.body['incident']);
  const read = await world.call({ user: nurse }, 'readIncident', { incident });
  expect([read.status, read.body['code']]).toEqual([403, 'not-permitted']);
});

it('shows a tenant its own incidents and those of the zone, and no other', async () => {
  const world = breachWorld();
  const { id } = await incidentIn(world, 'triage');
  const theirs = await world.user('privacy-officer', { tenant: 'south-clinic' });
  expect(await world.done(theirs, 'listIncidents', {})).toEqual({ incidents: [] });
  for (const { operation, body } of EVERY_CALL) {
    const sent = body(id, 1);
    if (!JSON.stringify(sent).includes(id)) continue;
    const { status, body: answer } = await world.call({ user: theirs }, operation, sent);
    expect([operation, status, answer['code']]).toEqual([operation, 404, 'no-such-incident']);
  }
});
