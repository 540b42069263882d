import type { AuditEvent } from '../../shared/audit/event';
import { formatEventId, parseEventId } from '../../shared/audit/event-id';
import type { RuleId } from '../vocabulary';
import { advance, tooLate } from './advance';
import { callOf } from './call';
import type { ActorState, Hit, IsWatched, Watch, Watched } from './detector';
import { UnreadableEventError } from './errors';
import { patientOf, RULES_BY_OUTCOME, thresholdsOf } from './rules';
import type { Rule } from './rules';
import type { Thresholds } from '../settings';
import type { Arrival, Window } from './window';
import { EMPTY_WINDOW } from './window';

/** Of a person of whom nothing is kept. */
export const EMPTY_STATE: ActorState = { windows: {} };

/** Acts of persons that succeeded or were denied: a service that acts alone, and whoever is unknown, is not watched. */
export const isWatched: IsWatched = ({ actor, outcome }) =>
  actor.kind === 'person' && outcome !== 'error';

/**
 * Looks at events of one person in the order in which they came. Which events break a rule is a function of
 * the set of events alone, as long as none comes later than `LATENESS_MS` after a newer one; one that comes
 * later is looked at with what is still kept.
 *
 * @throws UnreadableEventError when an event is none that the ledger takes
 */
export const watch: Watch = (state, events, watched) => {
  const thresholds = thresholdsOf(watched);
  const windows: Partial<Record<RuleId, Window>> = {};
  const hits: Hit[] = [];
  const late = new Set<string>();
  for (const [{ id, measure, limit, severity }, counted] of arrivalsOf(
    events,
    watched,
    thresholds,
  )) {
    const before = state.windows[id] ?? EMPTY_WINDOW;
    const full = limit(thresholds);
    const advanced = advance(measure, full, before, counted);
    if (advanced === undefined) continue;
    windows[id] = advanced.window;
    for (const arrival of tooLate(full, before, counted)) late.add(formatEventId(arrival));
    for (const { time: at, epoch, from, to } of advanced.hits) {
      for (let n = from; n <= to; n += 1) {
        hits.push({ rule: id, severity, at, eventId: formatEventId({ epoch, n }) });
      }
    }
  }
  const isSame = Object.keys(windows).length === 0;
  return {
    state: isSame ? state : { windows: { ...state.windows, ...windows } },
    hits,
    late: late.size,
  };
};

/** What each rule counts. */
function arrivalsOf(
  events: readonly AuditEvent[],
  watched: Watched,
  thresholds: Thresholds,
): ReadonlyMap<Rule, readonly Arrival[]> {
  const arrivals = new Map<Rule, Arrival[]>();
  let text = '';
  let time = 0;
  for (const event of events) {
    if (!isWatched(event, watched.settings)) continue;
    // Events of one call have one time.
    if (event.time !== text) {
      text = event.time;
      time = timeOf(event);
    }
    for (const rule of RULES_BY_OUTCOME[event.outcome]) {
      const weight = rule.weigh(event, time, watched, thresholds);
      if (weight === 0) continue;
      const arrival = arrivalOf(event, time, weight, rule);
      const known = arrivals.get(rule);
      if (known === undefined) arrivals.set(rule, [arrival]);
      else known.push(arrival);
    }
  }
  return arrivals;
}

function timeOf({ time }: AuditEvent): number {
  const at = Date.parse(time);
  if (Number.isNaN(at)) throw new UnreadableEventError();
  return at;
}

function arrivalOf(event: AuditEvent, time: number, weight: number, { measure }: Rule): Arrival {
  const id = parseEventId(event.eventId);
  if (id === undefined) throw new UnreadableEventError();
  return { time, ...id, weight, name: measure === 'calls' ? callOf(event) : patientOf(event) };
}
