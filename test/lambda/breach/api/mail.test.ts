import type { Bodies } from '../../../../lambda/shared/http/generated/types';
import type { BreachWorld } from './support/breach-world';
import { breachWorld, incidentIn, REPORT, TODAY } from './support/breach-world';

const DAY_MS = 86_400_000;
const PEOPLE = ['made-up.one', 'made-up.two', 'made-up.three'].map((name) => `${name}@example.com`);

function mailTo(
  incident: string,
  version: number,
  addresses: readonly string[] = PEOPLE,
): Bodies['mailNotice'] {
  const recipients = addresses.map((address) => ({
    address,
    agreed: true,
    agreedOn: '2025-03-01',
  }));
  return { incident, version, recipients };
}

async function ready(world: BreachWorld = breachWorld()) {
  const { id, officer } = await incidentIn(world, 'contained');
  const read = async () => world.done(officer, 'readIncident', { incident: id });
  const version = Number((await read())['version']);
  const mail = async (body: unknown) => world.send({ user: officer }, 'mailNotice', body);
  return { world, id, officer, read, version, mail };
}

it('sends each one a letter of his own, and writes down how many', async () => {
  const { world, id, read, version, mail } = await ready();
  const before = world.events().length;
  const answer = await mail(mailTo(id, version));
  expect([answer.status, answer.body]).toEqual([
    200,
    { incident: id, version: version + 2, sent: 3, failed: [] },
  ]);
  expect(world.sent.map(({ to }) => to).toSorted()).toEqual(PEOPLE.toSorted());
  for (const { subject, text, html } of world.sent) {
    expect(subject).toContain('Made-up Clinic');
    expect(text).toContain(REPORT.description);
    expect(text).not.toMatch(/draft|example\.com/i);
    expect(html).not.toMatch(/<script|<img|example\.com/i);
  }
  expect(await read()).toMatchObject({
    version: version + 2,
    notices: [
      { kind: 'other', persons: 3, evidence: expect.stringContaining('Mailing begun') },
      {
        kind: 'individuals',
        on: TODAY,
        way: 'email',
        persons: 3,
        evidence: expect.stringContaining('Mailing done, request'),
      },
    ],
  });
  expect(world.events().slice(before)).toMatchObject([
    { action: 'mail-notice', outcome: 'success', recordCount: 3, resource: { ref: id } },
    { action: 'record-notice', outcome: 'success' },
    { action: 'record-notice', outcome: 'success' },
    { action: 'read-incident' },
  ]);
});

it('tells by their places who got none, and counts the others', async () => {
  const { world, id, read, version, mail } = await ready();
  world.refuse('made-up.two@example.com');
  // Whatever it is that goes wrong with one.
  world.refuse('made-up.three@example.com', new TypeError('made-up.three@example.com'));
  const answer = await mail(mailTo(id, version));
  expect([answer.status, answer.body]).toEqual([
    207,
    { incident: id, version: version + 2, sent: 1, failed: [1, 2] },
  ]);
  expect(await read()).toMatchObject({ notices: [{ persons: 3 }, { persons: 1 }] });
  expect(world.logged.filter(({ event }) => event === 'letter-not-sent')).toMatchObject([
    { fields: { at: 1, failure: 'rejected' } },
    { fields: { at: 2, failure: 'fault' } },
  ]);
});

it('records that it was begun, and no notice, when nobody got one', async () => {
  const { world, id, read, version, mail } = await ready();
  PEOPLE.forEach((address) => world.refuse(address));
  const before = world.events().length;
  const answer = await mail(mailTo(id, version));
  expect([answer.status, answer.body['code']]).toEqual([503, 'unavailable']);
  expect(world.events().slice(before)).toMatchObject([
    { action: 'mail-notice', outcome: 'success' },
    { action: 'record-notice', outcome: 'success' },
    { action: 'mail-notice', outcome: 'error' },
  ]);
  expect(await read()).toMatchObject({ notices: [{ kind: 'other', persons: 3 }] });
});

