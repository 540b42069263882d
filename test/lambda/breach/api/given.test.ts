import fc from 'fast-check';
import { ROUTES } from '../../../../lambda/shared/http/generated/routes';
import { openApi } from '../../../support/api/open-api';
import type { Schema } from '../../../../lib/api/schema';
import { CANARIES } from '../../support/canaries';
import { REQUESTS, spoilt } from '../../support/spoilt-bodies';
import type { BreachOperation } from './support/breach-world';
import { ASSESSMENT, breachWorld, incidentIn, REPORT, TODAY } from './support/breach-world';
import { EVERY_CALL } from './support/every-call';

/** What callers give: everything that is wrong is told at once, and nothing that a person wrote comes back. */

const { schemas } = openApi().components;

interface Place {
  readonly pointer: string;
  /** Name of the schema of the text. */
  readonly schema: string;
}

/** Where texts and ids stand in the bodies of an operation. */
function placesOf(schema: Schema, pointer = '#'): readonly Place[] {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    if (['Line', 'Prose', 'Story', 'OpaqueId'].includes(name)) return [{ pointer, schema: name }];
    return placesOf(schemas[name] ?? {}, pointer);
  }
  return Object.entries(schema.properties ?? {}).flatMap(([name, part]) =>
    placesOf(part, `${pointer}/${name}`),
  );
}

/** The same body with something else in one place, made where it is not there. */
function withIn(body: unknown, pointer: string, value: unknown): unknown {
  const [name = '', ...rest] = pointer.split('/').slice(1);
  const whole = { ...(body as object) } as Record<string, unknown>;
  whole[name] = rest.length === 0 ? value : withIn(whole[name] ?? {}, `#/${rest.join('/')}`, value);
  return whole;
}

/** Whether there is something in a body in which this place is. */
function hasRoomFor(body: unknown, pointer: string): boolean {
  const [name = '', ...rest] = pointer.split('/').slice(1);
  if (typeof body !== 'object' || body === null) return false;
  return rest.length === 0 || hasRoomFor(Reflect.get(body, name), `#/${rest.join('/')}`);
}

/** Every place of a text or an id, in bodies in which it belongs. */
const PLACES = EVERY_CALL.flatMap(({ operation, body }) => {
  const sent = body('incident-1', 1);
  const request = operation.charAt(0).toUpperCase() + operation.slice(1);
  return placesOf({ $ref: `#/components/schemas/${request}` }).map((place) => ({
    ...place,
    operation,
    sent,
    fits: hasRoomFor(sent, place.pointer),
  }));
});

it('knows a body for each place', () => {
  const names = (places: typeof PLACES): ReadonlySet<string> =>
    new Set(places.map(({ operation, pointer }) => `${operation} ${pointer}`));
  expect(names(PLACES.filter(({ fits }) => fits))).toEqual(names(PLACES));
  expect(names(PLACES).size).toBeGreaterThan(30);
});

it('takes a toll-free number in what tells people whom to call', async () => {
  const world = breachWorld();
  const { id: incident, officer } = await incidentIn(world, 'triage');
  const said = 'Call 1-800-555-0100 by day.';
  const facts = { steps: said, mitigation: said };
  expect(await world.done(officer, 'describeIncident', { incident, facts })).toMatchObject({
    facts,
  });
});

it('refuses what looks like an identifier of a person in every text and id, says where, and repeats nothing', async () => {
  const world = breachWorld();
  const officer = await world.user('privacy-officer');
  for (const { pointer, schema, operation, sent } of PLACES.filter(({ fits }) => fits)) {
    const text =
      schema === 'OpaqueId' ? 'mrn-74310' : `Call her at 415-555-2671, ${CANARIES.number}`;
    const body = withIn(sent, pointer, text);
    const answer = await world.send({ user: officer }, operation, body);
    const errors = answer.body['errors'] as readonly { readonly pointer: string }[];
    expect([operation, pointer, answer.status, answer.body['code']]).toEqual([
      operation,
      pointer,
      400,
      'invalid-body',
    ]);
    expect(errors.map((error) => error.pointer)).toContain(pointer);
    expect(answer.text).not.toMatch(/74310|2671|6789/);
  }
  expect(world.events()).toEqual([]);
});

