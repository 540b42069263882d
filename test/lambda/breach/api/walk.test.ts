import { addDays } from '../../../../lambda/breach/clocks/day';
import { entryKey } from '../../../../lambda/breach/register/items';
import { TRANSITIONS } from '../../../../lambda/breach/register/transitions';
import { STATES } from '../../../../lambda/breach/vocabulary';
import { ASSESSMENT, breachWorld, incidentIn, REPORT, TODAY, WHOLE } from './support/breach-world';
import { EVERY_CALL } from './support/every-call';
import { START, TENANT } from '../../access/support/people';

const DAY_MS = 86_400_000;

it('walks an incident of 501 Californians from the report to the end, 90 days of posting included', async () => {
  const world = breachWorld();
  const [nurse, officer] = [await world.user('nurse'), await world.user('privacy-officer')];
  const opened = await world.done(nurse, 'openIncident', {
    ...REPORT,
    discoveredOn: '2026-11-24',
  });
  const incident = String(opened['incident']);
  const change = { incident };
  const go = async (to: (typeof STATES)[number]) =>
    world.done(officer, 'changeIncidentState', { ...change, to, why: 'It is so.' });
  await go('investigating');
  await world.done(officer, 'describeIncident', { ...change, facts: WHOLE });
  await world.done(officer, 'assessIncident', {
    ...change,
    assessment: { ...ASSESSMENT, conclusion: 'breach', rationale: 'Some of them were read.' },
  });
  await world.done(officer, 'recordAssociate', {
    ...change,
    associate: {
      associate: 'baa-0042',
      agent: false,
      discoveredOn: '2026-11-23',
      notifiedOn: '2026-11-24',
    },
  });
  const counted = await world.done(officer, 'setIncidentCounts', {
    ...change,
    counts: { total: 501, byState: [{ jurisdiction: 'CA', persons: 501 }], unreachable: 10 },
  });
  expect(counted).toMatchObject({
    state: 'investigating',
    severity: 'medium',
    version: 6,
    counts: { total: 501, byState: [{ jurisdiction: 'CA', persons: 501 }], unreachable: 10 },
    associates: [{ associate: 'baa-0042' }],
    assessment: { by: officer.user, finding: { conclusion: 'breach' } },
  });
  const due = { limit: '2027-01-23', due: '2027-01-23', target: '2026-12-24', daysLeft: 59 };
  expect(counted['dues']).toEqual([
    expect.objectContaining({ clock: 'individuals', citation: '45 CFR 164.404(b)', ...due }),
    expect.objectContaining({ clock: 'substitute', ...due }),
    expect.objectContaining({ clock: 'media:CA', overdue: false, ...due }),
    expect.objectContaining({ clock: 'hhs', citation: '45 CFR 164.408(b)', ...due }),
    expect.objectContaining({
      clock: 'business-associate:baa-0042',
      done: '2026-11-24',
      overdue: false,
    }),
  ]);

  // A hold moves what is due, and nothing else.
  const held = await world.done(officer, 'recordHold', {
    ...change,
    hold: {
      kind: 'written',
      statedOn: TODAY,
      until: '2027-02-01',
      official: 'An official',
      agency: 'An agency',
      statement: 'Case file 12',
    },
  });
  expect(held['dues']).toContainEqual(
    expect.objectContaining({ clock: 'hhs', limit: '2027-01-23', due: '2027-02-01' }),
  );

  await go('confirmed');
  await go('contained');
  const early = await world.call({ user: officer }, 'changeIncidentState', {
    ...change,
    to: 'notified',
    why: 'It is so.',
  });
  expect([early.status, early.body['code']]).toEqual([409, 'notices-missing']);
  expect(early.body['detail']).toContain('media:CA (45 CFR 164.406)');

  world.clock.now += 70 * DAY_MS;
  const later = addDays(TODAY, 70);
  const list = await world.done(officer, 'listIncidents', {});
  expect(list).toMatchObject({
    incidents: [
      {
        incident,
        title: REPORT.title,
        individuals: 501,
        next: { clock: 'individuals', overdue: true, daysLeft: -2 },
      },
    ],
  });
  const told = { on: later, evidence: 'Case file 12' };
  for (const notice of [
    { kind: 'individuals', way: 'first-class-mail', persons: 491 },
    { kind: 'substitute', way: 'website', until: addDays(later, 90) },
    { kind: 'media', way: 'press-release', jurisdiction: 'CA' },
    { kind: 'hhs', way: 'portal', persons: 501 },
  ] as const) {
    await world.done(officer, 'recordNotice', { ...change, notice: { ...told, ...notice } });
  }
  await go('notified');
  const stands = await world.call({ user: officer }, 'changeIncidentState', {
    ...change,
    to: 'closed',
    why: 'It is so.',
  });
  expect(stands.body['detail']).toContain('substitute-posting');
  world.clock.now += 90 * DAY_MS;
  await world.done(officer, 'recordNotice', {
    ...change,
    notice: { kind: 'substitute', way: 'website', on: addDays(later, 90), evidence: 'A print' },
  });
  const closed = await go('closed');
  expect(closed).toMatchObject({ state: 'closed', dues: [], version: 16 });

  const { history } = await world.done(officer, 'readIncident', change);
  const entries = history as readonly Readonly<Record<string, unknown>>[];
  expect(entries.map(({ n, change }) => `${String(n)} ${String(change)}`)).toEqual([
    '1 opened',
    '2 state',
    '3 facts',
    '4 assessment',
    '5 associate',
    '6 counts',
    '7 hold',
    '8 state',
    '9 state',
    '10 notice',
    '11 notice',
    '12 notice',
    '13 notice',
    '14 state',
    '15 notice',
    '16 state',
  ]);
  expect(entries[1]).toEqual({
    n: 2,
    at: expect.any(String),
    by: { kind: 'person', id: officer.user, role: 'privacy-officer' },
    change: 'state',
    state: 'investigating',
    why: 'It is so.',
    // What was left on that day.
    dues: expect.arrayContaining([expect.objectContaining({ clock: 'counts', daysLeft: 59 })]),
  });

  const file = await world.done(officer, 'exportIncident', change);
  expect(file).toMatchObject({
    incident,
    version: 16,
    organization: 'Made-up Clinic',
    problems: [],
  });
  expect(file['entries']).toHaveLength(16);
  const page = await world.call({ user: officer }, 'exportIncident', { ...change, format: 'html' });
  expect(page.text).toContain('<!doctype html>');
  expect(page.headers).toMatchObject({
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
});

it('walks one that was no breach: by a finding that another one approved', async () => {
  const world = breachWorld();
  const { id, officer, other } = await incidentIn(world, 'investigating');
  const noBreach = { incident: id, to: 'not-a-breach', why: 'It was taken back.' } as const;
  const code = async (user = officer): Promise<unknown> =>
    (await world.call({ user }, 'changeIncidentState', noBreach)).body['code'];
  expect(await code()).toBe('finding-missing');
  const claims = {
    'safe-harbor': {
      safeHarbor: {
        method: 'AES-256',
        keysCompromised: false,
        rationale: 'The keys lay elsewhere.',
      },
    },
    exclusion: {
      exclusion: { exclusion: 'not-impermissible', rationale: 'The export was approved.' },
    },
    assessment: { assessment: ASSESSMENT },
  } as const;
  for (const [finding, claim] of Object.entries(claims)) {
    const written = await world.done(officer, 'assessIncident', { incident: id, ...claim });
    expect(written).toMatchObject(
      Object.fromEntries(Object.entries(claim).map(([name, said]) => [name, { finding: said }])),
    );
    const version = world.versionOf(id);
    const approve = { incident: id, version, finding: finding as keyof typeof claims };
    const before = world.events().length;
    const own = await world.call({ user: officer }, 'approveFinding', approve);
    expect([own.status, own.body['code']]).toEqual([403, 'own-finding']);
    expect(world.events().slice(before)).toMatchObject([
      { action: 'approve-finding', outcome: 'denied', reason: 'own-finding' },
    ]);
    expect(await code()).toBe('finding-unapproved');
  }
  const version = world.versionOf(id);
  const unseen = { incident: id, version: version - 1, finding: 'exclusion' } as const;
  expect((await world.call({ user: other }, 'approveFinding', unseen)).body).toMatchObject({
    code: 'other-version',
  });
  await world.done(other, 'approveFinding', { incident: id, version, finding: 'exclusion' });
  expect(await world.done(officer, 'changeIncidentState', noBreach)).toMatchObject({
    state: 'not-a-breach',
    exclusion: { by: officer.user, approvedBy: other.user, approvedAt: expect.any(String) },
    dues: [],
  });
  const { history } = await world.done(officer, 'readIncident', { incident: id });
  expect(history).toContainEqual(
    expect.objectContaining({ change: 'approval', approved: 'exclusion' }),
  );
  expect(history).toContainEqual(
    expect.objectContaining({ change: 'safe-harbor', ...claims['safe-harbor'] }),
  );
  expect(history).toContainEqual(
    expect.objectContaining({ change: 'assessment', ...claims.assessment }),
  );
});

it.each(STATES)(
  'refuses each change of state that %s does not allow, and keeps it as it is',
  async (state) => {
    const world = breachWorld();
    const { id, officer } = await incidentIn(world, state);
    const read = async () => world.done(officer, 'readIncident', { incident: id });
    const before = await read();
    expect(before['state']).toBe(state);
    for (const to of STATES.filter((to) => !TRANSITIONS[state].includes(to))) {
      const { status, body } = await world.call({ user: officer }, 'changeIncidentState', {
        incident: id,
        to,
        why: 'I want it so.',
      });
      expect([to, status, body['code']]).toEqual([
        to,
        409,
        state === 'closed' ? 'closed' : 'no-such-transition',
      ]);
    }
    expect(await read()).toEqual(before);
  },
);

it('takes nothing for an incident that is closed, and still shows it', async () => {
  const world = breachWorld();
  const { id, officer, other } = await incidentIn(world, 'closed');
  const before = await world.done(officer, 'readIncident', { incident: id });
  for (const { operation, name, body, changes } of EVERY_CALL) {
    const sent = body(id, Number(before['version']));
    if (!changes || !JSON.stringify(sent).includes(id)) continue;
    const answer = await world.call({ user: other }, operation, sent);
    expect([name, answer.status, answer.body['code']]).toEqual([
      name,
      409,
      operation === 'mailNotice' ? 'letter-not-ready' : 'closed',
    ]);
  }
  expect(await world.done(officer, 'readIncident', { incident: id })).toEqual(before);
  expect(await world.done(officer, 'listIncidents', {})).toEqual({ incidents: [] });
  expect(await world.done(officer, 'listIncidents', { which: 'closed' })).toMatchObject({
    incidents: [{ incident: id, state: 'closed' }],
  });
});

it('takes back what was recorded by mistake: its clock runs again, and the history shows both', async () => {
  const world = breachWorld();
  const { id: incident, officer } = await incidentIn(world, 'confirmed');
  const clockOf = ({ dues }: Readonly<Record<string, unknown>>) =>
    (dues as readonly { readonly clock: string }[]).find(({ clock }) => clock === 'individuals');
  const before = await world.done(officer, 'readIncident', { incident, history: false });
  const told = await world.done(officer, 'recordNotice', {
    incident,
    notice: {
      kind: 'individuals',
      on: TODAY,
      way: 'first-class-mail',
      persons: 12,
      evidence: 'Case file 12',
    },
  });
  const entry = Number(told['version']);
  expect(told['notices']).toContainEqual(expect.objectContaining({ n: entry }));
  expect(clockOf(told)).toMatchObject({ done: TODAY });
  const withdraw = { incident, entry, why: 'It was of another incident.' };
  const after = await world.done(officer, 'withdrawEntry', withdraw);
  expect([after['notices'], after['dues']]).toEqual([before['notices'], before['dues']]);
  const again = await world.call({ user: officer }, 'withdrawEntry', withdraw);
  expect([again.status, again.body['code']]).toEqual([409, 'nothing-to-withdraw']);
  const { history } = await world.done(officer, 'readIncident', { incident });
  expect((history as readonly unknown[]).slice(entry - 1)).toMatchObject([
    { n: entry, change: 'notice', notice: { kind: 'individuals' } },
    { n: entry + 1, change: 'withdraw', withdrawn: entry, why: withdraw.why },
  ]);
});

it('changes only the version that the caller has seen, where he names one', async () => {
  const world = breachWorld();
  const { id, officer } = await incidentIn(world, 'triage');
  const change = { incident: id, facts: { title: 'Another title' } };
  const second = await world.done(officer, 'describeIncident', { ...change, version: 1 });
  expect(second['version']).toBe(2);
  const stale = await world.call({ user: officer }, 'describeIncident', { ...change, version: 1 });
  expect([stale.status, stale.body['code']]).toEqual([409, 'other-version']);
  expect(await world.done(officer, 'readIncident', { incident: id })).toMatchObject({ version: 2 });
});

it('shows what the zone found itself: hits of a rule, findings, reminders', async () => {
  const world = breachWorld();
  const officer = await world.user('privacy-officer');
  const hits = {
    count: 2,
    firstAt: START,
    lastAt: START,
    events: ['AZq3kP1vRk2yS3T4dU5eVw-7'],
  };
  const common = { kind: 'opened', discoveredOn: '2026-10-27', drill: false } as const;
  await world.changeBy('breach-detector', 'rule-1', {
    ...common,
    tenant: TENANT,
    origin: { kind: 'rule', rule: 'bulk-export', actor: 'somebody-1' },
    severity: 'high',
    hits,
  });
  await world.changeBy('breach-detector', 'rule-1', { kind: 'hit', severity: 'high', hits });
  await world.changeBy('breach-clock', 'rule-1', {
    kind: 'reminder',
    clock: 'individuals',
    due: '2026-12-26',
    mark: 30,
  });
  await world.changeBy('breach-findings', 'finding-1', {
    ...common,
    tenant: '-',
    origin: { kind: 'finding', source: 'macie', finding: 'f-1', type: 'Made/Up' },
    severity: 'medium',
  });
  const instant = new Date(START).toISOString();
  const read = await world.done(officer, 'readIncident', { incident: 'rule-1' });
  expect(read).toMatchObject({
    of: 'tenant',
    origin: { kind: 'rule', rule: 'bulk-export', actor: 'somebody-1' },
    severity: 'high',
    hits: { count: 4, firstAt: instant, lastAt: instant, events: hits.events },
    reminders: [{ clock: 'individuals', due: '2026-12-26', mark: '30' }],
    history: [
      { change: 'opened', severity: 'high', hits: { count: 2 } },
      { change: 'hit', severity: 'high', hits: { count: 2, lastAt: instant } },
      { change: 'reminder', reminder: { clock: 'individuals', due: '2026-12-26', mark: '30' } },
    ],
  });
  expect(await world.done(officer, 'listIncidents', { of: 'zone' })).toMatchObject({
    incidents: [
      { incident: 'finding-1', of: 'zone', origin: { kind: 'finding', type: 'Made/Up' } },
    ],
  });
  const theirs = await world.user('privacy-officer', { tenant: 'south-clinic' });
  expect(
    await world.done(theirs, 'changeIncidentState', {
      incident: 'finding-1',
      to: 'investigating',
      why: 'It is so.',
    }),
  ).toMatchObject({ of: 'zone', state: 'investigating' });
});

it('lists page by page, each incident once, the newest first', async () => {
  const world = breachWorld();
  const officer = await world.user('privacy-officer');
  const ids = [];
  for (const title of ['One', 'Two', 'Three', 'Four', 'Five']) {
    const { incident } = await world.done(officer, 'openIncident', { ...REPORT, title });
    ids.unshift(incident);
  }
  const found: unknown[] = [];
  let page: string | undefined;
  do {
    const answer = await world.done(officer, 'listIncidents', {
      pageSize: 2,
      ...(page === undefined ? {} : { page }),
    });
    found.push(
      ...(answer['incidents'] as readonly { incident: string }[]).map((one) => one.incident),
    );
    page = answer['page'] as string | undefined;
  } while (page !== undefined);
  expect(found).toEqual(ids);
});

it('opens one incident by one key, and takes the key for nothing else', async () => {
  const world = breachWorld();
  const nurse = await world.user('nurse');
  const report = { ...REPORT, idempotencyKey: '0b7f3f5e-2f0c-4a52-8f0e-222222222222' };
  const first = await world.done(nurse, 'openIncident', report);
  expect(await world.done(nurse, 'openIncident', report)).toEqual(first);
  const [one, two] = await Promise.all(
    [1, 2].map(async () => {
      const key = 'another-key-of-more-than-16';
      return world.done(nurse, 'openIncident', { ...report, idempotencyKey: key });
    }),
  );
  expect(one?.['incident']).toBe(two?.['incident']);
  for (const other of [{ title: 'Other' }, { discoveredOn: '2026-11-01' }]) {
    const reused = await world.call({ user: nurse }, 'openIncident', { ...report, ...other });
    expect([reused.status, reused.body['code']]).toEqual([409, 'idempotency-key-reused']);
  }
  const other = await world.done(await world.user('nurse'), 'openIncident', report);
  expect(other['incident']).not.toBe(first['incident']);
  const officer = await world.user('privacy-officer');
  const { incidents } = await world.done(officer, 'listIncidents', {});
  expect(incidents).toHaveLength(3);
});

it('keeps duties: what is due, and since when it was done', async () => {
  const world = breachWorld();
  const admin = await world.user('it-administrator');
  const list = async () => (await world.done(admin, 'listDuties', {}))['duties'];
  expect(await list()).toContainEqual({
    duty: 'risk-analysis',
    of: 'zone',
    title: 'Risk analysis',
    months: 12,
    citation: '45 CFR 164.308(a)(1)(ii)(A)',
    due: addDays(TODAY, 30),
    daysLeft: 30,
    overdue: false,
  });
  const done = { duty: 'risk-analysis', on: '2025-11-20', evidence: 'Compliance folder' };
  expect(await world.done(admin, 'recordDuty', done)).toMatchObject({
    due: '2026-11-20',
    daysLeft: -5,
    overdue: true,
    doneOn: '2025-11-20',
    by: admin.user,
    evidence: 'Compliance folder',
  });
  expect(await list()).toContainEqual(expect.objectContaining({ due: '2026-11-20' }));
  const unknown = await world.call({ user: admin }, 'recordDuty', { ...done, duty: 'dusting' });
  expect([unknown.status, unknown.body['code']]).toEqual([404, 'no-such-duty']);
});

it('says that a history is longer than an answer, and shows the incident without', async () => {
  const world = breachWorld();
  const { id: incident, officer } = await incidentIn(world, 'investigating');
  const facts = {
    description: 'Long. '.repeat(1300),
    ...Object.fromEntries(
      ['steps', 'mitigation', 'safeguards'].map((name) => [name, 'Long. '.repeat(330)]),
    ),
  };
  await world.changeBy('breach-detector', incident, { kind: 'facts', facts });
  // As if it were told again and again.
  const version = world.versionOf(incident);
  const last = world.register.all().find(({ entry }) => entry === entryKey(version));
  for (let n = version + 1; n <= 450; n += 1) {
    await world.register.put({ ...last, entry: entryKey(n), n });
  }
  const before = world.events().length;
  for (const operation of ['readIncident', 'exportIncident'] as const) {
    const { status, body } = await world.call({ user: officer }, operation, { incident });
    expect([operation, status, body['code']]).toEqual([operation, 413, 'answer-too-large']);
  }
  // What was not shown was not looked at.
  expect(world.events()).toHaveLength(before);
  const short = await world.done(officer, 'readIncident', { incident, history: false });
  expect(short).toMatchObject({ incident, version });
  expect(short).not.toHaveProperty('history');
});
