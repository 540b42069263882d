import type { Limit, Moment, Span } from './window';

/** How many different patients, or calls, a window holds, whenever it ends. */

/**
 * Adds that a patient was seen, or a call made.
 *
 * @param spans is changed
 * @param length of the window
 */
export function see(spans: Span[], name: string, time: number, length: number): void {
  let from = time;
  let last = time;
  let place: number | undefined;
  for (let at = spans.length - 1; at >= 0; at -= 1) {
    const span = spans[at];
    if (span?.name !== name) continue;
    if (time < span.from - length || time > span.last + length) continue;
    // The new one may close the gap between two.
    if (place !== undefined) spans.splice(place, 1);
    place = at;
    from = Math.min(from, span.from);
    last = Math.max(last, span.last);
  }
  if (place === undefined) spans.push({ name, from, last });
  else spans[place] = { name, from, last };
}

/** Places of moments at which the window holds `least` of them, but of those that were told. */
export function reachedByNames(
  moments: readonly Moment[],
  spans: readonly Span[],
  { least, length }: Limit,
): readonly number[] {
  if (spans.length < least) return [];
  return moments.flatMap(({ time, hit }, at) => {
    if (hit) return [];
    let names = 0;
    for (const { from, last } of spans) if (from <= time && time < last + length) names += 1;
    return names >= least ? [at] : [];
  });
}
