import { duesOf } from '../../../../lambda/breach/clocks/dues';
import { ChangeRefusedError } from '../../../../lambda/breach/errors';
import type { Incident, Notice } from '../../../../lambda/breach/register/incident';
import { checkTransition } from '../../../../lambda/breach/register/transitions';
import type { State } from '../../../../lambda/breach/vocabulary';
import { FACTORS, STATES } from '../../../../lambda/breach/vocabulary';
import { counts, madeUpIncident, notice } from '../support/made-up-incident';

const ON = '2026-01-20';
const LETTERS = notice('individuals', ON, { way: 'first-class-mail' });
const HHS = notice('hhs', ON);
const SIGNED = { by: 'officer-1', at: 1, approvedBy: 'officer-2', approvedAt: 2 };
const EXCLUSION = {
  ...SIGNED,
  finding: { exclusion: 'not-retained', rationale: 'It came back.' },
} as const;
const SAFE = {
  ...SIGNED,
  finding: { method: 'AES-256', keysCompromised: false, rationale: 'Only ciphertext.' },
} as const;
const factors = Object.fromEntries(FACTORS.map((factor) => [factor, 'Looked at.'])) as Record<
  (typeof FACTORS)[number],
  string
>;
const ASSESSMENT = {
  ...SIGNED,
  finding: { factors, conclusion: 'low-probability', rationale: 'Nobody saw it.' },
} as const;

const BREACH = {
  ...SIGNED,
  finding: { ...ASSESSMENT.finding, conclusion: 'breach' },
} as const;

/** Of which nothing is missing, whatever the way. */
const COMPLETE: Partial<Incident> = {
  counts: counts(10),
  notices: [LETTERS, HHS],
  exclusion: EXCLUSION,
};

function go(to: State, known: Partial<Incident>, secondApprover = true): string {
  const incident = madeUpIncident(known);
  try {
    checkTransition(incident, to, {
      by: { kind: 'person', id: 'officer-1', role: 'privacy-officer' },
      today: '2026-02-01',
      dues: duesOf(incident, { targetDays: 30 }),
      secondApprover,
    });
    return 'goes';
  } catch (error) {
    if (!(error instanceof ChangeRefusedError)) throw error;
    return error.status === 409 ? error.code : `${error.code}, and not 409`;
  }
}

/** What it takes to follow the arrows of docs/breach-desk.md: written down here once more. */
const ARROWS: ReadonlySet<string> = new Set([
  'triage > investigating',
  'triage > confirmed',
  'triage > not-a-breach',
  'investigating > confirmed',
  'investigating > not-a-breach',
  'confirmed > investigating',
  'confirmed > contained',
  'contained > investigating',
  'contained > notified',
  'not-a-breach > investigating',
  'not-a-breach > closed',
  'notified > closed',
]);

it('goes from each state to those that the arrows lead to, and to no other', () => {
  const ways = STATES.flatMap((state) => STATES.map((to) => [state, to] as const));
  const answers = ways.map(([state, to]) => `${state} > ${to}: ${go(to, { ...COMPLETE, state })}`);
  const expected = ways.map(([state, to]) => {
    const way = `${state} > ${to}`;
    return `${way}: ${ARROWS.has(way) ? 'goes' : 'no-such-transition'}`;
  });
  expect(answers).toEqual(expected);
  expect(answers.length).toBe(49);
});

