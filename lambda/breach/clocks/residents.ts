import type { Counts } from '../register/incident';
import type { Jurisdiction } from '../vocabulary';
import { JURISDICTIONS, NO_JURISDICTION } from '../vocabulary';

/** Who lives where, as far as it decides of whose media are told: 45 CFR 164.406. */

/** With more residents of one State than so many, its media are told. 45 CFR 164.406(a). */
export const MEDIA_ABOVE = 500;

const STATES = JURISDICTIONS.filter((each) => each !== NO_JURISDICTION);

/** States whose media are told. Those who live in none of them have no such media. */
export function mediaStates(counts: Pick<Counts, 'byState'> | undefined): readonly Jurisdiction[] {
  return STATES.filter((state) => (counts?.byState[state] ?? 0) > MEDIA_ABOVE);
}

/** Whether those whom nobody has placed yet could be so many that another State is one of these. */
export function couldBeMore({ total, byState }: Pick<Counts, 'total' | 'byState'>): boolean {
  const unplaced = total - Object.values(byState).reduce((sum, persons) => sum + persons, 0);
  // Also in one of which nobody is known to be a resident.
  return [0, ...STATES.map((state) => byState[state] ?? 0)].some(
    (residents) => residents <= MEDIA_ABOVE && residents + unplaced > MEDIA_ABOVE,
  );
}
