import type { Limit, Moment, Span } from './window';

/** How many different patients a window holds, whenever it ends. */

/**
 * Adds that a patient was seen.
 *
 * @param spans is changed
 * @param length of the window
 */
export function see(spans: Span[], patient: string, time: number, length: number): void {
  let from = time;
  let last = time;
  let place: number | undefined;
  for (let at = spans.length - 1; at >= 0; at -= 1) {
    const span = spans[at];
    if (span?.patient !== patient) continue;
    if (time < span.from - length || time > span.last + length) continue;
    // The new one may close the gap between two.
    if (place !== undefined) spans.splice(place, 1);
    place = at;
    from = Math.min(from, span.from);
    last = Math.max(last, span.last);
  }
  if (place === undefined) spans.push({ patient, from, last });
  else spans[place] = { patient, from, last };
}

/** Places of moments at which the window holds `least` patients, but of those that were told. */
export function reachedByPatients(
  moments: readonly Moment[],
  spans: readonly Span[],
  { least, length }: Limit,
): readonly number[] {
  if (spans.length < least) return [];
  return moments.flatMap(({ time, hit }, at) => {
    if (hit) return [];
    let patients = 0;
    for (const { from, last } of spans) if (from <= time && time < last + length) patients += 1;
    return patients >= least ? [at] : [];
  });
}