it('says so when letters are out and the register takes no notice of it', async () => {
  const { world, id, version, mail } = await ready();
  world.refuse('made-up.one@example.com');
  jest.spyOn(world.sent, 'push').mockImplementation(() => {
    world.transaction.fail(new Error('made up'), 'before', 9);
    return 0;
  });
  const answer = await mail(mailTo(id, version));
  expect([answer.status, answer.body['code']]).toEqual([503, 'mailed-unrecorded']);
  expect(answer.body['detail']).toContain('2 letters were sent');
  expect(answer.body['errors']).toEqual([
    { pointer: '#/recipients/0', detail: 'nothing was sent to this one.' },
  ]);
});

it('is not sent twice by the same call, now or later', async () => {
  const { world, id, version, mail } = await ready();
  const both = await Promise.all([1, 2].map(async () => mail(mailTo(id, version))));
  expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 409]));
  const before = world.events().length;
  const again = await mail(mailTo(id, version));
  expect([again.status, again.body['code']]).toEqual([409, 'other-version']);
  expect(world.sent).toHaveLength(3);
  // Nothing was begun.
  expect(world.events()).toHaveLength(before);
});

it('sends nothing where another call was faster, even by a moment', async () => {
  const faster: (() => Promise<void>)[] = [];
  const world = breachWorld({
    access: (access) => ({
      ...access,
      trail: {
        append: async (events) => {
          const receipts = await access.trail.append(events);
          if (events.some(({ action }) => action === 'mail-notice')) await faster.pop()?.();
          return receipts;
        },
      },
    }),
  });
  const { id, version, mail } = await ready(world);
  faster.push(async () =>
    world.changeBy('breach-detector', id, { kind: 'facts', facts: { title: 'Another' } }),
  );
  const answer = await mail(mailTo(id, version));
  expect([answer.status, answer.body['code']]).toEqual([409, 'other-version']);
  expect(world.sent).toEqual([]);
});

it('leaves a trace when it breaks off, and is not sent again by the same call', async () => {
  const { world, id, version, mail } = await ready();
  jest.spyOn(world.sent, 'push').mockImplementation(() => {
    throw new Error('made up: the function is out of time');
  });
  world.transaction.fail(new Error('made up'), 'after', 1);
  const broken = await mail(mailTo(id, version));
  expect(broken.status).toBe(503);
  const again = await mail(mailTo(id, version));
  expect([again.status, again.body['code']]).toEqual([409, 'other-version']);
});

it('sends nothing when the register does not take that it begins', async () => {
  const { world, id, version, mail } = await ready();
  world.transaction.fail(new Error('made up'), 'before', 9);
  const answer = await mail(mailTo(id, version));
  expect([answer.status, answer.body['code']]).toEqual([503, 'unavailable']);
  expect(world.sent).toEqual([]);
});

it('begins no letter when the time of the call is used up', async () => {
  const { world, id, version, mail } = await ready();
  const many = Array.from({ length: 50 }, (_, at) => `made-up.${String(at)}@example.com`);
  jest.spyOn(world.sent, 'push').mockImplementation(() => {
    world.clock.now += 4000;
    return 0;
  });
  const answer = await mail(mailTo(id, version, many));
  const { sent, failed } = answer.body as { sent: number; failed: readonly number[] };
  expect(answer.status).toBe(207);
  expect(sent).toBeLessThan(10);
  expect(sent + failed.length).toBe(50);
});

it('is off unless config has an address to send from', async () => {
  const { world, id, version, mail } = await ready(breachWorld({ mails: false }));
  const before = world.register.all();
  const answer = await mail(mailTo(id, version));
  expect([answer.status, answer.body['code']]).toEqual([409, 'mail-off']);
  expect(world.register.all()).toEqual(before);
});

it('writes also to who is found when all others were told', async () => {
  const world = breachWorld();
  const { id, officer } = await incidentIn(world, 'notified');
  const body = mailTo(id, world.versionOf(id));
  expect((await world.call({ user: officer }, 'mailNotice', body)).status).toBe(200);
});

