import { instant } from '../../../access/api/operations/common';
import type {
  Assessment as AssessmentBody,
  Incident as IncidentBody,
  IncidentCounts,
  IncidentHits,
  Owner,
  IncidentSummary,
} from '../../../shared/http/generated/types';
import { ZONE_TENANT } from '../../../shared/audit/vocabulary';
import type { Due } from '../../clocks/clock';
import type { Day } from '../../clocks/day';
import type { Assessment, Counts, Hits, Incident, Signed } from '../../register/incident';
import { JURISDICTIONS } from '../../vocabulary';
import { dueBody, nextDue } from './due';

/** What is due for an incident, as it is reckoned on a day. */
export interface Reckoned {
  readonly dues: readonly Due[];
  readonly today: Day;
}

/** An incident without its history. */
export function incidentBody(incident: Incident, { dues, today }: Reckoned): IncidentBody {
  const { facts, hits, counts, safeHarbor, exclusion, assessment } = incident;
  const { holds, associates, notices, reminders } = incident;
  return {
    ...headOf(incident),
    facts,
    ...(hits === undefined ? {} : { hits: hitsBody(hits) }),
    ...(counts === undefined ? {} : { counts: countsBody(counts) }),
    ...(safeHarbor === undefined ? {} : { safeHarbor: signedBody(safeHarbor, same) }),
    ...(exclusion === undefined ? {} : { exclusion: signedBody(exclusion, same) }),
    ...(assessment === undefined ? {} : { assessment: signedBody(assessment, assessmentBody) }),
    holds,
    associates,
    notices,
    reminders: reminders.map(({ mark, ...reminder }) => ({ ...reminder, mark: markWord(mark) })),
    dues: dues.map((due) => dueBody(due, today)),
  };
}

/** An incident as a list shows it. */
export function summaryBody(incident: Incident, { dues, today }: Reckoned): IncidentSummary {
  const { facts, counts } = incident;
  const next = nextDue(dues);
  return {
    ...headOf(incident),
    ...(facts.title === undefined ? {} : { title: facts.title }),
    ...(counts === undefined ? {} : { individuals: counts.total }),
    ...(next === undefined ? {} : { next: dueBody(next, today) }),
  };
}

function headOf(incident: Incident) {
  const { id, version, tenant, drill, origin, state, severity } = incident;
  const { openedAt, changedAt, discoveredOn } = incident;
  const of: Owner = tenant === ZONE_TENANT ? 'zone' : 'tenant';
  return {
    incident: id,
    version,
    of,
    drill,
    origin,
    state,
    severity,
    openedAt: instant(openedAt),
    changedAt: instant(changedAt),
    discoveredOn,
  };
}

export function hitsBody({ count, firstAt, lastAt, events }: Hits): IncidentHits {
  return { count, firstAt: instant(firstAt), lastAt: instant(lastAt), events };
}

/** States in the order of their list. */
export function countsBody({ total, byState, unreachable }: Counts): IncidentCounts {
  return {
    total,
    byState: JURISDICTIONS.flatMap((jurisdiction) => {
      const persons = byState[jurisdiction];
      return persons === undefined ? [] : [{ jurisdiction, persons }];
    }),
    unreachable,
  };
}

export function assessmentBody({ factors, conclusion, rationale }: Assessment): AssessmentBody {
  return {
    factors: {
      natureAndExtent: factors['nature-and-extent'],
      unauthorizedPerson: factors['unauthorized-person'],
      acquiredOrViewed: factors['acquired-or-viewed'],
      mitigation: factors.mitigation,
    },
    conclusion,
    rationale,
  };
}

/** The API has words where the register has numbers of days as well. */
export function markWord(mark: Incident['reminders'][number]['mark']) {
  return `${mark}` as const;
}

function signedBody<T, Body>(
  { finding, by, at, approvedBy, approvedAt }: Signed<T>,
  bodyOf: (finding: T) => Body,
) {
  return {
    finding: bodyOf(finding),
    by,
    at: instant(at),
    ...(approvedBy === undefined ? {} : { approvedBy }),
    ...(approvedAt === undefined ? {} : { approvedAt: instant(approvedAt) }),
  };
}

function same<T>(finding: T): T {
  return finding;
}
