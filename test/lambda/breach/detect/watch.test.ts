import fc from 'fast-check';
import { MOST } from '../../../../lambda/breach/detect/advance';
import type { ActorState, Hit } from '../../../../lambda/breach/detect/detector';
import { LATENESS_MS } from '../../../../lambda/breach/detect/detector';
import {
  UnreadableEventError,
  UnreadableStateError,
} from '../../../../lambda/breach/detect/errors';
import { RULES } from '../../../../lambda/breach/detect/rules';
import { readState, writeState } from '../../../../lambda/breach/detect/state';
import { EMPTY_STATE, watch } from '../../../../lambda/breach/detect/watch';
import type { Thresholds } from '../../../../lambda/breach/settings';
import type { RuleId } from '../../../../lambda/breach/vocabulary';
import type { AuditDraft, AuditEvent } from '../../../../lambda/shared/audit/event';
import { formatEventId } from '../../../../lambda/shared/audit/event-id';
import {
  DEFAULTS,
  exported,
  MINUTE,
  NOON,
  patient,
  refused,
  SECOND,
  SETTINGS,
  shared,
  SIGNED_IN,
  signInFailed,
  stamped,
  used,
  WATCHED,
} from '../support/acts';
import type { Act, Deed } from '../support/oracle';
import { brokenAt, draftOf } from '../support/oracle';

const PATIENTS = 4;
const PRODUCERS = ['A', 'Q'].map((letter) => letter.repeat(22));

const someone = fc.nat({ max: PATIENTS });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('export' as const, 'share' as const),
    records: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constant(11)),
    patient: someone,
  }),
  fc.record({
    kind: fc.constantFrom('view' as const, 'outside' as const, 'denied' as const),
    patient: someone,
  }),
  fc.record({
    kind: fc.constantFrom('wrong-password' as const, 'glass' as const, 'idle' as const),
  }),
);

const minutes = fc.constantFrom(1, 2, 5, 20);
const few = fc.integer({ min: 1, max: 4 });
const thresholds: fc.Arbitrary<Thresholds> = fc.record({
  bulkExport: fc.record({ records: fc.constantFrom(5, 10), minutes }),
  failedAccess: fc.record({ times: few, minutes }),
  failedSignIn: fc.record({ times: few, minutes }),
  outsideCareTeam: fc.record({ patients: few, minutes }),
  manyPatients: fc.record({ patients: few, minutes }),
  breakGlass: fc.record({ times: few, minutes }),
  afterHours: fc.constant(DEFAULTS.afterHours),
});

/** Forty minutes in which much meets on the edge of a window, or in one moment. */
const time = fc
  .tuple(fc.nat({ max: 40 }), fc.constantFrom(0, 0, 0, 1, -1))
  .map(([minute, off]) => NOON + minute * MINUTE + off);

const delay = fc.oneof(
  fc.constant(0),
  fc.nat({ max: LATENESS_MS }),
  fc.constantFrom(LATENESS_MS, LATENESS_MS - 1),
);

interface Told {
  readonly acts: readonly Act[];
  /** In the order of their arrival, and each as often as it comes. */
  readonly batches: readonly (readonly AuditEvent[])[];
}

/** Calls of one to three acts, and how each act arrives: late by `delay` at most, some twice, in batches of any size. */
function told(late: fc.Arbitrary<number>): fc.Arbitrary<Told> {
  const call = fc.record({
    deed,
    at: time,
    epoch: fc.constantFrom(...PRODUCERS),
    acts: fc.array(fc.array(late, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 }),
  });
  return fc
    .tuple(
      fc.array(call, { minLength: 1, maxLength: 30 }),
      fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 8 }),
    )
    .map(([calls, sizes]) => {
      const given = new Map<string, number>();
      const acts = calls.flatMap(({ deed, at, epoch, acts }) =>
        acts.map((late) => {
          const n = given.get(epoch) ?? 0;
          given.set(epoch, n + 1);
          return { deed, at, id: formatEventId({ epoch, n }), n, epoch, late };
        }),
      );
      const arrivals = acts
        .flatMap(({ deed, at, n, epoch, late }) =>
          late.map((delay) => ({
            when: at + delay,
            event: stamped(draftOf(deed), at, n, epoch),
          })),
        )
        .toSorted((a, b) => a.when - b.when)
        .map(({ event }) => event);
      return { acts, batches: cut(arrivals, sizes) };
    });
}

