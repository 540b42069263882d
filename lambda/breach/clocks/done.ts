import type { Counts, Incident, Notice } from '../register/incident';
import type { Day } from './day';
import { daysBetween, earliest } from './day';

/** What notices show to be done (45 CFR 164.414(b)), and on which day it was. */

/** From so many persons on whose address is unknown, a telephone call is no longer enough. 45 CFR 164.404(d)(2)(ii). */
export const MANY_UNREACHABLE = 10;
/** So long a posting stands, and the toll-free number answers. 45 CFR 164.404(d)(2)(ii). */
export const POSTING_DAYS = 90;

/** What can be done in place of a letter. */
export type SubstituteRoute =
  /** Fewer than 10 persons: another written form, telephone, or other means. 45 CFR 164.404(d)(2)(i). */
  | 'other-means'
  /** 10 or more: a posting or a notice in major media, with a toll-free number, for 90 days. 45 CFR 164.404(d)(2)(ii). */
  | 'posting';

/** Undefined when every person can be reached by a letter. */
export function substituteRoute(counts: Pick<Counts, 'unreachable'>): SubstituteRoute | undefined {
  if (counts.unreachable <= 0) return undefined;
  return counts.unreachable < MANY_UNREACHABLE ? 'other-means' : 'posting';
}

/** First day of a notice of which something holds. */
export function firstDay(
  notices: readonly Notice[],
  holds: (notice: Notice) => boolean,
): Day | undefined {
  return earliest(notices.filter(holds).map(({ on }) => on));
}

/**
 * The day on which the last person had his letter: there may be several mailings. One that does not say how many
 * persons it reached, as old entries may, reached all of them. While nobody knows how many there are, one that does say is not enough.
 */
export function individualsDone({ notices, counts }: Incident): Day | undefined {
  const letters = notices.filter(({ kind }) => kind === 'individuals');
  if (counts === undefined) return reachedOn(letters, Infinity);
  const reachable = counts.total - counts.unreachable;
  if (reachable > 0) return reachedOn(letters, reachable);
  // Where no letter can reach anybody, what stands in its place is all there is.
  return earliest([
    reachedOn([...letters, ...substitutes(notices)], counts.total),
    substituteDone(notices, counts),
  ]);
}

/** The day on which so many had been reached in all. */
function reachedOn(notices: readonly Notice[], many: number): Day | undefined {
  let reached = 0;
  for (const { persons = Infinity, on } of byDay(notices)) {
    reached += persons;
    if (reached >= many) return on;
  }
  return undefined;
}

/**
 * The day on which HHS was told of enough persons: an earlier report of fewer than 500 is none of 500 or more, and an
 * addendum is due. One that does not say how many, as old entries may, told of all. 45 CFR 164.408(b).
 */
export function hhsDone(notices: readonly Notice[], atLeast: number): Day | undefined {
  return firstDay(notices, ({ kind, persons = Infinity }) => kind === 'hhs' && persons >= atLeast);
}

/**
 * The day on which the notice in place of letters was made, in a way that is allowed for so many: by telephone the
 * last of them has to be reached, and a call that does not say how many it was reached all.
 */
export function substituteDone(
  notices: readonly Notice[],
  counts: Pick<Counts, 'unreachable'>,
): Day | undefined {
  return substituteRoute(counts) === 'posting'
    ? posting(notices)?.on
    : reachedOn(substitutes(notices), counts.unreachable);
}

function substitutes(notices: readonly Notice[]): readonly Notice[] {
  return notices.filter(({ kind }) => kind === 'substitute');
}

/** The first posting or notice in media that is meant to stand for long enough. */
export function posting(notices: readonly Notice[]): Notice | undefined {
  return byDay(notices).find(
    ({ kind, way, on, until }) =>
      kind === 'substitute' &&
      (way === 'website' || way === 'print-media' || way === 'broadcast-media') &&
      until !== undefined &&
      daysBetween(on, until) >= POSTING_DAYS,
  );
}

/** The day on which somebody wrote down that a posting had stood, and where the proof is. */
export function stoodDone(notices: readonly Notice[], { on, way }: Notice): Day | undefined {
  return firstDay(
    notices,
    (notice) =>
      notice.kind === 'substitute' &&
      notice.way === way &&
      daysBetween(on, notice.on) >= POSTING_DAYS,
  );
}

function byDay(notices: readonly Notice[]): readonly Notice[] {
  return notices.toSorted((one, other) => daysBetween(other.on, one.on));
}
