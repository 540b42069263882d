import fc from 'fast-check';
import type { Due } from '../../../../lambda/breach/clocks/clock';
import { addDays, earliest, endOfYear, latest } from '../../../../lambda/breach/clocks/day';
import { substituteRoute } from '../../../../lambda/breach/clocks/done';
import { duesOf, missingFor } from '../../../../lambda/breach/clocks/dues';
import type { Incident } from '../../../../lambda/breach/register/incident';
import { associate, counts, hold, madeUpIncident, notice } from '../support/made-up-incident';

const dues = (known: Partial<Incident> = {}): readonly Due[] =>
  duesOf(madeUpIncident(known), { targetDays: 30 });
const one = (clock: string, known: Partial<Incident> = {}): Due | undefined =>
  dues(known).find((due) => due.clock === clock);

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

  it('asks for letters again when there are more persons, and HHS again when they become 500', () => {
    const after = (total: number, ...reported: readonly number[]) =>
      dues({
        counts: counts(total, { CA: 300 }),
        notices: [
          notice('individuals', '2026-02-01', { persons: 300 }),
          ...reported.map((persons, n) => notice('hhs', `2026-02-0${String(n + 2)}`, { persons })),
        ],
      })
        .filter(({ clock }) => clock === 'individuals' || clock === 'hhs')
        .map(({ done: day, citation }) => [citation.slice(7), day]);
    expect(after(300, 300)).toEqual([
      ['164.404(b)', '2026-02-01'],
      ['164.408(c)', '2026-02-02'],
    ]);
    expect(after(301, 300)).toEqual([
      ['164.404(b)', undefined],
      ['164.408(c)', '2026-02-02'],
    ]);
    const late = ['164.404(b)', undefined];
    expect(after(6000, 300)).toEqual([late, ['164.408(b)', undefined]]);
    expect(after(6000, 300, 499)).toEqual([late, ['164.408(b)', undefined]]);
    expect(after(6000, 300, 500)).toEqual([late, ['164.408(b)', '2026-02-03']]);
  });

  it('takes what stands in place of letters for them where no letter can reach anybody', () => {
    const notices = [notice('substitute', '2026-02-01')];
    expect(done('individuals', { counts: counts(3, {}, 3), notices })).toBe('2026-02-01');
    expect(done('individuals', { counts: counts(3, {}, 2), notices })).toBeUndefined();
  });

  it('takes calls for enough when the last person was reached', () => {
    const calls = ['2026-02-01', '2026-02-05', '2026-02-09'].map((on, n) =>
      notice('substitute', on, { way: 'telephone', persons: [1, 7, 1][n] ?? 0 }),
    );
    const after = (many: number, total = 20) => {
      const known = { counts: counts(total, {}, 9), notices: calls.slice(0, many) };
      return [done('substitute', known), done('individuals', known)];
    };
    expect(after(1)).toEqual([undefined, undefined]);
    expect(after(2)).toEqual([undefined, undefined]);
    expect(after(3)).toEqual(['2026-02-09', undefined]);
    expect(after(2, 9)).toEqual([undefined, undefined]);
    expect(after(3, 9)).toEqual(['2026-02-09', '2026-02-09']);
  });

  it('takes a posting for the notice of all who can be told in no other way', () => {
    const posted = { way: 'website', until: '2026-12-31', persons: 3 } as const;
    const known = {
      counts: counts(12, {}, 12),
      notices: [notice('substitute', '2026-02-01', posted)],
    };
    expect(done('individuals', known)).toBe('2026-02-01');
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
    expect(missing('notified', known)).toEqual(['individuals', 'media:CA', 'hhs', 'residents']);
    expect(missing('closed', known)).toEqual([
      'individuals',
      'substitute-posting',
      'media:CA',
      'hhs',
      'residents',
      'business-associate:a',
    ]);
    expect(missing('notified', {})).toEqual(['individuals', 'counts']);
    const small = { counts: counts(10), notices: [notice('individuals', '2026-02-01')] };
    expect(missing('notified', small)).toEqual([]);
    expect(missing('closed', small)).toEqual(['hhs']);
    const told = [
      notice('individuals', '2026-02-01', { persons: 5000 }),
      notice('hhs', '2026-02-01', { persons: 5000 }),
    ];
    expect(missing('closed', { counts: counts(5000, { CA: 1 }), notices: told })).toEqual([
      'residents',
    ]);
    expect(missing('closed', { counts: counts(5000, { CA: 1, ZZ: 4999 }), notices: told })).toEqual(
      [],
    );
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
      { numRuns: 150 },
    );
  });

  it('is held up by no more than what is written, and by 30 days of talk', () => {
    fc.assert(
      fc.property(known, fc.array(aHold, { maxLength: 5 }), ({ incident, rules }, holds) => {
        const said = holds.filter(({ kind }) => kind === 'oral').map(({ statedOn }) => statedOn);
        const first = earliest(said);
        const end = latest([
          ...(first === undefined ? [] : [addDays(first, 30)]),
          ...holds.flatMap(({ kind, until }) => (kind === 'written' ? (until ?? []) : [])),
        ]);
        for (const { due, limit } of duesOf({ ...incident, holds }, rules)) {
          expect(due <= (latest([limit, end]) ?? limit)).toBe(true);
        }
      }),
      { numRuns: 100 },
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

  it('is due no earlier when it was discovered later, when somebody else holds it up, or when our goal is further', () => {
    fc.assert(
      fc.property(known, fc.nat({ max: 400 }), aHold, ({ incident, rules }, later, another) => {
        const plain = duesOf(incident, rules);
        // What is written may replace what was said, and end sooner.
        const written = incident.holds.filter(({ kind }) => kind === 'written');
        const changed: readonly (readonly [readonly Due[], readonly Due[]])[] = [
          [
            plain,
            duesOf({ ...incident, discoveredOn: addDays(incident.discoveredOn, later) }, rules),
          ],
          [
            duesOf({ ...incident, holds: written }, rules),
            duesOf({ ...incident, holds: [...written, another] }, rules),
          ],
          [plain, duesOf(incident, { targetDays: rules.targetDays + 1 })],
        ];
        for (const [before, after] of changed) {
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
      { numRuns: 150 },
    );
  });
});

/** Without what is null. */
function present<T extends object>(fields: T): { readonly [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as {
    readonly [K in keyof T]?: NonNullable<T[K]>;
  };
}