function cut<T>(items: readonly T[], sizes: readonly number[]): readonly (readonly T[])[] {
  const batches: T[][] = [];
  for (let at = 0, batch = 0; at < items.length; batch += 1) {
    const size = sizes[batch % sizes.length] ?? 1;
    batches.push(items.slice(at, at + size));
    at += size;
  }
  return batches;
}

/** What is told of all batches, with the state kept as text in between. */
function hitsOf(
  batches: readonly (readonly AuditEvent[])[],
  thresholds: Thresholds,
): readonly Hit[] {
  let state: ActorState = EMPTY_STATE;
  return batches.flatMap((batch) => {
    const found = watch(state, batch, { ...WATCHED, settings: { ...SETTINGS, thresholds } });
    state = readState(writeState(found.state));
    expect(state).toEqual(found.state);
    return found.hits;
  });
}

const idsOf = (hits: readonly Hit[], rule: RuleId): readonly string[] =>
  hits
    .filter((hit) => hit.rule === rule)
    .map(({ eventId }) => eventId)
    .toSorted();

it('tells what the oracle tells, each once, however events are cut, late or given again', () => {
  fc.assert(
    fc.property(told(delay), thresholds, ({ acts, batches }, thresholds) => {
      const hits = hitsOf(batches, thresholds);
      for (const [rule, ids] of Object.entries(brokenAt(acts, thresholds))) {
        expect({ rule, ids: idsOf(hits, rule as RuleId) }).toEqual({ rule, ids });
      }
    }),
    { numRuns: 200 },
  );
});

it('tells nothing that is not so, however late events come', () => {
  fc.assert(
    fc.property(
      told(fc.nat({ max: 120 * MINUTE })),
      thresholds,
      ({ acts, batches }, thresholds) => {
        const broken = brokenAt(acts, thresholds);
        const hits = hitsOf(batches, thresholds);
        for (const { rule, eventId } of hits) expect(broken[rule]).toContain(eventId);
        // At the event itself, each time the same.
        for (const { at, eventId } of hits) {
          expect(acts.find(({ id }) => id === eventId)?.at).toBe(at);
        }
      },
    ),
    { numRuns: 60 },
  );
});

describe('each rule of a window, at its edge', () => {
  interface Edge {
    readonly rule: RuleId;
    /** The act that is one of many, and how many of it are just too few. */
    readonly act: (n: number) => AuditDraft;
    readonly tooFew: number;
    readonly minutes: number;
  }
  const edges: readonly Edge[] = [
    { rule: 'bulk-export', act: () => exported(1), tooFew: 1000, minutes: 10 },
    { rule: 'bulk-export', act: () => shared(100), tooFew: 10, minutes: 10 },
    { rule: 'failed-access', act: () => refused('not-permitted'), tooFew: 9, minutes: 5 },
    { rule: 'failed-sign-in', act: () => signInFailed('wrong-password'), tooFew: 4, minutes: 30 },
    {
      rule: 'outside-care-team',
      act: (n) => refused('no-care-relation', n),
      tooFew: 4,
      minutes: 60,
    },
    { rule: 'many-patients', act: used, tooFew: 150, minutes: 60 },
  ];

  it.each(edges)(
    '$rule: $tooFew are too few, one more is not',
    ({ rule, act, tooFew, minutes }) => {
      const length = minutes * MINUTE;
      /** So many acts evenly spread over so long, the last of them at its end. */
      const spread = (count: number, over: number): readonly AuditEvent[] =>
        Array.from({ length: count }, (_, n) =>
          stamped(act(n), NOON + Math.floor((over * n) / (count - 1)), 2 * n),
        );
      const told = (events: readonly AuditEvent[]): readonly Hit[] =>
        watch(EMPTY_STATE, events, WATCHED).hits.filter((hit) => hit.rule === rule);
      expect(told(spread(tooFew, length - 1))).toEqual([]);
      const full = spread(tooFew + 1, length - 1);
      expect(told(full)).toEqual([
        {
          rule,
          severity: RULES[rule].severity,
          at: NOON + length - 1,
          eventId: full.at(-1)?.eventId,
        },
      ]);
      // The first one has left the window when the last comes.
      expect(told(spread(tooFew + 1, length))).toEqual([]);
    },
  );
});

