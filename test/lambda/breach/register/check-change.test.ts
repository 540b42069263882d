import { ChangeRefusedError } from '../../../../lambda/breach/errors';
import { checkChange } from '../../../../lambda/breach/register/check-change';
import type { Author, Change, Incident } from '../../../../lambda/breach/register/incident';
import { checkRoom, MOST_ASSOCIATES, MOST_BYTES } from '../../../../lambda/breach/register/room';
import { LONGEST_TEXT } from '../../../../lambda/breach/register/shapes';
import { STATES } from '../../../../lambda/breach/vocabulary';
import { associate, counts, hold, madeUpIncident, notice } from '../support/made-up-incident';
import { OPENED } from './support/world';

const TODAY = '2026-02-01';
/** Today, where the day begins earlier. */
const TOMORROW = '2026-02-02';
const OVERMORROW = '2026-02-03';
const OFFICER: Author = { kind: 'person', id: 'officer-1', role: 'privacy-officer' };
const OTHER: Author = { ...OFFICER, id: 'officer-2' };

interface How {
  readonly by?: Author;
  readonly secondApprover?: boolean;
}

/** `taken`, or status and code of the refusal. */
function ask(
  change: Change,
  known: Partial<Incident> | undefined = {},
  { by = OFFICER, secondApprover = true }: How = {},
): string {
  const dues = [
    {
      clock: 'individuals',
      target: '2026-02-14',
      limit: '2026-03-16',
      due: '2026-03-16',
      citation: 'x',
    },
    {
      clock: 'hhs',
      target: '2026-02-14',
      limit: '2026-03-16',
      due: '2026-03-16',
      citation: 'x',
      done: TODAY,
    },
  ];
  try {
    const incident = change.kind === 'opened' ? undefined : madeUpIncident(known);
    checkChange(incident, change, { by, today: TODAY, dues, secondApprover });
    return 'taken';
  } catch (error) {
    if (!(error instanceof ChangeRefusedError)) throw error;
    return `${String(error.status)} ${error.code}`;
  }
}

const why = 'As found in the log.';
const rationale = why;
const factors = {
  'nature-and-extent': why,
  'unauthorized-person': why,
  'acquired-or-viewed': why,
  mitigation: why,
};
const EXCLUSION: Change = {
  kind: 'exclusion',
  finding: { exclusion: 'not-retained', rationale },
};

/** One of each kind that an open incident takes. */
const TAKEN: readonly Change[] = [
  {
    kind: 'hit',
    severity: 'low',
    hits: { count: 1, firstAt: 1, lastAt: 1, events: ['event-1'] },
  },
  { kind: 'facts', facts: { title: why, breachFrom: '2026-01-10', breachTo: '2026-01-20' } },
  { kind: 'discovery', discoveredOn: TODAY, why },
  { kind: 'counts', counts: counts(20, { CA: 12, NV: 8 }, 20) },
  { kind: 'safe-harbor', finding: { method: 'AES-256', keysCompromised: false, rationale } },
  EXCLUSION,
  { kind: 'assessment', finding: { factors, conclusion: 'breach', rationale } },
  { kind: 'hold', hold: hold('written', TODAY, '2026-12-31') },
  { kind: 'associate', associate: associate('company-1', { notifiedOn: TODAY, days: 60 }) },
  { kind: 'notice', notice: notice('hhs', TODAY, { persons: 20 }) },
  { kind: 'state', to: 'investigating', why },
  { kind: 'reminder', clock: 'individuals', due: '2026-03-16', mark: 30 },
];

it.each(TAKEN)('takes %j, and of a closed incident nothing', (change) => {
  expect(ask(change)).toBe('taken');
  expect(ask(change, { state: 'closed' })).toBe('409 closed');
});

it('takes new acts until it is decided, or everybody is told', () => {
  const [hit] = TAKEN;
  if (hit === undefined) throw new Error('none');
  expect(STATES.map((state) => `${state}: ${ask(hit, { state })}`)).toEqual([
    'triage: taken',
    'investigating: taken',
    'confirmed: taken',
    'not-a-breach: 409 over',
    'contained: taken',
    'notified: 409 over',
    'closed: 409 closed',
  ]);
});