it.each(['triage', 'investigating', 'not-a-breach'] as const)(
  'writes to nobody of an incident that is %s',
  async (state) => {
    const world = breachWorld();
    const { id, officer } = await incidentIn(world, state);
    const { version } = await world.done(officer, 'readIncident', { incident: id });
    const answer = await world.call({ user: officer }, 'mailNotice', mailTo(id, Number(version)));
    expect([answer.status, answer.body['code']]).toEqual([409, 'letter-not-ready']);
    expect(world.sent).toEqual([]);
  },
);

it('writes to nobody while a law-enforcement delay holds, nor of a drill', async () => {
  const { world, id, officer, version, mail } = await ready();
  await world.done(officer, 'recordHold', {
    incident: id,
    hold: {
      kind: 'oral',
      statedOn: TODAY,
      official: 'An official',
      agency: 'An agency',
      statement: 'Case file 12',
    },
  });
  const held = await mail(mailTo(id, version + 1));
  expect([held.status, held.body['code']]).toEqual([409, 'letter-not-ready']);
  expect(held.body['detail']).toContain('2026-12-25');
  world.clock.now += 29 * DAY_MS;
  expect((await mail(mailTo(id, version + 1))).status).toBe(409);
  const drill = await world.done(officer, 'openIncident', { ...REPORT, drill: true });
  const answer = await mail(mailTo(String(drill['incident']), 1));
  expect(answer.body['detail']).toContain('drill');
  expect(world.sent).toEqual([]);
  // On the day on which it ends the letters are due.
  world.clock.now += DAY_MS;
  expect((await mail(mailTo(id, version + 1))).status).toBe(200);
});

it('writes only to who agreed, each once, at most fifty in a call, and repeats no address', async () => {
  const { world, id, version, mail } = await ready();
  const [one = ''] = PEOPLE;
  const bodies: readonly (readonly [unknown, readonly string[]])[] = [
    [{ ...mailTo(id, version), recipients: [] }, ['#/recipients']],
    [
      mailTo(
        id,
        version,
        Array.from({ length: 51 }, (_, at) => `made-up.${String(at)}@example.com`),
      ),
      ['#/recipients'],
    ],
    [mailTo(id, version, [...PEOPLE, one.toUpperCase()]), ['#/recipients/3']],
    [
      {
        ...mailTo(id, version),
        recipients: [
          { address: one, agreed: false, agreedOn: '2025-03-01' },
          { address: 'made-up.two@example.com', agreed: true, agreedOn: '2026-11-27' },
          { address: 'made-up.three@example.com', agreed: true, agreedOn: '2026-11-26' },
        ],
      },
      ['#/recipients/0/agreed', '#/recipients/1/agreedOn'],
    ],
    [mailTo(id, version, ['made-up at example.com']), ['#/recipients/0/address']],
    [mailTo(id, version, ['made-up@example.com\nBcc: x@example.com']), ['#/recipients/0/address']],
    [{ incident: id, recipients: mailTo(id, version).recipients }, ['#/version']],
  ];
  for (const [body, pointers] of bodies) {
    const { status, body: answer, text } = await mail(body);
    const errors = answer['errors'] as readonly { readonly pointer: string }[];
    expect([status, errors.map(({ pointer }) => pointer)]).toEqual([400, pointers]);
    expect(text).not.toContain('example.com');
  }
  expect(world.sent).toEqual([]);
});

it('keeps and logs no address, whatever becomes of the letters', async () => {
  const { world, id, version, mail } = await ready();
  world.refuse('made-up.two@example.com', new Error('rejected made-up.two@example.com'));
  await mail(mailTo(id, version));
  const kept = [world.register.all(), ...Object.values(world.tables).map((table) => table.all())];
  expect(JSON.stringify([kept, world.events(), world.logged])).not.toContain('example.com');
});