describe('an act that comes as late as it may', () => {
  const LENGTH = 30 * MINUTE;
  const newest = NOON + LENGTH + LATENESS_MS - 1;
  const late = newest - LATENESS_MS;

  it('meets the oldest of its window', () => {
    const settings = {
      ...SETTINGS,
      thresholds: { ...DEFAULTS, failedSignIn: { times: 3, minutes: 30 } },
    };
    let state: ActorState = EMPTY_STATE;
    const hits = [NOON, newest, late, late].flatMap((at, n) => {
      const failure = stamped(signInFailed('wrong-password'), at, 2 * n);
      const found = watch(state, [failure], { ...WATCHED, settings });
      ({ state } = found);
      return found.hits;
    });
    expect(hits.map(({ at }) => at)).toEqual([late, late, newest]);
  });

  it('is new among patients, and breaks the rule at who was seen at that time', () => {
    const settings = {
      ...SETTINGS,
      thresholds: { ...DEFAULTS, manyPatients: { patients: 2, minutes: 30 } },
    };
    // The first one leaves the window a moment after the late one comes into it.
    const views = [
      stamped(used(0), NOON, 0),
      stamped(used(1), late, 2),
      stamped(used(1), newest, 4),
      stamped(used(2), late, 6),
    ];
    let state: ActorState = EMPTY_STATE;
    const hits = views.flatMap((event) => {
      const found = watch(state, [event], { ...WATCHED, settings });
      ({ state } = found);
      return found.hits;
    });
    expect(hits.map(({ eventId }) => eventId)).toEqual(
      [views[1], views[3]].map((event) => event?.eventId),
    );
  });
});

describe('bulk export', () => {
  const told = (...records: readonly number[]): readonly Hit[] =>
    watch(
      EMPTY_STATE,
      records.map((count, n) => stamped(exported(count), NOON + n * MINUTE, 2 * n)),
      WATCHED,
    ).hits.filter(({ rule }) => rule === 'bulk-export');

  it('takes a single event over the threshold, and the threshold itself for fair', () => {
    expect(told(1000)).toEqual([]);
    expect(told(1001)).toHaveLength(1);
    expect(told(1_000_000_000)).toHaveLength(1);
    expect(told(500, 500)).toEqual([]);
    expect(told(500, 501)).toHaveLength(1);
    expect(told(0, 1000, 0)).toEqual([]);
  });
});

describe('a call about many records', () => {
  const call = (draft: (n: number) => AuditDraft, at: number, first: number): AuditEvent[] =>
    Array.from({ length: 11 }, (_, n) => stamped(draft(n), at, first + n));

  it('is denied once, however much of it was denied', () => {
    const calls = Array.from({ length: 10 }, (_, n) =>
      call(() => refused('not-permitted'), NOON + n * SECOND, 100 * n),
    );
    expect(watch(EMPTY_STATE, calls.slice(0, 9).flat(), WATCHED).hits).toEqual([]);
    const { hits } = watch(EMPTY_STATE, calls.flat(), WATCHED);
    expect(hits.map(({ eventId }) => eventId)).toEqual(calls.at(-1)?.map(({ eventId }) => eventId));
  });

  it('is kept as one, in any order', () => {
    const events = call(used, NOON, 0);
    const texts = [events, events.toReversed()].map((order) => {
      let state: ActorState = EMPTY_STATE;
      for (const event of order) ({ state } = watch(state, [event], WATCHED));
      return state.windows['many-patients']?.moments;
    });
    expect(texts[0]).toHaveLength(1);
    expect(texts[1]).toEqual(texts[0]);
  });
});

it('keeps producers apart that write at one time, and number alike', () => {
  const [one = '', other = ''] = PRODUCERS;
  const events = [
    stamped(signInFailed('wrong-password'), NOON, 0, one),
    stamped(signInFailed('wrong-password'), NOON, 1, other),
  ];
  const { state } = watch(EMPTY_STATE, events, WATCHED);
  expect(state.windows['failed-sign-in']?.moments).toHaveLength(2);
  expect(watch(state, events.toReversed(), WATCHED).state).toBe(state);
});

it('counts a patient once whom somebody saw twice, and who is told late to have been seen in between', () => {
  const settings = {
    ...SETTINGS,
    thresholds: { ...DEFAULTS, manyPatients: { patients: 1, minutes: 10 } },
  };
  let state: ActorState = EMPTY_STATE;
  const hits = [0, 15, 7, 16].flatMap((minute, n) => {
    const event = stamped(used(0), NOON + minute * MINUTE, 2 * n);
    const found = watch(state, [event], { ...WATCHED, settings });
    ({ state } = found);
    return found.hits;
  });
  expect(hits).toEqual([]);
  expect(state.windows['many-patients']?.spans).toHaveLength(1);
});