it('opens what is not there, once, with what is known by then', () => {
  expect(ask(OPENED)).toBe('400 future-day');
  expect(ask({ ...OPENED, discoveredOn: TODAY })).toBe('taken');
  expect(ask({ ...OPENED, discoveredOn: TODAY, facts: { breachFrom: OVERMORROW } })).toBe(
    '400 future-day',
  );
  const again = { ...OPENED, discoveredOn: TODAY };
  const situation = { by: OFFICER, today: TODAY, dues: [], secondApprover: true };
  expect(() => checkChange(madeUpIncident(), again, situation)).toThrow(/is open/);
  expect(() => checkChange(undefined, EXCLUSION, situation)).toThrow(TypeError);
});

type Refusal = readonly [string, Change, Partial<Incident>?, How?];

/** Changes, and what becomes of each. */
function answers(refusals: readonly Refusal[]): void {
  const rows = refusals.map(([outcome, change, known, how]) => ({ outcome, change, known, how }));
  it.each(rows)('$outcome: $change of $known', ({ outcome, change, known, how }) => {
    expect(ask(change, known, how)).toBe(outcome);
  });
}

const facts = (given: object): Change => ({ kind: 'facts', facts: given });
const held = (...of: Parameters<typeof hold>): Change => ({ kind: 'hold', hold: hold(...of) });
const told = (...of: Parameters<typeof notice>): Change => ({
  kind: 'notice',
  notice: notice(...of),
});
const chained = (...of: Parameters<typeof associate>): Change => ({
  kind: 'associate',
  associate: associate(...of),
});
const counted = (...of: Parameters<typeof counts>): Change => ({
  kind: 'counts',
  counts: counts(...of),
});

describe('days', () => {
  answers([
    ['400 future-day', facts({ breachFrom: OVERMORROW })],
    ['400 future-day', facts({ breachTo: OVERMORROW })],
    ['400 future-day', { kind: 'discovery', discoveredOn: OVERMORROW, why }],
    ['400 future-day', held('oral', OVERMORROW)],
    ['400 future-day', chained('company-1', { discoveredOn: OVERMORROW })],
    ['400 future-day', chained('company-1', { notifiedOn: OVERMORROW })],
    ['400 future-day', told('hhs', OVERMORROW)],
    ['taken', told('other', TOMORROW)],
    ['taken', { kind: 'discovery', discoveredOn: TOMORROW, why }],
    ['taken', held('oral', TOMORROW)],
    ['400 days-crossed', facts({ breachFrom: '2026-01-12', breachTo: '2026-01-11' })],
    [
      '400 days-crossed',
      facts({ breachTo: '2026-01-11' }),
      { facts: { breachFrom: '2026-01-12' } },
    ],
    ['400 days-crossed', facts({ breachFrom: '2026-01-16' })],
    ['taken', facts({ breachFrom: '2026-01-15', breachTo: '2026-01-15' })],
    [
      '400 days-crossed',
      { kind: 'discovery', discoveredOn: '2026-01-11', why },
      { facts: { breachFrom: '2026-01-12' } },
    ],
    [
      '400 days-crossed',
      chained('company-1', { discoveredOn: '2026-01-12', notifiedOn: '2026-01-11' }),
    ],
    ['400 days-crossed', told('hhs', '2026-01-14')],
    ['taken', told('hhs', '2026-01-15', { persons: 20 })],
    ['taken', told('other', '2026-01-14')],
    ['400 days-crossed', told('substitute', '2026-01-20', { until: '2026-01-19' })],
    ['taken', told('substitute', '2026-01-20', { until: '2026-06-01' })],
    ['400 malformed', facts({ breachFrom: '2026-02-29' })],
    ['400 malformed', facts({ breachFrom: '1/2/2026' })],
  ]);
});

describe('counts', () => {
  answers([
    ['taken', counted(500, { CA: 250, NV: 250 }, 500)],
    ['taken', counted(0, {})],
    ['400 counts-crossed', counted(500, { CA: 250, NV: 251 })],
    ['400 counts-crossed', counted(500, {}, 501)],
    ['400 malformed', counted(1.5, {})],
    ['400 malformed', counted(-1, {})],
    ['400 malformed', counted(5, { XX: 1 } as object)],
  ]);
});

