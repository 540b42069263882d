import fc from 'fast-check';
import type { Due } from '../../../../lambda/breach/clocks/clock';
import {
  addDays,
  addMonths,
  DayError,
  daysBetween,
  endOfYear,
  isDay,
  today,
} from '../../../../lambda/breach/clocks/day';
import { ourDiscovery } from '../../../../lambda/breach/clocks/discovery';
import { substituteRoute } from '../../../../lambda/breach/clocks/done';
import { duesOf, missingFor } from '../../../../lambda/breach/clocks/dues';
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

describe('days', () => {
  it.each([
    ['2026-11-25', true],
    ['2028-02-29', true],
    ['2000-02-29', true],
    ['0001-01-01', true],
    ['9999-12-31', true],
    ['2026-02-29', false],
    ['1900-02-29', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-04-31', false],
    ['2026-1-1', false],
    ['2026-01-01T00:00', false],
    ['+002026-01', false],
    ['tomorrow', false],
    ['', false],
  ])('says of %p whether it is one', (text, is) => {
    expect(isDay(text)).toBe(is);
  });

  it.each([
    ['2026-01-15', 60, '2026-03-16'],
    ['2026-12-31', 60, '2027-03-01'],
    ['2027-12-31', 60, '2028-02-29'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-03-01', -1, '2026-02-28'],
    ['2026-03-07', 2, '2026-03-09'],
    ['1970-01-01', -1, '1969-12-31'],
    ['2026-01-01', 0, '2026-01-01'],
  ])('adds to %s %d days: %s', (day, more, then) => {
    expect(addDays(day, more)).toBe(then);
    expect(daysBetween(day, then)).toBe(more);
    expect(addDays(then, -more)).toBe(day);
  });

  it.each([
    ['2026-01-31', 6, '2026-07-31'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2027-08-31', 6, '2028-02-29'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2026-12-01', 12, '2027-12-01'],
    ['2026-06-30', 6, '2026-12-30'],
    ['2026-12-31', 0, '2026-12-31'],
  ])('adds to %s %d months: %s', (day, months, then) => {
    expect(addMonths(day, months)).toBe(then);
  });

  it.each([
    ['the same moment east', '2026-03-08T10:30:00Z', 'Pacific/Kiritimati', '2026-03-09'],
    ['the same moment west', '2026-03-08T10:30:00Z', 'Pacific/Honolulu', '2026-03-08'],
    ['a moment before midnight', '2026-03-16T03:59:59.999Z', 'America/New_York', '2026-03-15'],
    ['midnight', '2026-03-16T04:00:00Z', 'America/New_York', '2026-03-16'],
    ['midnight in winter', '2026-01-01T05:00:00Z', 'America/New_York', '2026-01-01'],
    ['the end of a year', '2027-01-01T07:59:59Z', 'America/Los_Angeles', '2026-12-31'],
    ['UTC', '2028-02-29T23:59:59.999Z', 'UTC', '2028-02-29'],
  ])('knows the day: %s', (_, moment, timeZone, day) => {
    expect(today(Date.parse(moment), timeZone)).toBe(day);
  });

  it('refuses what is no day, without saying it again', () => {
    for (const wrong of [
      () => addDays('made-up-1', 1),
      () => daysBetween('2026-01-01', 'made-up-1'),
      () => endOfYear('made-up-1'),
      () => addMonths('2026-02-30', 1),
      () => addDays('9999-12-31', 1),
      () => addDays('2026-01-01', 0.5),
      () => addDays('2026-01-01', Number.NaN),
    ]) {
      expect(wrong).toThrow(DayError);
      expect(wrong).not.toThrow('made-up-1');
    }
    expect(() => today(Date.now(), 'Nowhere/Else')).toThrow(RangeError);
  });
});

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
        '45 CFR 164.410(b), 164.314(a)(2)(iii)',
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
    expect(holdEnd(given)).toBe(end);
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
      'a written one that is shorter than the oral one before it',
      [hold('oral', '2026-03-06'), hold('written', '2026-03-10', '2026-03-20')],
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

describe('what is done', () => {
  const done = (clock: string, known: Partial<Incident>) => one(clock, known)?.done;

  it('takes the first notice of the kind, of the State and of the associate', () => {
    const known = {
      counts: counts(1002, { NV: 501, CA: 501 }),
      associates: [
        associate('a', { discoveredOn: '2026-01-16' }),
        associate('b', { discoveredOn: '2026-01-16', notifiedOn: '2026-01-19' }),
      ],
      notices: [
        notice('individuals', '2026-02-03'),
        notice('individuals', '2026-02-02'),
        notice('media', '2026-02-04', { jurisdiction: 'CA' }),
        notice('media', '2026-02-05'),
        notice('urgent', '2026-01-20'),
        notice('other', '2026-01-20'),
        notice('hhs', '2026-02-06'),
        notice('business-associate', '2026-01-18', { associate: 'b' }),
      ],
    };
    expect(dues(known).map(({ clock, done: day }) => [clock, day])).toEqual([
      ['individuals', '2026-02-02'],
      ['media:CA', '2026-02-04'],
      ['media:NV', undefined],
      ['hhs', '2026-02-06'],
      ['business-associate:a', undefined],
      ['business-associate:b', '2026-01-18'],
    ]);
  });

  it('takes persons for told when the last mailing reached the last of them', () => {
    const mailings = [
      notice('individuals', '2026-02-10', { persons: 6 }),
      notice('individuals', '2026-02-01', { persons: 3 }),
    ];
    const told = (total: number, unreachable = 0) =>
      done('individuals', { counts: counts(total, {}, unreachable), notices: mailings });
    expect(told(3)).toBe('2026-02-01');
    expect(told(4)).toBe('2026-02-10');
    expect(told(9)).toBe('2026-02-10');
    expect(told(10)).toBeUndefined();
    expect(told(11, 2)).toBe('2026-02-10');
    expect(done('individuals', { notices: mailings })).toBeUndefined();
    expect(done('individuals', { notices: [notice('individuals', '2026-02-01')] })).toBe(
      '2026-02-01',
    );
  });

  it('takes what stands in place of letters for them where no letter can reach anybody', () => {
    const notices = [notice('substitute', '2026-02-01')];
    expect(done('individuals', { counts: counts(3, {}, 3), notices })).toBe('2026-02-01');
    expect(done('individuals', { counts: counts(3, {}, 2), notices })).toBeUndefined();
  });

  it.each([
    ['nobody', 0, undefined, undefined],
    ['one: a telephone call', 1, 'other-means', '2026-02-01'],
    ['9: a telephone call', 9, 'other-means', '2026-02-01'],
    ['10: a posting that stands 90 days', 10, 'posting', '2026-02-04'],
  ])('finds the way to whom no letter reaches: %s', (_, unreachable, route, day) => {
    const notices = [
      notice('substitute', '2026-02-01', { way: 'telephone', until: '2026-12-31' }),
      notice('substitute', '2026-02-02', { way: 'website', until: '2026-05-02' }),
      notice('substitute', '2026-02-03', { way: 'print-media' }),
      notice('substitute', '2026-02-04', { way: 'broadcast-media', until: '2026-05-05' }),
      notice('individuals', '2026-02-01', { way: 'website', until: '2026-12-31' }),
    ];
    const known = { counts: counts(20, {}, unreachable), notices };
    expect(substituteRoute(known.counts)).toBe(route);
    expect(done('substitute', known)).toBe(day);
    expect(one('substitute-posting', known)?.due).toBe(
      route === 'posting' ? '2026-05-05' : undefined,
    );
  });

  it('takes a posting for done when somebody shows that it stood for 90 days', () => {
    const posted = notice('substitute', '2026-02-01', { way: 'website', until: '2026-05-02' });
    const stood = (on: string, way: 'website' | 'telephone' = 'website') =>
      done('substitute-posting', {
        counts: counts(20, {}, 10),
        notices: [posted, notice('substitute', on, { way })],
      });
    expect(stood('2026-05-01')).toBeUndefined();
    expect(stood('2026-05-02', 'telephone')).toBeUndefined();
    expect(stood('2026-05-02')).toBe('2026-05-02');
  });

  it('aims at telling HHS when the persons are told', () => {
    const notices = [notice('individuals', '2026-01-20')];
    expect(one('hhs', { counts: counts(500), notices })).toMatchObject({
      target: '2026-01-20',
      due: '2026-03-16',
    });
    expect(one('hhs', { counts: counts(499), notices })?.target).toBe('2027-01-30');
  });

  it('says what is missing before an incident is notified, and before it is closed', () => {
    const known = {
      counts: counts(1200, { CA: 600 }, 10),
      associates: [associate('a', { discoveredOn: '2026-01-16' })],
      notices: [notice('substitute', '2026-02-01', { way: 'website', until: '2026-05-02' })],
    };
    const missing = (to: 'notified' | 'closed', more: Partial<Incident>) =>
      missingFor(to, dues(more)).map(({ clock }) => clock);
    expect(missing('notified', known)).toEqual(['individuals', 'media:CA', 'hhs']);
    expect(missing('closed', known)).toEqual([
      'individuals',
      'substitute-posting',
      'media:CA',
      'hhs',
      'business-associate:a',
    ]);
    expect(missing('notified', {})).toEqual(['individuals', 'counts']);
    const small = { counts: counts(10), notices: [notice('individuals', '2026-02-01')] };
    expect(missing('notified', small)).toEqual([]);
    expect(missing('closed', small)).toEqual(['hhs']);
  });
});

describe('whatever is written down', () => {
  const day = fc.integer({ min: 0, max: 1500 }).map((after) => addDays('2025-06-01', after));
  const state = fc.constantFrom('CA', 'NV', 'PR');
  const aHold = fc
    .record({ kind: fc.constantFrom('written', 'oral'), statedOn: day, until: fc.option(day) })
    .map(({ kind, statedOn, until }) => hold(kind, statedOn, until ?? undefined));
  const known = fc
    .record({
      discoveredOn: day,
      residents: fc.dictionary(state, fc.integer({ min: 0, max: 1100 })),
      more: fc.integer({ min: 0, max: 1100 }),
      unreachable: fc.integer({ min: 0, max: 20 }),
      holds: fc.array(aHold, { maxLength: 3 }),
      associates: fc.array(
        fc.record({
          agent: fc.boolean(),
          worksFor: fc.option(fc.integer({ min: 0, max: 4 })),
          discoveredOn: fc.option(day),
          notifiedOn: fc.option(day),
          days: fc.option(fc.integer({ min: 1, max: 90 })),
        }),
        { maxLength: 4 },
      ),
      notices: fc.array(
        fc.record({
          kind: fc.constantFrom('individuals', 'substitute', 'media', 'hhs', 'business-associate'),
          on: day,
          way: fc.constantFrom('website', 'telephone'),
          until: fc.option(day),
          persons: fc.option(fc.integer({ min: 0, max: 1100 })),
          jurisdiction: fc.option(state),
        }),
        { maxLength: 4 },
      ),
      targetDays: fc.integer({ min: 1, max: 59 }),
    })
    .map(
      ({ discoveredOn, residents, more, unreachable, holds, associates, notices, targetDays }) => {
        const total = Object.values(residents).reduce((sum, many) => sum + many, more);
        return {
          rules: { targetDays },
          incident: madeUpIncident({
            discoveredOn,
            counts: counts(total, residents, Math.min(unreachable, total)),
            holds,
            associates: associates.map(({ agent, ...rest }, n) =>
              associate(`a${String(n)}`, {
                agent,
                ...present({ ...rest, worksFor: named(rest.worksFor) }),
              }),
            ),
            notices: notices.map(({ kind, on, ...rest }) => notice(kind, on, present(rest))),
          }),
        };
      },
    );
  const named = (n: number | null): string | null => (n === null ? null : `a${String(n)}`);

  it('is never due later than the law says, where nothing holds it up', () => {
    fc.assert(
      fc.property(known, ({ incident, rules }) => {
        const { discoveredOn, associates } = incident;
        for (const due of duesOf({ ...incident, holds: [] }, rules)) {
          expect(due.due).toBe(due.limit);
          if (due.clock === 'substitute-posting') continue;
          expect(due.target <= due.limit).toBe(true);
          const [, id] = due.clock.split('business-associate:');
          const own = associates.find((other) => other.associate === id)?.discoveredOn;
          const start = id === undefined ? discoveredOn : own;
          if (start === undefined) continue;
          const law = due.citation.endsWith('408(c)')
            ? addDays(endOfYear(start), 60)
            : addDays(start, 60);
          expect(due.limit <= law).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('names each clock once', () => {
    fc.assert(
      fc.property(known, ({ incident, rules }) => {
        const clocks = duesOf(incident, rules).map(({ clock }) => clock);
        expect(new Set(clocks).size).toBe(clocks.length);
        expect(clocks).toContain('individuals');
      }),
      { numRuns: 100 },
    );
  });

  it('is due no earlier when it was discovered later, when somebody holds it up, or when our goal is further', () => {
    fc.assert(
      fc.property(known, fc.nat({ max: 400 }), aHold, ({ incident, rules }, later, another) => {
        const before = duesOf(incident, rules);
        const changed: readonly (readonly Due[])[] = [
          duesOf({ ...incident, discoveredOn: addDays(incident.discoveredOn, later) }, rules),
          duesOf({ ...incident, holds: [...incident.holds, another] }, rules),
          duesOf(incident, { targetDays: rules.targetDays + 1 }),
        ];
        for (const after of changed) {
          expect(after.map(({ clock, done }) => [clock, done])).toEqual(
            before.map(({ clock, done }) => [clock, done]),
          );
          for (const [n, due] of before.entries()) {
            const then = after[n] ?? due;
            expect(
              then.target >= due.target && then.limit >= due.limit && then.due >= due.due,
            ).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('knows the number of days as a calendar does', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (days) => {
        const then = new Date(Date.UTC(1970, 0, 1 + days));
        const text = then.toISOString().slice(0, 10);
        expect(addDays('1970-01-01', days)).toBe(text);
        expect(daysBetween('1970-01-01', text)).toBe(days);
      }),
      { numRuns: 200 },
    );
  });
});

/** Without what is null. */
function present<T extends object>(fields: T): { readonly [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as {
    readonly [K in keyof T]?: NonNullable<T[K]>;
  };
}