it('leaves the state as it is, the same object, where nothing is counted', () => {
  const { state } = watch(EMPTY_STATE, [stamped(used(1), NOON, 1)], WATCHED);
  const idle = stamped(signInFailed('session-idle', 'authenticate'), NOON, 2);
  const again = stamped(used(1), NOON, 1);
  expect(watch(state, [idle, again, stamped(SIGNED_IN, NOON, 3)], WATCHED)).toEqual({
    state,
    hits: [],
  });
  expect(watch(state, [again], WATCHED).state).toBe(state);
});

it('changes no state that it was given', () => {
  const events = Array.from({ length: 12 }, (_, n) =>
    stamped(refused('no-care-relation', n), NOON + n, 3 * n),
  );
  const { state } = watch(EMPTY_STATE, events.slice(0, 6), WATCHED);
  const before = writeState(state);
  watch(state, events, WATCHED);
  expect(writeState(state)).toBe(before);
});

it('reckons with the thresholds of the tenant, and of the zone for what it does not say', () => {
  const settings = {
    ...SETTINGS,
    tenants: { [WATCHED.tenant]: { failedAccess: { times: 2, minutes: 1 } } },
  };
  const events = [
    ...[0, 1].map((n) => stamped(refused('not-permitted'), NOON + n, 2 * n)),
    stamped(exported(1001), NOON + 5, 20),
  ];
  const rules = (tenant: string): readonly string[] =>
    watch(EMPTY_STATE, events, { ...WATCHED, tenant, settings }).hits.map(({ rule }) => rule);
  expect(rules(WATCHED.tenant)).toEqual(['failed-access', 'bulk-export']);
  expect(rules('other-tenant')).toEqual(['bulk-export']);
  expect(rules('constructor')).toEqual(['bulk-export']);
});

it('refuses an event that the ledger would not take', () => {
  const event = stamped(used(1), NOON, 1);
  expect(() => watch(EMPTY_STATE, [{ ...event, eventId: 'x-1' }], WATCHED)).toThrow(
    UnreadableEventError,
  );
  expect(() => watch(EMPTY_STATE, [{ ...event, time: 'noon' }], WATCHED)).toThrow(
    UnreadableEventError,
  );
});

describe('more than a state holds', () => {
  /** So many acts at equal distances, in batches of a hundred. */
  const run = (
    count: number,
    apart: number,
    draft: (n: number) => AuditDraft,
    thresholds: Thresholds = DEFAULTS,
  ) => {
    const events = Array.from({ length: count }, (_, n) =>
      stamped(draft(n), NOON + n * apart, 2 * n),
    );
    let state: ActorState = EMPTY_STATE;
    const hits = cut(events, [100]).flatMap((batch) => {
      const found = watch(state, batch, { ...WATCHED, settings: { ...SETTINGS, thresholds } });
      ({ state } = found);
      expect(writeState(state).length).toBeLessThan(150_000);
      return found.hits;
    });
    return { events, state, hits };
  };

  it('an exporter of eight thousand single records in half an hour: told of each past the threshold', () => {
    const { events, hits } = run(8000, 220, () => exported(1));
    expect(idsOf(hits, 'bulk-export')).toEqual(
      events
        .slice(1000)
        .map(({ eventId }) => eventId)
        .toSorted(),
    );
    expect(idsOf(hits, 'many-patients')).toEqual([]);
  });

  it('three thousand denials, four thousand patients: told of each past the threshold', () => {
    const denied = run(3000, SECOND, () => refused('not-permitted'));
    expect(idsOf(denied.hits, 'failed-access')).toHaveLength(3000 - 9);
    const patients = { ...DEFAULTS, manyPatients: { patients: 1000, minutes: 60 } };
    const seen = run(4500, SECOND, used, patients);
    expect(idsOf(seen.hits, 'many-patients')).toHaveLength(4500 - 1000);
  });

  it('who does more than that breaks the rule, whatever its threshold', () => {
    const high = { ...DEFAULTS, failedAccess: { times: 1_000_000, minutes: 60 } };
    const denied = run(600, SECOND, () => refused('not-permitted'), high);
    expect(idsOf(denied.hits, 'failed-access')).toHaveLength(1);
    const patients = { ...DEFAULTS, manyPatients: { patients: 1_000_000, minutes: 60 } };
    expect(idsOf(run(500, SECOND, used, patients).hits, 'many-patients')).toHaveLength(0);
    expect(idsOf(run(3000, SECOND, used, patients).hits, 'many-patients').length).toBeGreaterThan(
      0,
    );
  });

  it('who looks at one patient all the time does not, and is still found when others come late', () => {
    const { state, hits } = run(2000, 400, () => used(0));
    expect(hits).toEqual([]);
    const end = NOON + 2000 * 400;
    const late = Array.from({ length: 150 }, (_, n) =>
      stamped(used(n + 1), end - LATENESS_MS + 5 * MINUTE + n, 10_000 + 2 * n),
    );
    const found = watch(state, late, WATCHED);
    expect(new Set(found.hits.map(({ rule }) => rule))).toEqual(new Set(['many-patients']));
  });
});

