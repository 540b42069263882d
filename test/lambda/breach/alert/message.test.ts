import type { Alert } from '../../../../lambda/breach/alert/alerts';
import type { Change } from '../../../../lambda/breach/register/incident';
import { after, DAY_MS, desk, DETECTOR, OFFICER, OPENED, START, TENANT } from '../support/desk';
import { associate, counts, hold, notice } from '../support/made-up-incident';

const HOUR = DAY_MS / 24;

/** A hit so many hours after the first one. */
const hitAfter = (hours: number): Change => {
  const at = START + hours * HOUR;
  return {
    kind: 'hit',
    severity: 'low',
    hits: { count: 1, firstAt: at, lastAt: at, events: [`event-${String(hours)}`] },
  };
};
const to = (state: Extract<Change, { kind: 'state' }>['to']): Change => ({
  kind: 'state',
  to: state,
  why: 'Made-up reason to do it.',
});
const brief = ({ severity, subject }: Alert): readonly string[] => [severity, subject];

it('tells of an incident what it is, what is due first and where to read it', async () => {
  const world = desk();
  await world.change('one', { ...OPENED, severity: 'medium' });
  const [alert, ...more] = await world.news();
  expect(more).toEqual([]);
  expect(alert?.severity).toBe('medium');
  expect(alert?.subject).toBe('[medium] Incident opened: bulk-export (north-clinic)');
  const due = { due: '2026-03-16', daysLeft: 60 };
  expect(alert?.facts).toEqual({
    schema: 'hlz.breach-alert/1',
    kind: 'opened',
    incident: 'one',
    tenant: TENANT,
    origin: { rule: 'bulk-export', actor: 'user-1' },
    severity: 'medium',
    state: 'triage',
    drill: false,
    due: [
      { ...due, clock: 'individuals', citation: '45 CFR 164.404(b)' },
      { ...due, clock: 'counts', citation: '45 CFR 164.406, 164.408' },
    ],
    read: { operation: 'POST /v1/incidents/read', body: { incident: 'one' } },
    runbook: 'docs/breach-desk.md#bulk-export',
  });
  expect(alert?.text).toBe(
    [
      'Incident opened: bulk-export.',
      '',
      'tenant    north-clinic',
      'incident  one',
      'rule      bulk-export',
      'actor     user-1',
      'severity  medium',
      'state     triage',
      'due       2026-03-16  individuals, 60 days left (45 CFR 164.404(b))',
      'due       2026-03-16  counts, 60 days left (45 CFR 164.406, 164.408)',
      '',
      'Read it: POST /v1/incidents/read with {"incident":"one"}',
      'What to do: docs/breach-desk.md#bulk-export',
      '',
    ].join('\n'),
  );
});

it('says of a finding which service found what, and of a report that it is one', async () => {
  const world = desk();
  const finding = {
    kind: 'finding',
    source: 'macie',
    finding: 'finding-1',
    type: 'SensitiveData:S3Object/Personal',
  } as const;
  await world.register.change(
    '-',
    'two',
    { ...OPENED, tenant: '-', origin: finding },
    { ...DETECTOR, tenant: '-' },
  );
  await world.change('three', { ...OPENED, origin: { kind: 'report' } });
  const [found, reported] = await world.news();
  expect(found?.subject).toBe('[low] Incident opened: macie (-)');
  expect(found?.facts['origin']).toEqual({
    source: 'macie',
    type: 'SensitiveData:S3Object/Personal',
  });
  expect(reported?.facts['origin']).toEqual({ source: 'report' });
  expect(reported?.facts['runbook']).toBe('docs/breach-desk.md#report');
});

it('tells of hits once a day, however short the time between them is', async () => {
  const world = desk();
  const goesOn = ['low', '[low] Incident goes on: bulk-export (north-clinic)'];
  await world.change('one', OPENED, hitAfter(1), hitAfter(6.9));
  expect((await world.news()).map(brief)).toHaveLength(1);
  // Never a day without one, and each day is told.
  for (const hours of [7.1, 47, 70]) {
    await world.change('one', hitAfter(hours), hitAfter(hours + 0.1), hitAfter(2));
    expect((await world.news()).map(brief)).toEqual([goesOn]);
  }
  await world.change('one', hitAfter(24 * 30));
  expect((await world.news()).map(brief)).toEqual([goesOn]);
});

it('tells of a hit that is graver than those before, to whom it concerns then', async () => {
  const world = desk();
  await world.change('one', OPENED, { ...hitAfter(1), severity: 'high' } as Change);
  expect((await world.news()).slice(1).map(brief)).toEqual([
    ['high', '[high] Incident is graver (north-clinic)'],
  ]);
});

