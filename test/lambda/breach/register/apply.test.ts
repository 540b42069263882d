import { ChangeRefusedError, RegisterItemError } from '../../../../lambda/breach/errors';
import { applyEntry, foldHistory } from '../../../../lambda/breach/register/apply';
import type { Author, Change, Entry, Incident } from '../../../../lambda/breach/register/incident';
import { MOST_EVIDENCE } from '../../../../lambda/breach/register/incident';
import { severityOf } from '../../../../lambda/breach/register/severity';
import type { Severity, State } from '../../../../lambda/breach/vocabulary';
import { STATES } from '../../../../lambda/breach/vocabulary';
import { associate, counts, hold, notice } from '../support/made-up-incident';
import { OPENED } from './support/world';

const OFFICER: Author = { kind: 'person', id: 'officer-1', role: 'privacy-officer' };
const OTHER: Author = { ...OFFICER, id: 'officer-2' };
const why = 'As found.';

/** A change by the officer, or by somebody else. */
type Made = Change | readonly [Change, Author];

/** Entries of changes, one a moment. */
function entries(...changes: Made[]): readonly Entry[] {
  return changes.map((each, index) => {
    const [change, by] = 'kind' in each ? [each, OFFICER] : each;
    return { n: index + 1, at: 1000 + index, by, change, dues: [] };
  });
}
const fold = (...changes: Made[]): Incident => foldHistory('incident-1', entries(...changes));
const to = (state: State): Change => ({ kind: 'state', to: state, why });
const hit = (severity: Severity, firstAt: number, lastAt: number, ...events: string[]): Change => ({
  kind: 'hit',
  severity,
  hits: { count: events.length, firstAt, lastAt, events },
});

it('begins in triage, as it was opened', () => {
  const facts = { title: 'A letter' };
  expect(fold({ ...OPENED, facts })).toEqual({
    id: 'incident-1',
    tenant: OPENED.tenant,
    origin: { kind: 'report' },
    drill: false,
    version: 1,
    state: 'triage',
    severity: 'medium',
    detected: 'medium',
    openedAt: 1000,
    changedAt: 1000,
    discoveredOn: OPENED.discoveredOn,
    facts,
    holds: [],
    associates: [],
    notices: [],
    reminders: [],
  });
});

it('becomes what its entries say', () => {
  const reminder = { clock: 'individuals', due: '2026-03-16', mark: 30 } as const;
  const letter = notice('individuals', '2026-12-01');
  expect(
    fold(
      { ...OPENED, facts: { title: 'A letter', steps: 'Wait.' } },
      { kind: 'facts', facts: { description: 'It was lost.', steps: 'Ask.' } },
      { kind: 'discovery', discoveredOn: '2026-11-19', why },
      { kind: 'counts', counts: counts(7) },
      { kind: 'counts', counts: counts(3) },
      { kind: 'hold', hold: hold('oral', '2026-11-20') },
      { kind: 'hold', hold: hold('written', '2026-11-21', '2026-12-21') },
      { kind: 'associate', associate: associate('company-1') },
      { kind: 'associate', associate: associate('company-2') },
      { kind: 'associate', associate: associate('company-1', { agent: true }) },
      { kind: 'notice', notice: letter },
      { kind: 'notice', notice: letter },
      { kind: 'reminder', ...reminder },
      [to('confirmed'), OTHER],
    ),
  ).toMatchObject({
    version: 14,
    changedAt: 1013,
    openedAt: 1000,
    state: 'confirmed',
    facts: { title: 'A letter', description: 'It was lost.', steps: 'Ask.' },
    discoveredOn: '2026-11-19',
    counts: counts(3),
    holds: [
      { ...hold('oral', '2026-11-20'), n: 6 },
      { ...hold('written', '2026-11-21', '2026-12-21'), n: 7 },
    ],
    associates: [
      { ...associate('company-2'), n: 9 },
      { ...associate('company-1', { agent: true }), n: 10 },
    ],
    notices: [
      { ...letter, n: 11 },
      { ...letter, n: 12 },
    ],
    reminders: [reminder],
  });
});

it('is without what was withdrawn, and with what is like it', () => {
  const letter = notice('individuals', '2026-12-01');
  const known: readonly Change[] = [
    OPENED,
    { kind: 'notice', notice: letter },
    { kind: 'notice', notice: letter },
    { kind: 'hold', hold: hold('oral', '2026-11-20') },
    { kind: 'associate', associate: associate('company-1') },
  ];
  const left = (n: number): object => {
    const { notices, holds, associates, version } = fold(...known, { kind: 'withdraw', n, why });
    const numbers = [...notices, ...holds, ...associates].map((each) => each.n);
    return { version, numbers };
  };
  expect(left(2)).toEqual({ version: 6, numbers: [3, 4, 5] });
  expect(left(4)).toEqual({ version: 6, numbers: [2, 3, 5] });
  expect(left(5)).toEqual({ version: 6, numbers: [2, 3, 4] });
  expect(left(1)).toEqual({ version: 6, numbers: [2, 3, 4, 5] });
});

