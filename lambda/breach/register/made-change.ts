import { withoutUndefined } from '../../shared/json';
import { today } from '../clocks/day';
import type { DuesOf } from '../clocks/clock';
import type { BreachSettings } from '../settings';
import { applyEntry } from './apply';
import { checkChange } from './check-change';
import { checkRoom } from './room';
import type { Author, Change, Entry, Incident } from './incident';

/** By whom, when, and by which rules a change is made. */
export interface Making {
  readonly by: Author;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly settings: Pick<BreachSettings, 'timeZone' | 'targetDays' | 'secondApprover'>;
  readonly duesOf: DuesOf;
}

/**
 * The entry of a change, and the incident with it. Nothing is kept.
 *
 * @param incident as it is; undefined for `opened`
 * @throws ChangeRefusedError
 */
export function madeChange(
  incident: Incident | undefined,
  id: string,
  given: Change,
  { by, at, settings, duesOf }: Making,
): { readonly entry: Entry; readonly incident: Incident } {
  // A field that is undefined would take away what the entry, once it is kept, leaves as it was.
  const change = withoutUndefined(given);
  if (incident !== undefined && incident.id !== id) throw new TypeError('another incident');
  const dayOf = (time: number) => today(time, settings.timeZone);
  checkChange(incident, change, {
    by,
    today: dayOf(at),
    ...(incident === undefined ? {} : { openedOn: dayOf(incident.openedAt) }),
    dues: incident === undefined ? [] : duesOf(incident, settings),
    secondApprover: settings.secondApprover,
  });
  const entry: Entry = { n: (incident?.version ?? 0) + 1, at, by, change, dues: [] };
  const changed = applyEntry(id, incident, entry);
  checkRoom(changed, change);
  return { entry: { ...entry, dues: duesOf(changed, settings) }, incident: changed };
}