it('tells of the states that people wait for, and of no others', async () => {
  const world = desk();
  await world.change('one', OPENED, to('investigating'), to('confirmed'), to('contained'));
  expect((await world.news()).slice(1).map(brief)).toEqual([
    ['medium', '[medium] Incident is confirmed (north-clinic)'],
  ]);
  await world.change(
    'two',
    OPENED,
    {
      kind: 'exclusion',
      finding: { exclusion: 'not-retained', rationale: 'Made-up reason, long.' },
    },
    { kind: 'approval', of: 'exclusion' },
    to('not-a-breach'),
    to('closed'),
  );
  const [, none, closed, ...more] = await world.news();
  expect(more).toEqual([]);
  expect(none?.subject).toBe('[low] Incident is not-a-breach (north-clinic)');
  expect(none?.facts).toMatchObject({ state: 'not-a-breach', due: [] });
  expect(closed?.subject).toBe('[low] Incident is closed (north-clinic)');
});

it.each<readonly [string, Change, Change, readonly string[]]>([
  [
    '499 to 500 in all',
    counted(499),
    counted(500),
    ['[medium] Incident: whom to tell changed (north-clinic)'],
  ],
  [
    '500 to 501 in one State',
    counted(500),
    counted(501),
    ['[medium] Incident: whom to tell changed (north-clinic)'],
  ],
  [
    '501 to 500 in one State',
    counted(501),
    counted(500),
    ['[medium] Incident: whom to tell changed (north-clinic)'],
  ],
  [
    '500 to 499 in all',
    counted(500),
    counted(499),
    ['[low] Incident: whom to tell changed (north-clinic)'],
  ],
  [
    'another State',
    counted(600),
    { kind: 'counts', counts: counts(600, { NV: 600 }) },
    ['[medium] Incident: whom to tell changed (north-clinic)'],
  ],
  ['499 to 498', counted(499), counted(498), []],
  ['501 to 700', counted(501), counted(700), []],
  [
    '500 to 500 over two States',
    counted(500),
    { kind: 'counts', counts: counts(500, { NV: 250, CA: 250 }) },
    [],
  ],
])('tells of counts that cross a threshold: %s', async (_, one, other, subjects) => {
  const world = desk();
  await world.change('one', OPENED, one);
  await world.news();
  await world.change('one', other);
  expect((await world.news()).map(({ subject }) => subject)).toEqual(subjects);
});

function counted(total: number): Change {
  return { kind: 'counts', counts: counts(total) };
}

it('tells of a kind of information that makes it graver', async () => {
  const world = desk();
  await world.change('one', OPENED, counted(500));
  await world.news();
  await world.change('one', { kind: 'facts', facts: { phiKinds: ['social-security-number'] } });
  expect((await world.news()).map(brief)).toEqual([
    ['high', '[high] Incident is graver (north-clinic)'],
  ]);
});

it('tells of a hold, with the days that it moves', async () => {
  const world = desk();
  await world.change('one', OPENED, counted(5));
  await world.news();
  world.to(50);
  await world.change('one', { kind: 'hold', hold: hold('oral', after(50)) });
  const [alert] = await world.news();
  expect(alert?.subject).toBe('[low] Incident: law enforcement holds up notices (north-clinic)');
  expect(alert?.text).toContain(
    'due       2026-04-05  individuals, 30 days left (45 CFR 164.404(b))',
  );
  expect(alert?.text).not.toMatch(/official-1|agency-1|file-2/);
});

it('is silent about what people write down', async () => {
  const world = desk();
  await world.change('one', OPENED, counted(5));
  await world.news();
  await world.change(
    'one',
    { kind: 'facts', facts: { title: 'Made-up reason', description: 'Made-up reason, long.' } },
    { kind: 'discovery', discoveredOn: '2026-01-14', why: 'Made-up reason.' },
    { kind: 'associate', associate: associate('billing', { discoveredOn: '2026-01-14' }) },
    {
      kind: 'exclusion',
      finding: { exclusion: 'not-retained', rationale: 'Made-up reason, long.' },
    },
    { kind: 'approval', of: 'exclusion' },
    {
      kind: 'notice',
      notice: notice('individuals', '2026-01-15', { way: 'first-class-mail', persons: 5 }),
    },
  );
  expect(await world.news()).toEqual([]);
  world.to(59);
  await world.remind();
  for (const { subject, facts, text } of await world.news()) {
    expect(subject + JSON.stringify(facts) + text).not.toMatch(
      /made-up reason|officer-1|event-1|user \d/i,
    );
  }
});

