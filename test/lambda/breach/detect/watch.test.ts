import fc from 'fast-check';
import type { ActorState, Hit } from '../../../../lambda/breach/detect/detector';
import { LATENESS_MS } from '../../../../lambda/breach/detect/detector';
import { readState, writeState } from '../../../../lambda/breach/detect/state';
import { EMPTY_STATE, watch } from '../../../../lambda/breach/detect/watch';
import type { Thresholds } from '../../../../lambda/breach/settings';
import type { RuleId } from '../../../../lambda/breach/vocabulary';
import type { AuditEvent } from '../../../../lambda/shared/audit/event';
import { formatEventId } from '../../../../lambda/shared/audit/event-id';
import { DEFAULTS, MINUTE, NOON, SETTINGS, stamped, WATCHED } from '../support/acts';
import type { Act, Deed } from '../support/oracle';
import { brokenAt, draftOf } from '../support/oracle';

const PATIENTS = 6;
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

const minutes = fc.constantFrom(1, 2, 10, 30);
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

/** An hour and a half in which much meets on the edge of a window, or in one moment. */
const time = fc
  .tuple(fc.nat({ max: 45 }), fc.constantFrom(0, 0, 0, 1, -1))
  .map(([twoMinutes, off]) => NOON + twoMinutes * 2 * MINUTE + off);

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

/** Acts, and how they arrive: late by `delay` at most, some twice, in batches of any size. */
function told(late: fc.Arbitrary<number>): fc.Arbitrary<Told> {
  const act = fc.record({
    deed,
    at: time,
    producer: fc.constantFrom(...PRODUCERS),
    late: fc.array(late, { minLength: 1, maxLength: 2 }),
  });
  return fc
    .tuple(
      fc.array(act, { minLength: 1, maxLength: 45 }),
      fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 8 }),
    )
    .map(([made, sizes]) => {
      const acts = made.map((act, n) => ({
        ...act,
        n,
        id: formatEventId({ epoch: act.producer, n }),
      }));
      const arrivals = acts
        .flatMap(({ deed, at, n, producer, late }) =>
          late.map((delay) => ({
            when: at + delay,
            event: stamped(draftOf(deed), at, n, producer),
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
    { numRuns: 300 },
  );
});