describe('a finding', () => {
  const exclusion = { exclusion: 'not-retained', rationale: why } as const;
  const harbor = { method: 'AES-256', keysCompromised: false, rationale: why };
  const approval = { kind: 'approval', of: 'exclusion' } as const;

  it('has who wrote and who approved it, when', () => {
    expect(
      fold(OPENED, { kind: 'exclusion', finding: exclusion }, [approval, OTHER]),
    ).toMatchObject({
      exclusion: {
        finding: exclusion,
        by: 'officer-1',
        at: 1001,
        approvedBy: 'officer-2',
        approvedAt: 1002,
      },
    });
  });

  it('has to be approved anew when it is written anew', () => {
    const incident = fold(
      OPENED,
      { kind: 'exclusion', finding: exclusion },
      [approval, OTHER],
      [{ kind: 'exclusion', finding: { ...exclusion, rationale: 'Another.' } }, OTHER],
    );
    expect(incident.exclusion).toEqual({
      finding: { ...exclusion, rationale: 'Another.' },
      by: 'officer-2',
      at: 1003,
    });
  });

  it('is approved alone, of each kind', () => {
    const factors = {
      'nature-and-extent': why,
      'unauthorized-person': why,
      'acquired-or-viewed': why,
      mitigation: why,
    };
    const written: readonly Change[] = [
      OPENED,
      { kind: 'exclusion', finding: exclusion },
      { kind: 'safe-harbor', finding: harbor },
      { kind: 'assessment', finding: { factors, conclusion: 'low-probability', rationale: why } },
    ];
    const approvers = (of: (typeof approval)['of'] | 'safe-harbor' | 'assessment') => {
      const incident = fold(...written, [{ kind: 'approval', of }, OTHER]);
      return [incident.exclusion, incident.safeHarbor, incident.assessment].map(
        (signed) => signed?.approvedBy,
      );
    };
    expect(approvers('exclusion')).toEqual(['officer-2', undefined, undefined]);
    expect(approvers('safe-harbor')).toEqual([undefined, 'officer-2', undefined]);
    expect(approvers('assessment')).toEqual([undefined, undefined, 'officer-2']);
  });
});

it('adds hits to hits, and keeps the first of their events, each once', () => {
  const hits = { count: 2, firstAt: 50, lastAt: 60, events: ['event-1', 'event-2'] };
  expect(fold({ ...OPENED, hits }, hit('low', 40, 55, 'event-2', 'event-3')).hits).toEqual({
    count: 4,
    firstAt: 40,
    lastAt: 60,
    events: ['event-1', 'event-2', 'event-3'],
  });
  expect(fold(OPENED, hit('low', 40, 55, 'event-2')).hits).toMatchObject({ count: 1, firstAt: 40 });
  const many = Array.from({ length: MOST_EVIDENCE }, (_, index) => `more-${String(index)}`);
  expect(fold({ ...OPENED, hits }, hit('low', 1, 99, ...many)).hits).toEqual({
    count: MOST_EVIDENCE + 2,
    firstAt: 1,
    lastAt: 99,
    events: ['event-1', 'event-2', ...many].slice(0, MOST_EVIDENCE),
  });
});

describe('how grave it is', () => {
  const sensitive = { phiKinds: ['name', 'hiv'] } as const;
  const cases: readonly (readonly [Severity, State, number | undefined, object, Severity])[] = [
    ['high', 'confirmed', undefined, {}, 'high'],
    ['low', 'triage', 499, sensitive, 'low'],
    ['low', 'triage', 500, {}, 'medium'],
    ['low', 'triage', 500, sensitive, 'high'],
    ['low', 'triage', 500, { phiKinds: ['name'] }, 'medium'],
    ['high', 'triage', 499, {}, 'high'],
    ['high', 'investigating', 500, {}, 'high'],
    ['high', 'confirmed', 499, {}, 'low'],
    ['high', 'contained', 500, {}, 'medium'],
    ['high', 'not-a-breach', 0, {}, 'low'],
  ];
  it.each(cases)(
    'detected as %s, %s, with %p persons and %j: %s',
    (detected, state, total, facts, is) => {
      const known = total === undefined ? {} : { counts: counts(total) };
      expect(severityOf(detected, { ...known, state, facts })).toBe(is);
    },
  );

  it('follows each change, and comes back when it is looked into again', () => {
    const known: readonly Change[] = [
      OPENED,
      hit('high', 1, 1, 'event-1'),
      hit('low', 2, 2, 'event-2'),
      { kind: 'counts', counts: counts(2) },
    ];
    expect(fold(...known.slice(0, 2)).severity).toBe('high');
    expect(fold(...known)).toMatchObject({ severity: 'high', detected: 'high' });
    expect(fold(...known, to('confirmed')).severity).toBe('low');
    expect(fold(...known, to('confirmed'), to('investigating')).severity).toBe('high');
  });

  it('is what it was, of an incident that does not say what was detected', () => {
    const { detected: _, ...older } = fold(OPENED);
    const [, entry] = entries(OPENED, { kind: 'counts', counts: counts(2) });
    if (entry === undefined) throw new Error('no entry');
    expect(applyEntry('incident-1', older, entry)).toMatchObject({
      severity: 'medium',
      detected: 'medium',
    });
  });
});

describe('what is no history', () => {
  it('has a gap', () => {
    const all = entries(OPENED, to('investigating'), to('confirmed'));
    for (const missing of [0, 1]) {
      expect(() => foldHistory('incident-1', all.toSpliced(missing, 1))).toThrow(RegisterItemError);
    }
    expect(() => foldHistory('incident-1', all.toReversed())).toThrow(RegisterItemError);
    expect(() => foldHistory('incident-1', [])).toThrow(/incident-1 lacks/);
    expect(() => fold(to('investigating'))).toThrow(RegisterItemError);
    const doubled = all.toSpliced(1, 0, ...all.slice(1, 2));
    expect(() => foldHistory('incident-1', doubled)).toThrow(RegisterItemError);
  });

  it('goes on after it was closed, or begins twice', () => {
    expect(() => fold(OPENED, OPENED)).toThrow(ChangeRefusedError);
    for (const state of STATES.filter((each) => each !== 'closed')) {
      expect(() => fold(OPENED, to('closed'), to(state))).toThrow(/is closed/);
    }
  });
});