describe('holds (45 CFR 164.412)', () => {
  answers([
    ['400 hold-end', held('written', TODAY)],
    ['taken', held('written', TODAY, TODAY)],
    ['400 days-crossed', held('written', TODAY, '2026-01-31')],
    ['taken', held('oral', TODAY)],
    ['taken', held('oral', TODAY, '2026-03-03')],
    ['400 hold-end', held('oral', TODAY, '2026-03-04')],
    ['400 malformed', { kind: 'hold', hold: { ...hold('oral', TODAY), official: ' ' } }],
  ]);
});

describe('findings', () => {
  const written = { ...EXCLUSION, by: 'officer-1', at: 1 };
  const approval: Change = { kind: 'approval', of: 'exclusion' };
  answers([
    ['409 nothing-to-approve', approval],
    ['taken', approval, { exclusion: written }, { by: OTHER }],
    ['409 own-finding', approval, { exclusion: written }],
    ['taken', approval, { exclusion: written }, { secondApprover: false }],
    [
      '409 nothing-to-approve',
      { ...approval, of: 'assessment' },
      { exclusion: written },
      { by: OTHER },
    ],
    [
      '409 person-needed',
      approval,
      { exclusion: written },
      { by: { kind: 'service', id: 'service-1' } },
    ],
    [
      '409 approved-already',
      approval,
      { exclusion: { ...written, approvedBy: 'officer-3' } },
      { by: OTHER },
    ],
    ['409 reopen-first', EXCLUSION, { state: 'not-a-breach' }],
    [
      '400 malformed',
      { kind: 'exclusion', finding: { exclusion: 'not-retained', rationale: ' ' } },
    ],
  ]);

  it('are written in every state but those that rest on them', () => {
    expect(STATES.filter((state) => ask(EXCLUSION, { state }) !== 'taken')).toEqual([
      'not-a-breach',
      'closed',
    ]);
  });

  it.each(Object.keys(factors))('need the factor %s, with no word less', (factor) => {
    const { [factor]: _, ...others } = factors as Record<string, string>;
    for (const given of [others, { ...others, [factor]: '' }, { ...others, [factor]: '\n' }]) {
      const finding = {
        factors: given as typeof factors,
        conclusion: 'low-probability',
        rationale,
      } as const;
      expect(ask({ kind: 'assessment', finding })).toBe('400 malformed');
    }
  });
});

describe('what says nothing', () => {
  const refused = [
    'n/a',
    'x'.repeat(19),
    '.'.repeat(40),
    `12${' '.repeat(40)}.`,
    '1234567890 of 12345678',
  ];
  const changes = (text: string): readonly Change[] => [
    { kind: 'exclusion', finding: { exclusion: 'not-retained', rationale: text } },
    {
      kind: 'safe-harbor',
      finding: { method: 'AES-256', keysCompromised: false, rationale: text },
    },
    { kind: 'assessment', finding: { factors, conclusion: 'breach', rationale: text } },
    ...Object.keys(factors).map((factor): Change => ({
      kind: 'assessment',
      finding: { factors: { ...factors, [factor]: text }, conclusion: 'breach', rationale },
    })),
  ];

  it.each(refused)('is no finding: %p', (text) => {
    for (const change of changes(text)) expect(ask(change)).toBe('400 finding-too-short');
  });

  it('is asked for by the names of its fields, and is enough with 20 characters', () => {
    const situation = { by: OFFICER, today: TODAY, dues: [], secondApprover: true };
    const finding = {
      factors: { ...factors, mitigation: '.' },
      conclusion: 'breach',
      rationale: 'n/a',
    } as const;
    expect(() => checkChange(madeUpIncident(), { kind: 'assessment', finding }, situation)).toThrow(
      'say more in mitigation, rationale.',
    );
    for (const change of changes('x'.repeat(20))) expect(ask(change)).toBe('taken');
  });
});

