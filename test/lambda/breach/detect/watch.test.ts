import fc from 'fast-check';
import type { ActorState, Hit } from '../../../../lambda/breach/detect/detector';
import { LATENESS_MS } from '../../../../lambda/breach/detect/detector';
import { UnreadableEventError } from '../../../../lambda/breach/detect/errors';
import { RULES } from '../../../../lambda/breach/detect/rules';
import { readState, writeState } from '../../../../lambda/breach/detect/state';
import { EMPTY_STATE, watch } from '../../../../lambda/breach/detect/watch';
import type { Thresholds } from '../../../../lambda/breach/settings';
import type { RuleId } from '../../../../lambda/breach/vocabulary';
import type { AuditDraft, AuditEvent } from '../../../../lambda/shared/audit/event';
import {
  DEFAULTS,
  exported,
  GLASS,
  HOUR,
  MINUTE,
  NOON,
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
import { brokenAt } from '../support/oracle';
import { delay, idsOf, PRODUCERS, thresholds, told } from '../support/told';

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

  it('is another one than a second of the same millisecond', () => {
    const denied = (requestId: string) => ({ ...refused('not-permitted'), requestId });
    const events = Array.from({ length: 10 }, (_, n) =>
      call(() => denied(`request-${String(n)}`), NOON, 100 * n),
    );
    expect(watch(EMPTY_STATE, events.slice(0, 9).flat(), WATCHED).hits).toEqual([]);
    expect(watch(EMPTY_STATE, events.flat(), WATCHED).hits).toHaveLength(110);
  });

  it.each([
    ['was reported, whose teller chose the time', { idempotencyKey: 'key-1' }],
    ['names no request', { requestId: undefined }],
  ])('is none of what %s: each counts', (_, over) => {
    const events = Array.from({ length: 10 }, (__, n) =>
      stamped({ ...refused('not-permitted'), ...over } as AuditDraft, NOON, n),
    );
    expect(watch(EMPTY_STATE, events.slice(1), WATCHED).hits).toEqual([]);
    expect(watch(EMPTY_STATE, events, WATCHED).hits).toHaveLength(10);
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

it('says how many acts came too late to be counted for certain, each once', () => {
  const { state } = watch(EMPTY_STATE, [stamped(exported(1), NOON, 1)], WATCHED);
  const at = NOON - LATENESS_MS;
  const late = (from: ActorState, ...events: readonly AuditEvent[]): number =>
    watch(from, events, WATCHED).late;
  expect(late(state, stamped(exported(1), at, 3))).toBe(0);
  // Two rules count it.
  expect(late(state, stamped(exported(1), at - 1, 3))).toBe(1);
  expect(late(state, stamped(exported(1), at - 1, 3), stamped(used(1), at - 2, 5))).toBe(2);
  // Of that rule there is nothing newer.
  expect(late(state, stamped(signInFailed('wrong-password'), at - 1, 3))).toBe(0);
  const glass = watch(EMPTY_STATE, [stamped(GLASS, NOON, 1)], WATCHED);
  expect(late(glass.state, stamped(GLASS, at - HOUR, 3))).toBe(0);
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
    late: 0,
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
