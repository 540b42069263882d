import type { Associate, Incident } from '../register/incident';
import type { ClockRules, Due, DuesOf } from './clock';
import { addDays, earliest, endOfYear } from './day';
import type { Day } from './day';
import { discoveryOf, ourDiscovery, principalOf, toldOn } from './discovery';
import {
  firstDay,
  hhsDone,
  individualsDone,
  POSTING_DAYS,
  posting,
  stoodDone,
  substituteDone,
  substituteRoute,
} from './done';
import { heldTo } from './holds';
import { couldBeMore, mediaStates } from './residents';

/**
 * What is due for an incident, and by when: 45 CFR 164.404 to 164.412, from its record alone. While it is looked
 * into it counts as a breach, since the clock runs from discovery and not from confirmation; what nobody knows yet
 * is reckoned by the strict side. docs/adr/0026-clocks.md.
 */

/** Last day after discovery for every notice but the yearly one. */
export const LIMIT_DAYS = 60;
/** From so many persons in all, HHS is told with them. 45 CFR 164.408(b). */
export const HHS_AT_ONCE = 500;

export const CITATIONS = {
  individuals: '45 CFR 164.404(b)',
  substituteFew: '45 CFR 164.404(d)(2)(i)',
  substituteMany: '45 CFR 164.404(d)(2)(ii)',
  media: '45 CFR 164.406',
  hhsAtOnce: '45 CFR 164.408(b)',
  hhsYearly: '45 CFR 164.408(c)',
  counts: '45 CFR 164.406, 164.408',
  associate: '45 CFR 164.410(b)',
  subcontractor: '45 CFR 164.410(b), 164.314(a)(2)(iii)',
} as const;

export const duesOf: DuesOf = (incident, rules) => {
  if (incident.state === 'not-a-breach' || incident.state === 'closed') return [];
  const individuals = individualsDue(incident, rules);
  return [
    individuals,
    ...substituteDues(incident, rules),
    ...mediaDues(incident, rules),
    ...hhsDues(incident, rules, individuals.done),
    ...countsDues(incident, rules),
    ...incident.associates
      .toSorted((one, other) => (one.associate < other.associate ? -1 : 1))
      .flatMap((associate) => associateDues(associate, incident, rules)),
  ];
};

/**
 * What still has to be done before an incident is `notified`, or `closed`. The yearly notice to HHS, the end of a
 * posting and what associates owe may follow after the one; nothing after the other.
 */
export function missingFor(to: 'notified' | 'closed', dues: readonly Due[]): readonly Due[] {
  return dues.filter(({ clock, citation, done }) => {
    if (done !== undefined) return false;
    if (to === 'closed') return true;
    return !(
      citation === CITATIONS.hhsYearly ||
      clock === 'substitute-posting' ||
      clock.startsWith('business-associate:')
    );
  });
}

interface Clock {
  readonly clock: string;
  readonly citation: string;
  /** The day from which is counted. */
  readonly start: Day;
  /** @default 60 */
  readonly days?: number;
  readonly done: Day | undefined;
}

function dueOf(
  { clock, citation, start, days = LIMIT_DAYS, done }: Clock,
  { holds }: Incident,
  { targetDays }: ClockRules,
): Due {
  const limit = addDays(start, days);
  return {
    clock,
    target: heldTo(addDays(start, Math.min(targetDays, days)), holds),
    limit,
    due: heldTo(limit, holds),
    citation,
    ...(done === undefined ? {} : { done }),
  };
}

function individualsDue(incident: Incident, rules: ClockRules): Due {
  return dueOf(
    {
      clock: 'individuals',
      citation: CITATIONS.individuals,
      start: ourDiscovery(incident),
      done: individualsDone(incident),
    },
    incident,
    rules,
  );
}

function substituteDues(incident: Incident, rules: ClockRules): readonly Due[] {
  const { notices, counts } = incident;
  const route = counts === undefined ? undefined : substituteRoute(counts);
  if (counts === undefined || route === undefined) return [];
  const substitute = dueOf(
    {
      clock: 'substitute',
      citation: route === 'posting' ? CITATIONS.substituteMany : CITATIONS.substituteFew,
      start: ourDiscovery(incident),
      done: substituteDone(notices, counts),
    },
    incident,
    rules,
  );
  const posted = route === 'posting' ? posting(notices) : undefined;
  return posted === undefined
    ? [substitute]
    : [
        substitute,
        dueOf(
          {
            clock: 'substitute-posting',
            citation: CITATIONS.substituteMany,
            start: posted.on,
            days: POSTING_DAYS,
            done: stoodDone(notices, posted),
          },
          // What stands already is not held up, and has no sooner goal.
          { ...incident, holds: [] },
          { targetDays: POSTING_DAYS },
        ),
      ];
}

function mediaDues(incident: Incident, rules: ClockRules): readonly Due[] {
  return mediaStates(incident.counts)
    .toSorted()
    .map((state) =>
      dueOf(
        {
          clock: `media:${state}`,
          citation: CITATIONS.media,
          start: ourDiscovery(incident),
          done: firstDay(
            incident.notices,
            ({ kind, jurisdiction }) => kind === 'media' && jurisdiction === state,
          ),
        },
        incident,
        rules,
      ),
    );
}

function hhsDues(
  incident: Incident,
  rules: ClockRules,
  individuals: Day | undefined,
): readonly Due[] {
  if (incident.counts === undefined) return [];
  const start = ourDiscovery(incident);
  const atOnce = incident.counts.total >= HHS_AT_ONCE;
  const done = hhsDone(incident.notices, atOnce ? HHS_AT_ONCE : 0);
  if (!atOnce) {
    return [
      dueOf(
        { clock: 'hhs', citation: CITATIONS.hhsYearly, start: endOfYear(start), done },
        incident,
        rules,
      ),
    ];
  }
  const due = dueOf({ clock: 'hhs', citation: CITATIONS.hhsAtOnce, start, done }, incident, rules);
  // Contemporaneously: who has told the persons has nothing to wait for.
  return [{ ...due, target: earliest([due.target, individuals]) ?? due.target }];
}

/** While it is not known how many there are, and where, nobody can say whom else to tell. */
function countsDues(incident: Incident, rules: ClockRules): readonly Due[] {
  const { counts } = incident;
  const start = ourDiscovery(incident);
  const ask = (clock: string): readonly Due[] => [
    dueOf({ clock, citation: CITATIONS.counts, start, done: undefined }, incident, rules),
  ];
  if (counts === undefined) return ask('counts');
  if (!couldBeMore(counts)) return [];
  return ask(Object.keys(counts.byState).length === 0 ? 'counts' : 'residents');
}

function associateDues(
  associate: Associate,
  incident: Incident,
  rules: ClockRules,
): readonly Due[] {
  const start = discoveryOf(associate, incident);
  if (start === undefined) return [];
  const { days = LIMIT_DAYS } = associate;
  const law =
    principalOf(associate, incident.associates) === undefined
      ? CITATIONS.associate
      : CITATIONS.subcontractor;
  const agreed = days < LIMIT_DAYS;
  return [
    dueOf(
      {
        clock: `business-associate:${associate.associate}`,
        citation: agreed ? `agreement, within ${law}` : law,
        start,
        days: Math.min(LIMIT_DAYS, days),
        done: toldOn(associate, incident),
      },
      // A hold delays what the rule asks for (45 CFR 164.412): the earlier day of an agreement is none of its own.
      agreed ? { ...incident, holds: [] } : incident,
      rules,
    ),
  ];
}