describe('notices and associates', () => {
  const company = associate('company-1', { discoveredOn: '2026-01-20' });
  const known = { associates: [company, associate('company-2', { worksFor: 'company-1' })] };
  answers([
    ['400 notice-incomplete', told('media', TODAY)],
    ['400 notice-incomplete', told('media', TODAY, { jurisdiction: 'ZZ' })],
    ['taken', told('media', TODAY, { jurisdiction: 'CA' })],
    ['400 notice-incomplete', told('individuals', TODAY, { persons: 20 })],
    ['400 notice-incomplete', told('individuals', TODAY, { way: 'telephone', persons: 20 })],
    ['400 notice-incomplete', told('individuals', TODAY, { way: 'first-class-mail' })],
    ['taken', told('individuals', TODAY, { way: 'first-class-mail', persons: 20 })],
    ['taken', told('individuals', TODAY, { way: 'email', persons: 20 })],
    ['400 notice-incomplete', told('hhs', TODAY, { way: 'portal' })],
    ['taken', told('hhs', TODAY, { way: 'portal', persons: 20 })],
    ['taken', told('urgent', TODAY, { way: 'telephone' })],
    ['409 no-such-associate', told('business-associate', TODAY)],
    ['409 no-such-associate', told('business-associate', TODAY, { associate: 'company-3' }), known],
    ['taken', told('business-associate', TODAY, { associate: 'company-1' }), known],
    [
      '400 days-crossed',
      told('business-associate', '2026-01-19', { associate: 'company-1' }),
      known,
    ],
    ['taken', chained('company-3', { worksFor: 'company-2' }), known],
    ['409 no-such-associate', chained('company-3', { worksFor: 'company-4' }), known],
    ['409 no-such-associate', chained('company-3', { worksFor: 'company-3' }), known],
    ['409 no-such-associate', chained('company-1', { worksFor: 'company-2' }), known],
    ['400 malformed', chained('company-1', { days: 61 })],
    ['400 malformed', chained('company-1', { days: 0 })],
    ['400 phi-in-text', chained('the company')],
    ['400 phi-in-text', chained('company-1', { worksFor: 'MRN12345678' })],
    ['400 phi-in-text', told('business-associate', TODAY, { associate: 'the company' }), known],
  ]);
});

it('takes no notice twice, since the same call comes again after a lost answer', () => {
  const letters = { persons: 20, evidence: 'Case file 12' };
  const recorded = { notices: [{ ...notice('hhs', TODAY, letters), n: 2 }] };
  expect(ask(told('hhs', TODAY, letters), recorded)).toBe('409 noticed-already');
  expect(ask(told('hhs', TODAY, { ...letters, evidence: 'Case file 13' }), recorded)).toBe('taken');
});

it('knows no discovery after the day on which it was opened', () => {
  const found = (discoveredOn: string) => (): void => {
    const change: Change = { kind: 'discovery', discoveredOn, why };
    const openedOn = '2026-02-01';
    const situation = { by: OFFICER, today: TODAY, openedOn, dues: [], secondApprover: true };
    checkChange(madeUpIncident(), change, situation);
  };
  expect(found('2026-02-01')).not.toThrow();
  expect(found('2026-02-02')).toThrow(/cannot lie after the day on which the incident was opened/);
});

describe('what was recorded by mistake', () => {
  const known = {
    notices: [{ ...notice('hhs', TODAY), n: 2 }, notice('other', TODAY)],
    holds: [{ ...hold('oral', TODAY), n: 3 }],
    associates: [
      { ...associate('company-1'), n: 4 },
      { ...associate('company-2', { worksFor: 'company-1' }), n: 5 },
      { ...associate('company-3'), n: 6 },
    ],
  };
  const taken = (n: number): Change => ({ kind: 'withdraw', n, why });
  const from = notice('business-associate', TODAY, { associate: 'company-3' });
  answers([
    ['taken', taken(2), known],
    ['taken', taken(3), known],
    ['409 still-named', taken(4), known],
    ['taken', taken(5), known],
    ['taken', taken(6), known],
    ['409 still-named', taken(6), { ...known, notices: [from] }],
    ['409 nothing-to-withdraw', taken(1), known],
    ['409 nothing-to-withdraw', taken(7), known],
    ['409 notified', taken(2), { ...known, state: 'notified' }],
    ['taken', taken(3), { ...known, state: 'notified' }],
    ['taken', taken(2), { ...known, state: 'contained' }],
    ['409 closed', taken(2), { ...known, state: 'closed' }],
    ['400 malformed', taken(0), known],
    ['400 malformed', { ...taken(2), why: ' ' } as Change, known],
    ['400 malformed', { kind: 'notice', notice: { ...notice('hhs', TODAY), n: 2 } } as Change],
  ]);
});