/** Bodies that fit their schema and say what cannot be. */
const UNFIT: readonly (readonly [BreachOperation, object, readonly string[]])[] = [
  ['describeIncident', {}, ['#', '#/why']],
  ['describeIncident', { facts: {} }, ['#/facts']],
  ['describeIncident', { facts: { title: 'One' }, why: 'So' }, ['#/why']],
  ['describeIncident', { discoveredOn: TODAY }, ['#/why']],
  [
    'describeIncident',
    { facts: { title: 'One' }, discoveredOn: TODAY, why: 'So' },
    ['#/facts', '#/discoveredOn', '#/why'],
  ],
  ['describeIncident', { facts: { phiKinds: ['name', 'hiv', 'name'] } }, ['#/facts/phiKinds/2']],
  [
    'setIncidentCounts',
    {
      counts: {
        total: 9,
        byState: ['CA', 'NY', 'CA'].map((jurisdiction) => ({ jurisdiction, persons: 3 })),
        unreachable: 0,
      },
    },
    ['#/counts/byState/2'],
  ],
  ['assessIncident', {}, ['#']],
  [
    'assessIncident',
    { assessment: ASSESSMENT, exclusion: { exclusion: 'not-retained', rationale: 'So' } },
    ['#/exclusion', '#/assessment'],
  ],
];

it.each(UNFIT)('tells what does not go together: %s %j', async (operation, fields, pointers) => {
  const world = breachWorld();
  const officer = await world.user('privacy-officer');
  const { status, body } = await world.send({ user: officer }, operation, {
    incident: 'incident-1',
    ...fields,
  });
  const errors = body['errors'] as readonly { readonly pointer: string }[];
  expect([status, errors.map(({ pointer }) => pointer)]).toEqual([400, pointers]);
});

/** What the register refuses whatever the incident is: it says so with a code of its own. */
const WRONG: readonly (readonly [string, BreachOperation, object])[] = [
  ['future-day', 'describeIncident', { discoveredOn: '2026-11-27', why: 'So' }],
  [
    'days-crossed',
    'describeIncident',
    { facts: { breachFrom: '2026-11-20', breachTo: '2026-11-19' } },
  ],
  [
    'finding-too-short',
    'assessIncident',
    { exclusion: { exclusion: 'not-retained', rationale: 'n/a' } },
  ],
  [
    'counts-crossed',
    'setIncidentCounts',
    { counts: { total: 1, byState: [{ jurisdiction: 'CA', persons: 2 }], unreachable: 0 } },
  ],
  [
    'hold-end',
    'recordHold',
    {
      hold: {
        kind: 'written',
        statedOn: TODAY,
        official: 'An official',
        agency: 'An agency',
        statement: 'Case file 12',
      },
    },
  ],
  [
    'notice-incomplete',
    'recordNotice',
    { notice: { kind: 'media', on: TODAY, way: 'press-release', evidence: 'Case file 12' } },
  ],
];

it('answers what the register does not take with its code', async () => {
  const world = breachWorld();
  const { id: incident, officer } = await incidentIn(world, 'investigating');
  const before = world.register.all();
  for (const [code, operation, fields] of WRONG) {
    const { status, body } = await world.send({ user: officer }, operation, {
      incident,
      ...fields,
    });
    expect([status, body['code']]).toEqual([400, code]);
  }
  const late = await world.send({ user: officer }, 'openIncident', {
    ...REPORT,
    discoveredOn: '2026-11-27',
  });
  expect([late.status, late.body['code']]).toEqual([400, 'future-day']);
  expect(world.register.all()).toEqual(before);
});

it.each(['2026-02-29', '2026-13-01', '2026-11-31', '1999-12-31', '26-11-25'])(
  'takes no day that is none: %s',
  async (discoveredOn) => {
    const world = breachWorld();
    const nurse = await world.user('nurse');
    const { status, body } = await world.send({ user: nurse }, 'openIncident', {
      ...REPORT,
      discoveredOn,
    });
    expect([status, body['errors']]).toEqual([
      400,
      [{ pointer: '#/discoveredOn', detail: expect.stringContaining('2026-11-25') }],
    ]);
  },
);

it('lets nothing out of bodies of any kind, into an answer, a log, an event or the register', async () => {
  const world = breachWorld();
  const { id, officer } = await incidentIn(world, 'confirmed');
  const routes = ROUTES.filter(
    ({ function: answering, root }) => answering === 'breach-api' && root === 'people',
  );
  const bodies = fc.constantFrom(...routes).chain(({ method, path, operation }) => {
    const { example } = REQUESTS.find(({ request }) => request === `${method} ${path}`) ?? {};
    const named = { ...(example as object) };
    if ('incident' in named) named.incident = id;
    return fc.tuple(fc.constant(operation as BreachOperation), spoilt(named));
  });
  await fc.assert(
    fc.asyncProperty(bodies, async ([operation, body]) => {
      const { status, text } = await world.send({ user: officer }, operation, body);
      expect([200, 400, 404, 409, 413]).toContain(status);
      // What the register took is what the officer is shown.
      expect(status === 200 ? '' : text).not.toMatch(/canary/i);
    }),
    { numRuns: 400 },
  );
  expect(JSON.stringify([world.logged, world.events()])).not.toMatch(/canary/i);
});
