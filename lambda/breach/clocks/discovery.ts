import type { Associate, Incident } from '../register/incident';
import type { Day } from './day';
import { earliest } from './day';

/**
 * When it was discovered: the first day on which it was known to anybody whose knowledge counts as ours
 * (45 CFR 164.404(a)(2), 164.410(a)(2)). What an agent knew, we knew; of a contractor we know what it told us.
 */

/** The day on which our own clocks start. */
export function ourDiscovery({
  discoveredOn,
  associates,
}: Pick<Incident, 'discoveredOn' | 'associates'>): Day {
  return earliest([discoveredOn, ...learned(undefined, associates)]) ?? discoveredOn;
}

/** The day on which the clock of an associate starts; undefined while nobody knows. */
export function discoveryOf(associate: Associate, all: readonly Associate[]): Day | undefined {
  return earliest([associate.discoveredOn, ...learned(associate.associate, all)]);
}

/** Whom an associate has to tell; undefined when that is us. */
export function principalOf(associate: Associate, all: readonly Associate[]): string | undefined {
  const seen = new Set<string>([associate.associate]);
  let above = associate.worksFor;
  while (above !== undefined) {
    const name = above;
    const found = all.find((other) => other.associate === name);
    // A chain that ends nowhere or goes round is taken for one of a single link: the earlier clock is the safe one.
    if (found === undefined || seen.has(name)) return undefined;
    seen.add(name);
    above = found.worksFor;
  }
  return associate.worksFor;
}

/** What those who work for somebody let him know, and when. */
function learned(principal: string | undefined, all: readonly Associate[]): readonly Day[] {
  return all.flatMap((associate) => {
    if (principalOf(associate, all) !== principal) return [];
    const known = associate.agent ? discoveryOf(associate, all) : undefined;
    return [associate.notifiedOn, known].filter((day) => day !== undefined);
  });
}