it('reminds of what is due, once', () => {
  const reminder = { clock: 'individuals', due: '2026-03-16', mark: 30 } as const;
  const change = { kind: 'reminder', ...reminder } as const;
  const sent = { reminders: [reminder] };
  expect(ask(change, sent)).toBe('409 reminded-already');
  expect(ask({ ...change, mark: 14 }, sent)).toBe('taken');
  expect(ask({ ...change, due: '2026-03-17' })).toBe('409 not-due');
  expect(ask({ ...change, clock: 'hhs' })).toBe('409 not-due');
  expect(ask({ ...change, clock: 'media:CA' })).toBe('409 not-due');
  const other = { reminders: [{ ...reminder, clock: 'hhs' }] };
  expect(ask(change, other)).toBe('taken');
});

/** Each text field that a person writes, with a text in it. */
const TEXTS: readonly (readonly [string, (text: string) => Change])[] = [
  ...['title', 'description', 'location', 'breachType', 'steps', 'mitigation', 'safeguards'].map(
    (field) => [field, (text: string) => facts({ [field]: text })] as const,
  ),
  ['title', (title) => ({ ...OPENED, discoveredOn: TODAY, facts: { title } })],
  ['why', (text) => ({ kind: 'discovery', discoveredOn: TODAY, why: text })],
  ['why', (text) => ({ kind: 'withdraw', n: 2, why: text })],
  ['why', (text) => ({ kind: 'state', to: 'investigating', why: text })],
  [
    'method',
    (method) => ({ kind: 'safe-harbor', finding: { method, keysCompromised: true, rationale } }),
  ],
  [
    'rationale',
    (text) => ({
      kind: 'safe-harbor',
      finding: { method: 'AES-256', keysCompromised: true, rationale: text },
    }),
  ],
  [
    'rationale',
    (text) => ({ kind: 'exclusion', finding: { exclusion: 'not-retained', rationale: text } }),
  ],
  [
    'rationale',
    (text) => ({ kind: 'assessment', finding: { factors, conclusion: 'breach', rationale: text } }),
  ],
  ...Object.keys(factors).map(
    (factor) =>
      [
        factor,
        (text: string): Change => ({
          kind: 'assessment',
          finding: { factors: { ...factors, [factor]: text }, conclusion: 'breach', rationale },
        }),
      ] as const,
  ),
  ...['official', 'agency', 'statement'].map(
    (field) =>
      [
        field,
        (text: string): Change => ({
          kind: 'hold',
          hold: { ...hold('oral', TODAY), [field]: text },
        }),
      ] as const,
  ),
  ['evidence', (evidence) => told('hhs', TODAY, { evidence, persons: 20 })],
];

it.each(TEXTS)('holds nobody by name or number in %s', (field, withText) => {
  const known = { holds: [{ ...hold('oral', TODAY), n: 2 }] };
  expect(ask(withText('Nothing of a person.'), known)).toBe('taken');
  const situation = { by: OFFICER, today: TODAY, dues: [], secondApprover: true };
  const secret = 'It was 219-09-9999, as said';
  const change = withText(secret);
  const incident = change.kind === 'opened' ? undefined : madeUpIncident(known);
  const refused = (): void => checkChange(incident, change, situation);
  expect(refused).toThrow(`${field} looks like a social security number`);
  expect(refused).not.toThrow('219');
  expect(ask(withText('write to jane.doe@example.org'), known)).toBe('400 phi-in-text');
});

