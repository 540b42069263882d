import type { Due } from '../../../../lambda/breach/clocks/clock';
import { addDays } from '../../../../lambda/breach/clocks/day';
import { ourDiscovery } from '../../../../lambda/breach/clocks/discovery';
import { duesOf } from '../../../../lambda/breach/clocks/dues';
import { holdEnd } from '../../../../lambda/breach/clocks/holds';
import type { Incident } from '../../../../lambda/breach/register/incident';
import { STATES } from '../../../../lambda/breach/vocabulary';
import { associate, counts, hold, madeUpIncident, notice } from '../support/made-up-incident';

const RULES = { targetDays: 30 };
const dues = (known: Partial<Incident> = {}): readonly Due[] =>
  duesOf(madeUpIncident(known), RULES);
/** What is due of an incident, by clock. */
const days = (known: Partial<Incident> = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(dues(known).map(({ clock, due }) => [clock, due]));
const one = (clock: string, known: Partial<Incident> = {}): Due | undefined =>
  dues(known).find((due) => due.clock === clock);

// The vectors of docs/adr/0026-clocks.md, and both sides of every threshold.
describe('what is due', () => {
  it.each([
    [
      'persons, 60 days after discovery',
      { counts: counts(10) },
      { individuals: '2026-03-16', hhs: '2027-03-01' },
    ],
    [
      '499 persons on the last day of a year: HHS on the same day by another rule',
      { discoveredOn: '2026-12-31', counts: counts(499) },
      { individuals: '2027-03-01', hhs: '2027-03-01' },
    ],
    [
      'the first day of a year: a year and 60 days later',
      { discoveredOn: '2027-01-01', counts: counts(499) },
      { individuals: '2027-03-02', hhs: '2028-02-29' },
    ],
    [
      'the yearly log before a leap day',
      { discoveredOn: '2027-06-01', counts: counts(10) },
      { individuals: '2027-07-31', hhs: '2028-02-29' },
    ],
    [
      'the yearly log in a leap year: that of the next one',
      { discoveredOn: '2028-02-29', counts: counts(1) },
      { individuals: '2028-04-29', hhs: '2029-03-01' },
    ],
    [
      'the yearly log of a year found in 2023',
      { discoveredOn: '2023-11-30', counts: counts(10) },
      { individuals: '2024-01-29', hhs: '2024-02-29' },
    ],
    [
      '499 in one State: no media, HHS once a year',
      { counts: counts(499) },
      { individuals: '2026-03-16', hhs: '2027-03-01' },
    ],
    [
      '500 in one State: HHS with the persons, no media',
      { counts: counts(500) },
      { individuals: '2026-03-16', hhs: '2026-03-16' },
    ],
    [
      '501 in one State: media too',
      { counts: counts(501) },
      { individuals: '2026-03-16', 'media:CA': '2026-03-16', hhs: '2026-03-16' },
    ],
    [
      '600 over two States: no media',
      { counts: counts(600, { CA: 300, NV: 300 }) },
      { individuals: '2026-03-16', hhs: '2026-03-16' },
    ],
    [
      '1001 over two States: the media of one',
      { counts: counts(1001, { NV: 500, CA: 501 }) },
      { individuals: '2026-03-16', 'media:CA': '2026-03-16', hhs: '2026-03-16' },
    ],
    [
      '1002 over two States: the media of both',
      { counts: counts(1002, { NV: 501, CA: 501 }) },
      {
        individuals: '2026-03-16',
        'media:CA': '2026-03-16',
        'media:NV': '2026-03-16',
        hhs: '2026-03-16',
      },
    ],
    [
      'nobody knows how many: persons, and to find out how many',
      {},
      { individuals: '2026-03-16', counts: '2026-03-16' },
    ],
    [
      '500 of whom nobody knows the State: they cannot be too many in one',
      { counts: counts(500, {}) },
      { individuals: '2026-03-16', hhs: '2026-03-16' },
    ],
    [
      '501 of whom nobody knows the State: to find out',
      { counts: counts(501, {}) },
      { individuals: '2026-03-16', hhs: '2026-03-16', counts: '2026-03-16' },
    ],
    [
      '101 of 501 of whom nobody knows the State: they may be in the one with 400',
      { counts: counts(501, { CA: 400 }) },
      { individuals: '2026-03-16', hhs: '2026-03-16', residents: '2026-03-16' },
    ],
    [
      '100 of 600 of whom nobody knows the State: 500 is the most of any',
      { counts: counts(600, { CA: 400, NV: 100 }) },
      { individuals: '2026-03-16', hhs: '2026-03-16' },
    ],
    [
      '501 of whom nobody knows the State beside one that is over: another may be',
      { counts: counts(1002, { CA: 501 }) },
      {
        individuals: '2026-03-16',
        'media:CA': '2026-03-16',
        hhs: '2026-03-16',
        residents: '2026-03-16',
      },
    ],
    [
      '500 of whom nobody knows the State beside one that is over: none other can be',
      { counts: counts(1001, { CA: 501 }) },
      { individuals: '2026-03-16', 'media:CA': '2026-03-16', hhs: '2026-03-16' },
    ],
    [
      '4999 of 5000 of whom nobody knows the State',
      { counts: counts(5000, { CA: 1 }) },
      { individuals: '2026-03-16', hhs: '2026-03-16', residents: '2026-03-16' },
    ],
    [
      '4999 of 5000 who live in no State: no media',
      { counts: counts(5000, { CA: 1, ZZ: 4999 }) },
      { individuals: '2026-03-16', hhs: '2026-03-16' },
    ],
    [
      '501 of 5000 of whom nobody knows the State beside many who live in none',
      { counts: counts(5000, { ZZ: 4499 }) },
      { individuals: '2026-03-16', hhs: '2026-03-16', residents: '2026-03-16' },
    ],
    [
      '500 of 5000 of whom nobody knows the State beside many who live in none',
      { counts: counts(5000, { ZZ: 4500 }) },
      { individuals: '2026-03-16', hhs: '2026-03-16' },
    ],
    [
      '9 addresses that are no good',
      { counts: counts(10, { CA: 10 }, 9) },
      { individuals: '2026-03-16', substitute: '2026-03-16', hhs: '2027-03-01' },
    ],
  ] as const)('%s', (_, known, due) => {
    expect(days(known)).toEqual(due);
    expect(Object.keys(days(known))).toEqual(Object.keys(due));
  });

  it('cites for each clock the rule that starts it, and aims at a day before it', () => {
    const known = {
      counts: counts(1200, { CA: 600 }, 10),
      associates: [
        associate('billing', { discoveredOn: '2026-01-20', notifiedOn: '2026-01-25' }),
        associate('hosting', { discoveredOn: '2026-01-10', worksFor: 'billing', days: 5 }),
      ],
    };
    const row = ({ clock, citation, target, limit }: Due) => [clock, citation, target, limit];
    expect(dues(known).map(row)).toEqual([
      ['individuals', '45 CFR 164.404(b)', '2026-02-14', '2026-03-16'],
      ['substitute', '45 CFR 164.404(d)(2)(ii)', '2026-02-14', '2026-03-16'],
      ['media:CA', '45 CFR 164.406', '2026-02-14', '2026-03-16'],
      ['hhs', '45 CFR 164.408(b)', '2026-02-14', '2026-03-16'],
      ['residents', '45 CFR 164.406, 164.408', '2026-02-14', '2026-03-16'],
      ['business-associate:billing', '45 CFR 164.410(b)', '2026-02-19', '2026-03-21'],
      [
        'business-associate:hosting',
        'agreement, within 45 CFR 164.410(b), 164.314(a)(2)(iii)',
        '2026-01-15',
        '2026-01-15',
      ],
    ]);
    expect(one('hhs', { counts: counts(10) })).toEqual({
      clock: 'hhs',
      citation: '45 CFR 164.408(c)',
      target: '2027-01-30',
      limit: '2027-03-01',
      due: '2027-03-01',
    });
    expect(one('substitute', { counts: counts(9, { CA: 9 }, 9) })?.citation).toBe(
      '45 CFR 164.404(d)(2)(i)',
    );
    expect(one('counts')?.citation).toBe('45 CFR 164.406, 164.408');
  });

  it('counts down from discovery in every state but the two in which nothing is due', () => {
    const withDues = STATES.filter((state) => dues({ state, counts: counts(501) }).length === 3);
    expect(withDues).toEqual(['triage', 'investigating', 'confirmed', 'contained', 'notified']);
    for (const state of ['not-a-breach', 'closed'] as const) expect(dues({ state })).toEqual([]);
    expect(days({ drill: true })).toEqual(days());
  });
});

describe('when we discovered it', () => {
  it.each([
    [
      'an agent knew before us',
      [associate('a', { agent: true, discoveredOn: '2026-01-02' })],
      '2026-01-02',
    ],
    [
      'an agent knew after us',
      [associate('a', { agent: true, discoveredOn: '2026-01-20' })],
      '2026-01-15',
    ],
    ['a contractor knew before us', [associate('a', { discoveredOn: '2026-01-02' })], '2026-01-15'],
    [
      'a contractor told before we wrote it down',
      [associate('a', { discoveredOn: '2026-01-02', notifiedOn: '2026-01-12' })],
      '2026-01-12',
    ],
    [
      'an agent told, and nobody knows when it knew',
      [associate('a', { agent: true, notifiedOn: '2026-01-12' })],
      '2026-01-12',
    ],
    [
      'an agent of our agent knew',
      [
        associate('a', { agent: true }),
        associate('b', { agent: true, worksFor: 'a', discoveredOn: '2026-01-03' }),
      ],
      '2026-01-03',
    ],
    [
      'a contractor told our agent',
      [
        associate('a', { agent: true }),
        associate('b', { worksFor: 'a', discoveredOn: '2026-01-03', notifiedOn: '2026-01-04' }),
      ],
      '2026-01-04',
    ],
    [
      'an agent of a contractor knew: it is the contractor that knew, and not we',
      [
        associate('a', { discoveredOn: '2026-01-09' }),
        associate('b', { agent: true, worksFor: 'a', discoveredOn: '2026-01-03' }),
      ],
      '2026-01-15',
    ],
    [
      'an agent of somebody who is not written down knew',
      [associate('b', { agent: true, worksFor: 'gone', discoveredOn: '2026-01-03' })],
      '2026-01-03',
    ],
    [
      'agents that work for each other knew',
      [
        associate('a', { agent: true, worksFor: 'b', discoveredOn: '2026-01-04' }),
        associate('b', { agent: true, worksFor: 'a', discoveredOn: '2026-01-03' }),
      ],
      '2026-01-03',
    ],
  ] as const)('%s', (_, associates, day) => {
    expect(ourDiscovery(madeUpIncident({ associates }))).toBe(day);
    expect(one('individuals', { associates })?.limit).toBe(addDays(day, 60));
  });

  it('takes the notice of a contractor for the day on which it told us', () => {
    const known = {
      associates: [associate('a', { discoveredOn: '2026-01-02' }), associate('b')],
      notices: [notice('business-associate', '2026-01-11', { associate: 'a' })],
    };
    expect(ourDiscovery(madeUpIncident(known))).toBe('2026-01-11');
    expect(one('business-associate:a', known)?.done).toBe('2026-01-11');
  });

  it('starts the clock of an associate when it, or whose knowledge counts as its own, knew', () => {
    const associates = [
      associate('a', { discoveredOn: '2026-01-09', days: 90 }),
      associate('b', { agent: true, worksFor: 'a', discoveredOn: '2026-01-03', days: 10 }),
      associate('c', { worksFor: 'a' }),
    ];
    expect(one('business-associate:a', { associates })?.limit).toBe('2026-03-04');
    expect(one('business-associate:b', { associates })?.limit).toBe('2026-01-13');
    expect(one('business-associate:c', { associates })).toBeUndefined();
  });

  it('takes the year of that day for the yearly log', () => {
    const associates = [associate('a', { agent: true, discoveredOn: '2025-12-31' })];
    expect(one('hhs', { associates, counts: counts(1) })?.due).toBe('2026-03-01');
  });
});

describe('what holds up', () => {
  it.each([
    ['written', hold('written', '2026-03-06', '2026-06-30'), '2026-06-30'],
    ['written without a time', hold('written', '2026-03-06'), undefined],
    ['oral, 30 days', hold('oral', '2026-03-06'), '2026-04-05'],
    ['oral, and shorter', hold('oral', '2026-03-06', '2026-03-20'), '2026-03-20'],
    ['oral, and longer than it may be', hold('oral', '2026-03-06', '2026-12-31'), '2026-04-05'],
  ])('%s', (_, given, end) => {
    expect(holdEnd(given, [given])).toBe(end);
  });

  it.each([
    ['oral on day 50: day 80', [hold('oral', '2026-03-06')], '2026-04-05', '2026-04-05'],
    ['oral on day 10: it ends before', [hold('oral', '2026-01-25')], '2026-02-24', '2026-03-16'],
    [
      'oral on day 30: it ends on the day',
      [hold('oral', '2026-02-14')],
      '2026-03-16',
      '2026-03-16',
    ],
    ['oral on day 31: a day more', [hold('oral', '2026-02-15')], '2026-03-17', '2026-03-17'],
    [
      'written to before our own goal',
      [hold('written', '2026-01-16', '2026-02-13')],
      '2026-02-14',
      '2026-03-16',
    ],
    [
      'written on day 70',
      [hold('written', '2026-03-26', '2026-05-01')],
      '2026-05-01',
      '2026-05-01',
    ],
    [
      'a written one after an oral one',
      [hold('oral', '2026-03-06'), hold('written', '2026-03-20', '2026-09-01')],
      '2026-09-01',
      '2026-09-01',
    ],
    [
      'a written one that is shorter than the oral one before it: it replaces that one',
      [hold('oral', '2026-03-06'), hold('written', '2026-03-10', '2026-03-20')],
      '2026-03-20',
      '2026-03-20',
    ],
    [
      'a written one on the last of the 30 days, whichever was written down first',
      [hold('written', '2026-04-05', '2026-04-05'), hold('oral', '2026-03-06', '2026-04-01')],
      '2026-04-05',
      '2026-04-05',
    ],
    [
      'a written one after the 30 days replaces nothing',
      [hold('oral', '2026-03-06'), hold('written', '2026-04-06', '2026-04-07')],
      '2026-04-07',
      '2026-04-07',
    ],
    [
      'a written one of before the oral one replaces nothing',
      [hold('written', '2026-03-01', '2026-03-05'), hold('oral', '2026-03-06')],
      '2026-04-05',
      '2026-04-05',
    ],
    [
      'four oral ones, each before the one before it ends: 30 days from the first',
      ['2026-03-06', '2026-04-01', '2026-04-30', '2026-05-25'].map((on) => hold('oral', on)),
      '2026-04-05',
      '2026-04-05',
    ],
    [
      'a written one after the 30 days of the first of two oral ones replaces neither',
      [
        hold('oral', '2026-04-01'),
        hold('oral', '2026-03-06'),
        hold('written', '2026-04-10', '2026-04-20'),
      ],
      '2026-04-20',
      '2026-04-20',
    ],
    [
      'a written one without a time replaces nothing',
      [hold('oral', '2026-03-06'), hold('written', '2026-03-10')],
      '2026-04-05',
      '2026-04-05',
    ],
  ])('%s', (_, holds, target, due) => {
    expect(one('individuals', { holds })).toMatchObject({
      limit: '2026-03-16',
      target,
      due,
    });
  });

  it('moves what the rule gives an associate, and not the day of its agreement', () => {
    const owed = (days?: number) =>
      one('business-associate:billing', {
        associates: [
          associate('billing', {
            discoveredOn: '2026-01-20',
            ...(days === undefined ? {} : { days }),
          }),
        ],
        holds: [hold('written', '2026-01-21', '2026-06-30')],
      });
    const [agreed, held] = [owed(10), '2026-06-30'];
    expect(agreed).toEqual({
      clock: 'business-associate:billing',
      citation: 'agreement, within 45 CFR 164.410(b)',
      target: '2026-01-30',
      limit: '2026-01-30',
      due: '2026-01-30',
    });
    expect(owed(59)).toMatchObject({ target: '2026-02-19', due: '2026-03-20' });
    for (const days of [60, undefined]) {
      expect(owed(days)).toMatchObject({ citation: '45 CFR 164.410(b)', target: held, due: held });
    }
  });

  it('moves each notice, also what an associate owes and the yearly log, but no posting that stands', () => {
    const known = {
      counts: counts(1200, { CA: 600 }, 10),
      associates: [associate('billing', { discoveredOn: '2026-01-20' })],
      notices: [notice('substitute', '2026-01-30', { way: 'website', until: '2026-06-30' })],
      holds: [hold('written', '2026-02-01', '2027-04-01')],
    };
    const { 'substitute-posting': posted, ...moved } = days(known);
    expect(posted).toBe('2026-04-30');
    expect(Object.keys(moved)).toHaveLength(6);
    expect(new Set(Object.values(moved))).toEqual(new Set(['2027-04-01']));
    const log = one('hhs', { counts: counts(1), holds: known.holds });
    expect(log).toMatchObject({ limit: '2027-03-01', due: '2027-04-01' });
  });
});
