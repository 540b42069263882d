import { LATENESS_MS } from './detector';
import { joined, put, reached } from './moments';
import type { Measure } from './rules';
import { reachedByNames, see } from './spans';
import type { Arrival, Limit, Moment, Span, Window } from './window';

/** The window of one rule after more events. */

/**
 * Most moments that are kept, by what is counted, and most patients: all rules at their most still fit into an item
 * of DynamoDB. A call, with however many events, is one moment. More than thresholds of config leave room for
 * before a rule is broken.
 */
export const MOST: Readonly<Record<Measure, number>> = {
  records: 3072,
  patients: 1280,
  calls: 256,
  events: 256,
  each: 256,
};

export interface Advanced {
  readonly window: Window;
  /** Moments at which the rule is broken and was not told to be. */
  readonly hits: readonly Moment[];
}

/**
 * Those that come too late to be counted for certain: what was kept of their time may be gone. None of a rule that one
 * act breaks.
 */
export function tooLate(
  { least }: Limit,
  { moments }: Window,
  arrivals: readonly Arrival[],
): readonly Arrival[] {
  const newest = moments.at(-1)?.time;
  if (least === 1 || newest === undefined) return [];
  return arrivals.filter(({ time }) => time < newest - LATENESS_MS);
}

/** What is counted once, whatever was done of it. */
const NAMED: ReadonlySet<Measure> = new Set(['patients', 'calls']);

/**
 * Counts events. What is kept reaches back from the newest by the window and the allowed lateness.
 *
 * @returns undefined when all of them were counted before
 */
export function advance(
  measure: Measure,
  limit: Limit,
  window: Window,
  arrivals: readonly Arrival[],
): Advanced | undefined {
  const isNamed = NAMED.has(measure);
  const moments = [...window.moments];
  const spans = [...window.spans];
  let isNew = false;
  for (const arrival of arrivals) {
    if (!put(moments, arrival)) continue;
    isNew = true;
    if (isNamed) see(spans, arrival.name, arrival.time, limit.length);
  }
  if (!isNew) return undefined;
  const hits = told(
    moments,
    isNamed ? reachedByNames(moments, spans, limit) : reached(moments, limit),
  );
  const oldest = (moments.at(-1)?.time ?? 0) - LATENESS_MS;
  // Names are kept by themselves: of moments those suffice at which a late event may still break the rule.
  const since = isNamed ? oldest - 1 : oldest - limit.length;
  const kept = {
    moments: joined(moments.filter(({ time }) => time > since)),
    spans: spans.filter(({ last }) => last + limit.length > oldest),
  };
  return bounded(kept, hits, MOST[measure]);
}

/**
 * Keeps no more than a state may hold. Who does more than that has broken the rule, whatever its threshold;
 * from then on only what is late may be missed. The newest are kept, and suffice for what comes in its order.
 */
function bounded({ moments, spans }: Window, hits: readonly Moment[], most: number): Advanced {
  if (moments.length <= most && spans.length <= most) {
    return { window: { moments, spans }, hits };
  }
  const needed = spans.length === 0 ? moments : startsOf(moments, spans);
  const newest = needed.slice(-most);
  const seen = spans.toSorted((a, b) => b.last - a.last).slice(0, most);
  const isAll = needed.length <= most && spans.length <= most;
  const isTold = isAll || hits.length > 0 || moments.some(({ hit }) => hit);
  return {
    window: { moments: newest, spans: seen },
    hits: isTold ? hits : told(newest, [newest.length - 1]),
  };
}

/**
 * Moments at which a name was new. How many the window holds only grows there: whatever comes late, the rule
 * is broken at one of them if it is broken at all.
 */
function startsOf(moments: readonly Moment[], spans: readonly Span[]): readonly Moment[] {
  const starts = new Set(spans.map(({ from }) => from));
  return moments.filter(({ time }) => starts.has(time));
}

/**
 * Marks moments as told.
 *
 * @param moments is changed
 */
function told(moments: Moment[], places: readonly number[]): readonly Moment[] {
  return places.flatMap((place) => {
    const moment = moments[place];
    if (moment === undefined) return [];
    moments[place] = { ...moment, hit: true };
    return [moment];
  });
}
