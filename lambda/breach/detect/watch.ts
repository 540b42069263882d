import type { AuditEvent } from '../../shared/audit/event';
import { formatEventId, parseEventId } from '../../shared/audit/event-id';
import { RULE_IDS } from '../vocabulary';
import type { RuleId } from '../vocabulary';
import { advance } from './advance';
import type { ActorState, Hit, IsWatched, Watch } from './detector';
import { UnreadableEventError } from './errors';
import { patientOf, RULES, thresholdsOf } from './rules';
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
  const arrivals = new Map<RuleId, Arrival[]>();
  for (const event of events) {
    if (!isWatched(event, watched.settings)) continue;
    const time = Date.parse(event.time);
    if (Number.isNaN(time)) throw new UnreadableEventError();
    for (const id of RULE_IDS) {
      const weight = RULES[id].weigh(event, time, watched, thresholds);
      if (weight === 0) continue;
      const arrival = arrivalOf(event, time, weight);
      const known = arrivals.get(id);
      if (known === undefined) arrivals.set(id, [arrival]);
      else known.push(arrival);
    }
  }
  const windows: Partial<Record<RuleId, Window>> = {};
  const hits: Hit[] = [];
  for (const [id, counted] of arrivals) {
    const { measure, limit, severity } = RULES[id];
    const advanced = advance(
      measure,
      limit(thresholds),
      state.windows[id] ?? EMPTY_WINDOW,
      counted,
    );
    if (advanced === undefined) continue;
    windows[id] = advanced.window;
    for (const { time: at, epoch, from, to } of advanced.hits) {
      for (let n = from; n <= to; n += 1) {
        hits.push({ rule: id, severity, at, eventId: formatEventId({ epoch, n }) });
      }
    }
  }
  return {
    state:
      Object.keys(windows).length === 0 ? state : { windows: { ...state.windows, ...windows } },
    hits,
  };
};

function arrivalOf(event: AuditEvent, time: number, weight: number): Arrival {
  const id = parseEventId(event.eventId);
  if (id === undefined) throw new UnreadableEventError();
  return { time, ...id, weight, patient: patientOf(event) };
}