it('escalates reminders, and sends none below the severity of its incident', async () => {
  const world = desk();
  await world.change('one', OPENED, counted(5));
  const levels: string[] = [];
  for (const day of [30, 46, 53, 59, 61, 62]) {
    await world.news();
    world.to(day);
    await world.remind();
    const ours = (await world.news()).filter(({ facts }) => facts['incident'] === 'one');
    levels.push(...ours.map(({ subject }) => subject));
  }
  expect(levels).toEqual([
    '[low] Reminder: individuals, 30 days left (north-clinic)',
    '[low] Reminder: individuals, 14 days left (north-clinic)',
    '[medium] Reminder: individuals, 7 days left (north-clinic)',
    '[high] Reminder: individuals, 1 day left (north-clinic)',
    '[high] Reminder: individuals, overdue by 1 day (north-clinic)',
  ]);
  world.clock.now = START;
  await world.change('two', { ...OPENED, severity: 'high' });
  world.to(30);
  await world.news();
  await world.remind();
  const first = (await world.news()).find(({ facts }) => facts['incident'] === 'two');
  expect(first?.severity).toBe('high');
  expect(first?.facts['reminder']).toEqual({ clock: 'individuals', due: '2026-03-16', mark: 30 });
  expect(first?.facts['runbook']).toBe('docs/breach-desk.md#reminders');
});

it('names what is still to be done, and not what is', async () => {
  const world = desk();
  const told = notice('individuals', '2026-01-15', { way: 'first-class-mail', persons: 5 });
  await world.change('one', OPENED, counted(5), { kind: 'notice', notice: told }, to('confirmed'));
  const alert = (await world.news()).at(-1);
  expect(alert?.facts['due']).toMatchObject([{ clock: 'hhs', due: '2027-03-01' }]);
  expect(alert?.text).not.toContain('individuals');
});

it('says on the due day that it is that day, and first what is due first', async () => {
  const world = desk();
  await world.change('one', OPENED, counted(5), {
    kind: 'associate',
    associate: associate('billing', { discoveredOn: '2026-01-10', days: 10 }),
  });
  world.to(60);
  await world.remind();
  const alerts = await world.news();
  const clocks = alerts.at(-8)?.facts['due'];
  expect(clocks).toMatchObject([
    { clock: 'business-associate:billing', due: '2026-01-20', daysLeft: -55 },
    { clock: 'individuals', due: '2026-03-16', daysLeft: 0 },
    { clock: 'hhs', due: '2027-03-01', daysLeft: 350 },
  ]);
  expect(alerts.map(({ text }) => text).join()).toContain('individuals, today');
});

it('says of a drill first of all that it is one', async () => {
  const world = desk();
  await world.change('one', { ...OPENED, drill: true });
  const [alert] = await world.news();
  expect(alert?.subject).toBe('DRILL [low] Incident opened: bulk-export (north-clinic)');
  expect(alert?.text).toMatch(/^DRILL: nothing of this happened\.\n/);
  expect(alert?.facts['drill']).toBe(true);
});

it('reminds of duties, and tells nobody that one was done', async () => {
  const world = desk();
  await world.duties.record(
    TENANT,
    { duty: 'risk-analysis', on: '2026-01-15', evidence: 'Made-up reason' },
    OFFICER,
  );
  expect(await world.news()).toEqual([]);
  world.to(358);
  await world.duties.remind([], { requestId: 'run-1', isOver: () => false });
  const alert = (await world.news()).find(({ facts }) => facts['duty'] === 'risk-analysis');
  expect(alert).toMatchObject({
    severity: 'medium',
    subject: '[medium] Reminder: Risk analysis, 7 days left (-)',
    facts: {
      kind: 'duty',
      due: [{ due: '2027-01-15', daysLeft: 7, citation: '45 CFR 164.308(a)(1)(ii)(A)' }],
      reminder: { clock: 'risk-analysis', due: '2027-01-15', mark: 7 },
      runbook: 'docs/breach-desk.md#duties',
    },
  });
  expect(JSON.stringify(alert)).not.toMatch(/made-up reason/i);
  await world.duties.record(
    TENANT,
    { duty: 'risk-analysis', on: '2026-01-16', evidence: 'Another report' },
    OFFICER,
  );
  expect(await world.news()).toEqual([]);
});

it('keeps subjects in one line of ASCII that SNS takes', async () => {
  const world = desk();
  const tenant = `t${'x'.repeat(62)}`;
  await world.register.change(
    tenant,
    'one',
    { ...OPENED, tenant, drill: true },
    { ...DETECTOR, tenant },
  );
  await world.register.change(
    tenant,
    'one',
    { kind: 'state', to: 'confirmed', why: 'Yes.' },
    { ...OFFICER, tenant },
  );
  for (const { subject } of await world.news()) expect(subject).toMatch(/^[\x20-\x7e]{1,100}$/);
});