describe('is no breach', () => {
  const approvable = { by: 'officer-1', at: 1 };
  const cases: readonly (readonly [string, Partial<Incident>, string])[] = [
    ['by nothing', {}, 'finding-missing'],
    ['by an exclusion', { exclusion: EXCLUSION }, 'goes'],
    ['by a safe harbor', { safeHarbor: SAFE }, 'goes'],
    ['by an assessment', { assessment: ASSESSMENT }, 'goes'],
    [
      'not by encryption whose keys are in other hands',
      { safeHarbor: { ...SAFE, finding: { ...SAFE.finding, keysCompromised: true } } },
      'finding-missing',
    ],
    ['not by an assessment that it is one', { assessment: BREACH }, 'finding-says-breach'],
    [
      'not beside an assessment that it is one, approved or not',
      { assessment: { ...approvable, finding: BREACH.finding }, exclusion: EXCLUSION },
      'finding-says-breach',
    ],
    [
      'not by what nobody approved',
      { exclusion: { ...approvable, finding: EXCLUSION.finding } },
      'finding-unapproved',
    ],
    [
      'not by what its author approved',
      { assessment: { ...ASSESSMENT, approvedBy: 'officer-1' } },
      'finding-unapproved',
    ],
    [
      'by one approved finding among others',
      { safeHarbor: { ...approvable, finding: SAFE.finding }, assessment: ASSESSMENT },
      'goes',
    ],
    [
      'not by the approval of a finding that helps nothing',
      {
        safeHarbor: { ...SAFE, finding: { ...SAFE.finding, keysCompromised: true } },
        exclusion: { ...approvable, finding: EXCLUSION.finding },
      },
      'finding-unapproved',
    ],
  ];

  it.each(cases)('%s', (_, known, outcome) => {
    expect(go('not-a-breach', { state: 'investigating', ...known })).toBe(outcome);
    // What it rests on has to be there still when it is closed.
    expect(go('closed', { state: 'not-a-breach', ...known })).toBe(outcome);
  });

  it('by what its author approved, where one is enough by config', () => {
    const known = {
      state: 'triage',
      exclusion: { ...EXCLUSION, approvedBy: 'officer-1' },
    } as const;
    expect(go('not-a-breach', known, false)).toBe('goes');
    const unapproved = {
      state: 'triage',
      exclusion: { ...approvable, finding: EXCLUSION.finding },
    } as const;
    expect(go('not-a-breach', unapproved, false)).toBe('finding-unapproved');
  });
});

describe('is notified, and then closed', () => {
  const media = notice('media', ON, { jurisdiction: 'CA' });
  const associate = { associate: 'company-1', agent: false, discoveredOn: '2026-01-10' } as const;
  const cases: readonly (readonly [string, Partial<Incident>, readonly [string, string]])[] = [
    [
      'not while nobody knows how many',
      { notices: [LETTERS, HHS] },
      ['counts-missing', 'counts-missing'],
    ],
    [
      'not without letters',
      { counts: counts(10), notices: [HHS] },
      ['notices-missing', 'notices-missing'],
    ],
    [
      'with letters to few, and HHS after the year',
      { counts: counts(499), notices: [LETTERS] },
      ['goes', 'notices-missing'],
    ],
    [
      'with letters to 500, and not without HHS',
      { counts: counts(500, { CA: 500 }), notices: [LETTERS] },
      ['notices-missing', 'notices-missing'],
    ],
    ['with both', { counts: counts(500, { CA: 500 }), notices: [LETTERS, HHS] }, ['goes', 'goes']],
    [
      'not without the media of a State with 501',
      { counts: counts(501, { CA: 501 }), notices: [LETTERS, HHS] },
      ['notices-missing', 'notices-missing'],
    ],
    [
      'not with the media of another State',
      {
        counts: counts(501, { CA: 501 }),
        notices: [LETTERS, HHS, { ...media, jurisdiction: 'NV' }],
      },
      ['notices-missing', 'notices-missing'],
    ],
    [
      'with all',
      { counts: counts(501, { CA: 501 }), notices: [LETTERS, HHS, media] },
      ['goes', 'goes'],
    ],
    [
      'not without what takes the place of letters',
      { counts: counts(20, { CA: 20 }, 9), notices: [LETTERS, HHS] },
      ['notices-missing', 'notices-missing'],
    ],
    [
      'without what a business associate owes us, and not closed',
      { counts: counts(10), notices: [LETTERS, HHS], associates: [associate] },
      ['goes', 'notices-missing'],
    ],
  ];

  it.each(cases)('%s', (_, known, outcomes) => {
    expect([
      go('notified', { state: 'contained', ...known }),
      go('closed', { state: 'notified', ...known }),
    ]).toEqual(outcomes);
  });

  it('says what is missing, with its citation', () => {
    const incident = madeUpIncident({
      state: 'contained',
      counts: counts(501),
      notices: [] as Notice[],
    });
    const dues = duesOf(incident, { targetDays: 30 });
    const by = { kind: 'service', id: 'service-1' } as const;
    const situation = { by, today: ON, dues, secondApprover: true };
    expect(() => checkTransition(incident, 'notified', situation)).toThrow(
      'individuals (45 CFR 164.404(b)), media:CA (45 CFR 164.406), hhs (45 CFR 164.408(b))',
    );
  });
});