describe('a state', () => {
  const { state } = watch(
    EMPTY_STATE,
    [stamped(exported(5, 3), NOON, 7), stamped(refused('no-care-relation', 2), NOON + 5, 9)],
    WATCHED,
  );
  const text = writeState(state);

  it('is short', () => {
    expect(text).toBe(
      `[1,["${'A'.repeat(22)}"],["bulk-export",[${NOON},0,7,0,5,0],[]],["failed-access",[${NOON + 5},0,9,0,1,0],[]],["outside-care-team",[${NOON + 5},0,9,0,1,0],["000000000000000000002A",${NOON + 5},0]],["many-patients",[${NOON},0,7,0,1,0],["000000000000000000003A",${NOON},0]]]`,
    );
    expect(readState(text)).toEqual(state);
    expect(readState(writeState(EMPTY_STATE))).toEqual(EMPTY_STATE);
  });

  it('fits into an item of DynamoDB, also when every rule holds as much as it may', () => {
    const windows = Object.fromEntries(
      Object.values(RULES).map(({ id, measure }) => {
        const many = Array.from({ length: MOST[measure] }, (_, n) => n);
        const moments = many.map((n) => ({
          time: NOON + n * 100_000,
          epoch: String(n % 200).padStart(22, 'A'),
          from: 900_000_000 + n,
          to: 900_000_499 + n,
          weight: measure === 'records' ? 1_000_000_000 : 500,
          hit: false,
        }));
        const spans = many.map((n) => ({
          patient: patient(n),
          from: NOON + n * 100_000,
          last: NOON + n * 100_000 + 9 * MINUTE,
        }));
        return [id, { moments, spans: measure === 'patients' ? spans : [] }];
      }),
    );
    expect(writeState({ windows }).length).toBeLessThan(380_000);
  });

  it.each([
    ['nothing', ''],
    ['no list', '{}'],
    ['another format', text.replace('[1,', '[2,')],
    ['no epochs', '[1]'],
    ['an epoch of another length', text.replace('AA', 'A')],
    ['another rule', text.replace('bulk-export', 'bulk')],
    ['a rule twice', text.replace('bulk-export', 'failed-access')],
    ['half a moment', text.replace(',5,0],[]]', ',5],[]]')],
    ['an epoch that is not there', text.replace(`${NOON},0,7`, `${NOON},1,7`)],
    ['a moment before all time', text.replace(`${NOON},0,7`, `-1,0,7`)],
    ['a text for a number', text.replace(`${NOON},0,7`, `"${NOON}",0,7`)],
    ['a part of a number', text.replace(',0,7,0,5', ',0,7,0,0.5')],
    ['no weight', text.replace(',0,7,0,5', ',0,7,0,0')],
    ['a run backwards', text.replace(',0,7,0,5', ',0,7,-1,5')],
    ['neither told nor not', text.replace(',0,7,0,5,0', ',0,7,0,5,2')],
    ['a patient of another length', text.replace('000002A', '000002')],
    ['a span backwards', text.replace(`${NOON + 5},0]]`, `${NOON + 5},-1]]`)],
    ['half a span', text.replace(`,${NOON + 5},0]]`, `,${NOON + 5}]]`)],
  ])('with %s is refused', (_, spoilt) => {
    expect(spoilt).not.toBe(text);
    expect(() => readState(spoilt)).toThrow(UnreadableStateError);
  });
});