it.each([
  ['taken', 'steps', 'Call 1-800-555-0100, (833) 555-0100 or +18445550100 by day.'],
  [
    'taken',
    'mitigation',
    'A call center answers at 855.555.0100, 866 555 0100, 877-555-0100, 888-555-0100.',
  ],
  ['400 phi-in-text', 'steps', 'Call 1-800-555-0100, or her at 415-555-2671.'],
  ['400 phi-in-text', 'mitigation', 'Call 822-555-0100.'],
  ['400 phi-in-text', 'steps', 'Call 800-555-0100, not 219-09-9999.'],
  ['400 phi-in-text', 'description', 'She called 1-800-555-0100.'],
  ['400 phi-in-text', 'safeguards', 'She called 1-800-555-0100.'],
  ['400 phi-in-text', 'title', 'She called 1-800-555-0100.'],
])(
  '%s: a toll-free number stands in what tells whom to call alone: %s, %s',
  (outcome, field, text) => {
    expect(ask(facts({ [field]: text }))).toBe(outcome);
  },
);

it('takes a toll-free number in no factor of the same name', () => {
  const finding = {
    factors: { ...factors, mitigation: '1-800-555-0100' },
    conclusion: 'breach',
    rationale,
  } as const;
  expect(ask({ kind: 'assessment', finding })).toBe('400 phi-in-text');
});

it('says of what cannot be kept which field it is, and never what stands in it', () => {
  const long = 'x'.repeat(LONGEST_TEXT.line + 1);
  const situation = { by: OFFICER, today: TODAY, dues: [], secondApprover: true };
  const refused = (): void =>
    checkChange(madeUpIncident(), facts({ title: long, steps: '' }), situation);
  expect(refused).toThrow('facts.title, facts.steps');
  expect(refused).not.toThrow('xxx');
  expect(ask(facts({ title: long.slice(1) }))).toBe('taken');
  expect(ask(facts({ ssn: 'x' }))).toBe('400 malformed');
  expect(ask({ kind: 'rewritten' } as unknown as Change)).toBe('400 malformed');
});

it('says no more of it than a problem has room for', () => {
  const situation = { by: OFFICER, today: TODAY, dues: [], secondApprover: true };
  const detailOf = (change: Change): string => {
    try {
      checkChange(madeUpIncident(), change, situation);
    } catch (error) {
      if (error instanceof ChangeRefusedError) return error.detail;
      throw error;
    }
    return '';
  };
  const all = 'MRN 12345678, 219-09-9999, (212) 555-0187, jane.doe@example.org, born 1970-01-02';
  const texts = [
    'title',
    'description',
    'location',
    'breachType',
    'steps',
    'mitigation',
    'safeguards',
  ];
  const detail = detailOf(facts(Object.fromEntries(texts.map((field) => [field, all]))));
  expect(detail.length).toBeLessThan(1024);
  expect(detail).toMatch(/; location looks like .* and \d more\. Say it without\.$/);
  const states = Object.fromEntries(
    Array.from({ length: 99 }, (_, n) => [`state-${String(n)}`, 1]),
  );
  const malformed = detailOf(counted(99, states));
  expect(malformed.length).toBeLessThan(1024);
  expect(malformed).toContain('counts.byState');
});

describe('room', () => {
  const full = madeUpIncident({ facts: { description: 'x'.repeat(MOST_BYTES) } });
  it('is kept for what must never be refused', () => {
    expect(() => checkRoom(full, told('hhs', TODAY))).toThrow(/as long as it can be/);
    expect(() => checkRoom(madeUpIncident(), told('hhs', TODAY))).not.toThrow();
    expect(() => checkRoom(full, { kind: 'state', to: 'closed', why })).not.toThrow();
    expect(() => checkRoom(full, { kind: 'approval', of: 'exclusion' })).not.toThrow();
    expect(() => checkRoom(full, { kind: 'withdraw', n: 2, why })).not.toThrow();
  });

  it('counts bytes, not characters', () => {
    const half = { facts: { description: 'ü'.repeat(MOST_BYTES / 2) } };
    expect(() => checkRoom(madeUpIncident(half), facts({}))).toThrow(/as long as it can be/);
  });

  it('is there for so many business associates', () => {
    const companies = (many: number) =>
      Array.from({ length: many }, (_, index) => associate(`company-${String(index)}`));
    const most = madeUpIncident({ associates: companies(MOST_ASSOCIATES) });
    expect(() => checkRoom(most, chained('company-1'))).not.toThrow();
    const more = madeUpIncident({ associates: companies(MOST_ASSOCIATES + 1) });
    expect(() => checkRoom(more, chained('company-1'))).toThrow(/100 business associates/);
  });
});
