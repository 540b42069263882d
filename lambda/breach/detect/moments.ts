import type { Arrival, Limit, Moment } from './window';

/** Puts events in their place by time, and says of each moment whether a rule is broken then. */

/**
 * Puts an event into its place: by time, then by id.
 *
 * @param moments is changed
 * @returns whether it is new: an id counts once
 */
export function put(moments: Moment[], arrival: Arrival): boolean {
  const { time, epoch, n, weight } = arrival;
  let place = moments.length;
  for (let last = moments[place - 1]; last !== undefined; last = moments[place - 1]) {
    if (!isBehind(last, arrival)) break;
    place -= 1;
  }
  const before = moments[place - 1];
  // An id has one time, and moments have no id in common, so nowhere else it can be.
  if (before?.time === time && before.epoch === epoch) {
    if (n <= before.to) return false;
    if (n === before.to + 1 && !before.hit) {
      moments[place - 1] = { ...before, to: n, weight: before.weight + weight };
      return true;
    }
  }
  moments.splice(place, 0, { time, epoch, from: n, to: n, weight, hit: false });
  return true;
}

function isBehind(moment: Moment, { time, epoch, n }: Arrival): boolean {
  if (moment.time !== time) return moment.time > time;
  if (moment.epoch !== epoch) return moment.epoch > epoch;
  return moment.from > n;
}

/**
 * Places of moments at which what was counted since `length` milliseconds before reaches `least`, but of those
 * that were told. Events of one time stand in each other's window.
 */
export function reached(moments: readonly Moment[], { least, length }: Limit): readonly number[] {
  const found: number[] = [];
  let sum = 0;
  let start = 0;
  let first = 0;
  moments.forEach(({ time, weight }, at) => {
    sum += weight;
    if (moments[at + 1]?.time === time) return;
    for (let oldest = moments[start]; ; oldest = moments[start]) {
      if (oldest === undefined || oldest.time > time - length) break;
      sum -= oldest.weight;
      start += 1;
    }
    if (sum >= least) {
      for (let each = first; each <= at; each += 1)
        if (moments[each]?.hit === false) found.push(each);
    }
    first = at + 1;
  });
  return found;
}

/** Moments of one call that are alike are kept as one. */
export function joined(moments: readonly Moment[]): readonly Moment[] {
  const kept: Moment[] = [];
  for (const moment of moments) {
    const last = kept.at(-1);
    if (last !== undefined && follows(last, moment)) {
      kept[kept.length - 1] = { ...last, to: moment.to, weight: last.weight + moment.weight };
    } else {
      kept.push(moment);
    }
  }
  return kept;
}

function follows(last: Moment, next: Moment): boolean {
  return (
    last.time === next.time &&
    last.epoch === next.epoch &&
    last.hit === next.hit &&
    last.to + 1 === next.from
  );
}
