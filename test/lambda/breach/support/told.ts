import fc from 'fast-check';
import type { Hit } from '../../../../lambda/breach/detect/detector';
import { LATENESS_MS } from '../../../../lambda/breach/detect/detector';
import type { Thresholds } from '../../../../lambda/breach/settings';
import type { RuleId } from '../../../../lambda/breach/vocabulary';
import type { AuditEvent } from '../../../../lambda/shared/audit/event';
import { formatEventId } from '../../../../lambda/shared/audit/event-id';
import { DEFAULTS, MINUTE, NOON, stamped } from './acts';
import type { Act, Deed } from './oracle';
import { draftOf } from './oracle';

/** Acts of one person at random, and how they are told. */

const PATIENTS = 4;
export const PRODUCERS = ['A', 'Q'].map((letter) => letter.repeat(22));

const someone = fc.nat({ max: PATIENTS });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('export' as const, 'share' as const),
    records: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constant(11)),
    patient: someone,
  }),
  fc.record({ kind: fc.constant('view' as const), patient: someone }),
  fc.record({
    kind: fc.constantFrom('outside' as const, 'denied' as const),
    patient: someone,
    call: fc.nat({ max: 1 }),
    reported: fc.boolean(),
  }),
  fc.record({
    kind: fc.constantFrom('wrong-password' as const, 'glass' as const, 'idle' as const),
  }),
);

const minutes = fc.constantFrom(1, 2, 5, 20);
const few = fc.integer({ min: 1, max: 4 });
export const thresholds: fc.Arbitrary<Thresholds> = fc.record({
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

/** As late as an event may be, and no later. */
export const delay = fc.oneof(
  fc.constant(0),
  fc.nat({ max: LATENESS_MS }),
  fc.constantFrom(LATENESS_MS, LATENESS_MS - 1),
);

export interface Told {
  readonly acts: readonly Act[];
  /** In the order of their arrival, and each as often as it comes. */
  readonly batches: readonly (readonly AuditEvent[])[];
}

/** Calls of one to three acts, and how each act arrives: late by `delay` at most, some twice, in batches of any size. */
export function told(late: fc.Arbitrary<number>): fc.Arbitrary<Told> {
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

/** In batches of these sizes, again and again. */
export function cut<T>(items: readonly T[], sizes: readonly number[]): readonly (readonly T[])[] {
  const batches: T[][] = [];
  for (let at = 0, batch = 0; at < items.length; batch += 1) {
    const size = sizes[batch % sizes.length] ?? 1;
    batches.push(items.slice(at, at + size));
    at += size;
  }
  return batches;
}

/** Ids of the events at which a rule is told to be broken. */
export const idsOf = (hits: readonly Hit[], rule: RuleId): readonly string[] =>
  hits
    .filter((hit) => hit.rule === rule)
    .map(({ eventId }) => eventId)
    .toSorted();
