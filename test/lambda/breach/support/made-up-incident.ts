import type {
  Associate,
  Counts,
  Hold,
  Incident,
  Notice,
} from '../../../../lambda/breach/register/incident';

/** An incident that somebody told of, found on 2026-01-15, of which nothing else is known. */
export function madeUpIncident(known: Partial<Incident> = {}): Incident {
  return {
    id: 'incident-1',
    tenant: 'north-clinic',
    version: 1,
    drill: false,
    origin: { kind: 'report' },
    state: 'confirmed',
    severity: 'low',
    openedAt: Date.UTC(2026, 0, 15, 12),
    changedAt: Date.UTC(2026, 0, 15, 12),
    discoveredOn: '2026-01-15',
    facts: {},
    holds: [],
    associates: [],
    notices: [],
    reminders: [],
    ...known,
  };
}

export function counts(
  total: number,
  byState: Counts['byState'] = { CA: total },
  unreachable = 0,
): Counts {
  return { total, byState, unreachable };
}

export function notice(kind: Notice['kind'], on: string, more: Partial<Notice> = {}): Notice {
  return { kind, on, way: 'other', evidence: 'file-1', ...more };
}

export function hold(kind: Hold['kind'], statedOn: string, until?: string): Hold {
  return {
    kind,
    statedOn,
    official: 'official-1',
    agency: 'agency-1',
    statement: 'file-2',
    ...(until === undefined ? {} : { until }),
  };
}

export function associate(id: string, more: Partial<Associate> = {}): Associate {
  return { associate: id, agent: false, ...more };
}
