import { instant } from '../../../access/api/operations/common';
import type { IncidentEntry } from '../../../shared/http/generated/types';
import type { Day } from '../../clocks/day';
import type { Change, Entry } from '../../register/incident';
import { dueBody } from './due';
import { assessmentBody, countsBody, hitsBody, markWord } from './incident';

/**
 * A change, as the history of an incident tells it.
 *
 * @param day on which it was made: what was left then
 */
export function entryBody({ n, at, by, change, dues }: Entry, day: Day): IncidentEntry {
  return {
    n,
    at: instant(at),
    by,
    change: change.kind,
    ...changed(change),
    dues: dues.map((due) => dueBody(due, day)),
  };
}

type Changed = Omit<IncidentEntry, 'n' | 'at' | 'by' | 'change' | 'dues'>;

function changed(change: Change): Changed {
  switch (change.kind) {
    case 'opened': {
      const { severity, drill, discoveredOn, hits, facts } = change;
      return {
        severity,
        drill,
        discoveredOn,
        ...(hits === undefined ? {} : { hits: hitsBody(hits) }),
        ...(facts === undefined ? {} : { facts }),
      };
    }
    case 'hit':
      return { severity: change.severity, hits: hitsBody(change.hits) };
    case 'facts':
      return { facts: change.facts };
    case 'discovery':
      return { discoveredOn: change.discoveredOn, why: change.why };
    case 'counts':
      return { counts: countsBody(change.counts) };
    case 'safe-harbor':
      return { safeHarbor: change.finding };
    case 'exclusion':
      return { exclusion: change.finding };
    case 'assessment':
      return { assessment: assessmentBody(change.finding) };
    case 'approval':
      return { approved: change.of };
    case 'hold':
      return { hold: change.hold };
    case 'associate':
      return { associate: change.associate };
    case 'notice':
      return { notice: change.notice };
    case 'withdraw':
      return { withdrawn: change.n, why: change.why };
    case 'state':
      return { state: change.to, why: change.why };
    // A reminder: nothing else is left.
    default: {
      const { clock, due, mark } = change;
      return { reminder: { clock, due, mark: markWord(mark) } };
    }
  }
}
