import type { Associate, Incident } from '../register/incident';
import type { Day } from './day';
import { earliest } from './day';
import { firstDay } from './done';

/**
 * When it was discovered: the first day on which it was known to anybody whose knowledge counts as ours
 * (45 CFR 164.404(a)(2), 164.410(a)(2)). What an agent knew, we knew; of a contractor we know what it told us.
 */

/** What is known of them. */
type Chain = Pick<Incident, 'associates' | 'notices'>;

/** The day on which our own clocks start. */
export function ourDiscovery(incident: Chain & Pick<Incident, 'discoveredOn'>): Day {
  const { discoveredOn } = incident;
  return earliest([discoveredOn, ...learned(undefined, incident)]) ?? discoveredOn;
}

/** The day on which we ourselves knew: what an agent knew may count as ours before that. */
export function ourKnowledge(incident: Chain & Pick<Incident, 'discoveredOn'>): Day {
  const { discoveredOn, associates } = incident;
  const told = associates
    .filter((associate) => principalOf(associate, associates) === undefined)
    .map((associate) => toldOn(associate, incident));
  return earliest([discoveredOn, ...told]) ?? discoveredOn;
}

/** The day on which the clock of an associate starts; undefined while nobody knows. */
export function discoveryOf(associate: Associate, chain: Chain): Day | undefined {
  return earliest([associate.discoveredOn, ...learned(associate.associate, chain)]);
}

/** The day on which an associate told the one above. */
export function toldOn({ associate, notifiedOn }: Associate, { notices }: Chain): Day | undefined {
  return earliest([
    notifiedOn,
    firstDay(
      notices,
      (notice) => notice.kind === 'business-associate' && notice.associate === associate,
    ),
  ]);
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
function learned(principal: string | undefined, chain: Chain): readonly Day[] {
  const { associates } = chain;
  return associates.flatMap((associate) => {
    if (principalOf(associate, associates) !== principal) return [];
    const known = associate.agent ? discoveryOf(associate, chain) : undefined;
    return [toldOn(associate, chain), known].filter((day) => day !== undefined);
  });
}
