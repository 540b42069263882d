import type { AuditDraft } from '../../shared/audit/event';
import type { Write } from '../../shared/transaction';
import { today } from '../clocks/day';
import type { Hit } from '../detect/detector';
import { ChangeRefusedError } from '../errors';
import { changeEvent } from '../register/change-event';
import { ruleIncidentId } from '../register/ids';
import type { Change, Hits, Incident } from '../register/incident';
import { MOST_EVIDENCE } from '../register/incident';
import { isOver, nextIncidentId } from '../register/next-incident';
import type { Authorship, Register } from '../register/register';
import type { BreachSettings } from '../settings';
import type { RuleId, Severity } from '../vocabulary';
import { SEVERITIES } from '../vocabulary';
import type { WatchItem, Who } from './watch-item';

/** What hits make of the register. */

/** Hits of one rule by one person. */
export interface RuleHits {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly hits: Hits;
}

/** Hits by their rule, those of each in one: so many acts are one entry. */
export function gathered(hits: readonly Hit[]): readonly RuleHits[] {
  const rules = new Map<RuleId, Hit[]>();
  for (const hit of hits) {
    const known = rules.get(hit.rule);
    if (known === undefined) rules.set(hit.rule, [hit]);
    else known.push(hit);
  }
  return [...rules].map(([rule, all]) => {
    const inTime = all.toSorted((one, other) => one.at - other.at);
    const times = inTime.map(({ at }) => at);
    return {
      rule,
      severity: gravest(all.map(({ severity }) => severity)),
      hits: {
        count: all.length,
        firstAt: times[0] ?? 0,
        lastAt: times.at(-1) ?? 0,
        events: inTime.slice(0, MOST_EVIDENCE).map(({ eventId }) => eventId),
      },
    };
  });
}

function gravest(severities: readonly Severity[]): Severity {
  return SEVERITIES[Math.max(0, ...severities.map((one) => SEVERITIES.indexOf(one)))] ?? 'high';
}

/** What is to be written of hits. */
export interface Prepared {
  readonly writes: readonly Write<'register'>[];
  /** Which incidents are open then. */
  readonly open: WatchItem['open'];
  /** The audit events of the changes. */
  readonly events: (outcome: Outcome) => readonly AuditDraft[];
}
type Outcome = Parameters<typeof changeEvent>[3];

export interface IncidentDependencies {
  readonly register: Pick<Register, 'find' | 'prepare'>;
  readonly settings: BreachSettings;
  readonly now: () => number;
}

/** Incidents of one person, one after another, for one cause: all but the last are over. */
const MOST_IDS = 20;

/**
 * Entries for hits: each is attached to the incident that is open, or opens one. Nothing is written here.
 *
 * @param open incidents of the person that were open when he was last looked at
 */
export async function prepareIncidents(
  dependencies: IncidentDependencies,
  who: Who,
  open: WatchItem['open'],
  all: readonly RuleHits[],
  author: Authorship,
): Promise<Prepared> {
  const changes = await Promise.all(
    all.map(async (found) => ({
      rule: found.rule,
      ...(await prepareOne(dependencies, who, open[found.rule], found, author)),
    })),
  );
  return {
    writes: changes.flatMap(({ writes }) => writes),
    open: { ...open, ...Object.fromEntries(changes.map(({ rule, id }) => [rule, id])) },
    events: (outcome) =>
      changes.flatMap(({ id, change }) =>
        change === undefined ? [] : [changeEvent(id, change, author, outcome)],
      ),
  };
}

interface PreparedOne {
  readonly id: string;
  /** Undefined when the incident names all of it already. */
  readonly change?: Change;
  readonly writes: readonly Write<'register'>[];
}

/**
 * Hits but for events that the incident names: one that came by the stream and, long after, by the spool breaks its
 * rule twice. Undefined when none is left.
 */
function without(hits: Hits, incident: Incident): Hits | undefined {
  const known = new Set(incident.hits?.events);
  const events = hits.events.filter((id) => !known.has(id));
  const count = hits.count - (hits.events.length - events.length);
  return count === 0 ? undefined : { ...hits, count, events };
}

async function prepareOne(
  { register, settings, now }: IncidentDependencies,
  { tenant, actor }: Who,
  known: string | undefined,
  { rule, severity, hits }: RuleHits,
  author: Authorship,
): Promise<PreparedOne> {
  const attach = (id: string, incident: Incident): PreparedOne | undefined => {
    const left = without(hits, incident);
    if (left === undefined) return { id, writes: [] };
    const change: Change = { kind: 'hit', severity, hits: left };
    try {
      return { id, change, writes: register.prepare(incident, id, change, author).writes };
    } catch (error) {
      if (isOver(error)) return undefined;
      throw error;
    }
  };
  if (known !== undefined) {
    const incident = await register.find(tenant, known);
    const attached = incident === undefined ? undefined : attach(known, incident);
    if (attached !== undefined) return attached;
  }
  let id = ruleIncidentId(tenant, rule, actor, hits.events[0] ?? '');
  for (let tries = 0; tries < MOST_IDS; tries += 1) {
    // There is one only where what is kept of the person was lost: then it is his.
    const incident = await register.find(tenant, id);
    if (incident === undefined) {
      const change: Change = {
        kind: 'opened',
        tenant,
        origin: { kind: 'rule', rule, actor },
        severity,
        discoveredOn: today(now(), settings.timeZone),
        drill: false,
        hits,
      };
      return { id, change, writes: register.prepare(undefined, id, change, author).writes };
    }
    const attached = attach(id, incident);
    if (attached !== undefined) return attached;
    id = nextIncidentId(id);
  }
  throw new ChangeRefusedError(
    'incident-full',
    'There are too many incidents of one cause: see why the state of the detector is lost again and again.',
  );
}
