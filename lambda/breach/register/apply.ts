import { ChangeRefusedError, RegisterItemError } from '../errors';
import type { Author, Change, Entry, Hits, Incident, Recorded, Signed } from './incident';
import { MOST_EVIDENCE } from './incident';
import { graver, severityOf } from './severity';

/** What entries make: pure, and the same for ever, whatever the settings are by then. */

/**
 * The incident with one entry more.
 *
 * @param incident as the entries before made it; undefined before the first
 * @throws ChangeRefusedError when it is closed, or opened before
 * @throws RegisterItemError when an entry is missing between them
 */
export function applyEntry(id: string, incident: Incident | undefined, entry: Entry): Incident {
  const { change, n } = entry;
  if (n !== (incident?.version ?? 0) + 1) throw gap(id, n);
  if (incident === undefined) {
    if (change.kind !== 'opened') throw gap(id, n);
    return opened(id, entry, change);
  }
  if (incident.state === 'closed') throw closed();
  if (change.kind === 'opened') {
    throw new ChangeRefusedError('opened-already', 'The incident is open: change it as it is.');
  }
  const detected = detectedBy(incident, change);
  const changed = changedBy(incident, change, entry);
  return {
    ...changed,
    version: n,
    changedAt: entry.at,
    detected,
    severity: severityOf(detected, changed),
  };
}

/**
 * The incident that entries make, which are all that there are, in their order.
 *
 * @throws RegisterItemError when there is none, or one is missing
 */
export function foldHistory(id: string, entries: readonly Entry[]): Incident {
  const incident = entries.reduce<Incident | undefined>(
    (before, entry) => applyEntry(id, before, entry),
    undefined,
  );
  if (incident === undefined) throw gap(id, 1);
  return incident;
}

/** That it takes nothing more. */
export function closed(): ChangeRefusedError {
  return new ChangeRefusedError(
    'closed',
    'The incident is closed, and its record is not changed any more (45 CFR 164.414(b)): open another one that tells of it.',
  );
}

function gap(id: string, n: number): RegisterItemError {
  return new RegisterItemError(`The incident ${id} lacks what comes before its entry ${String(n)}`);
}

function opened(
  id: string,
  { n, at }: Entry,
  change: Extract<Change, { kind: 'opened' }>,
): Incident {
  const { kind: _, facts = {}, severity, ...given } = change;
  return {
    id,
    version: n,
    state: 'triage',
    severity,
    detected: severity,
    openedAt: at,
    changedAt: at,
    facts,
    holds: [],
    associates: [],
    notices: [],
    reminders: [],
    ...given,
  };
}

function detectedBy({ detected, severity }: Incident, change: Change): Incident['severity'] {
  const before = detected ?? severity;
  return change.kind === 'hit' ? graver(before, change.severity) : before;
}

function changedBy(
  incident: Incident,
  change: Exclude<Change, { kind: 'opened' }>,
  { n, at, by }: Entry,
): Incident {
  switch (change.kind) {
    case 'hit':
      return { ...incident, hits: bothHits(incident.hits, change.hits) };
    case 'facts':
      return { ...incident, facts: { ...incident.facts, ...change.facts } };
    case 'discovery':
      return { ...incident, discoveredOn: change.discoveredOn };
    case 'counts':
      return { ...incident, counts: change.counts };
    // What is written anew has to be approved anew.
    case 'safe-harbor':
      return { ...incident, safeHarbor: { finding: change.finding, by: by.id, at } };
    case 'exclusion':
      return { ...incident, exclusion: { finding: change.finding, by: by.id, at } };
    case 'assessment':
      return { ...incident, assessment: { finding: change.finding, by: by.id, at } };
    case 'approval':
      return { ...incident, ...approved(incident, change.of, by, at) };
    case 'hold':
      return { ...incident, holds: [...incident.holds, { ...change.hold, n }] };
    case 'associate':
      return {
        ...incident,
        associates: [
          ...incident.associates.filter(
            ({ associate }) => associate !== change.associate.associate,
          ),
          { ...change.associate, n },
        ],
      };
    case 'notice':
      return { ...incident, notices: [...incident.notices, { ...change.notice, n }] };
    case 'withdraw':
      return { ...incident, ...withdrawn(incident, change.n) };
    case 'state':
      return { ...incident, state: change.to };
    default: {
      const { kind: _, ...reminder } = change;
      return { ...incident, reminders: [...incident.reminders, reminder] };
    }
  }
}

/** What is left without the entry of that number. */
function withdrawn(
  { holds, associates, notices }: Incident,
  entry: number,
): Pick<Incident, 'holds' | 'associates' | 'notices'> {
  const isOther = ({ n }: Recorded<object>): boolean => n !== entry;
  return {
    holds: holds.filter(isOther),
    associates: associates.filter(isOther),
    notices: notices.filter(isOther),
  };
}

function bothHits(before: Hits | undefined, more: Hits): Hits {
  if (before === undefined) return more;
  return {
    count: before.count + more.count,
    firstAt: Math.min(before.firstAt, more.firstAt),
    lastAt: Math.max(before.lastAt, more.lastAt),
    events: [...new Set([...before.events, ...more.events])].slice(0, MOST_EVIDENCE),
  };
}

function approved(
  { safeHarbor, exclusion, assessment }: Incident,
  of: Extract<Change, { kind: 'approval' }>['of'],
  by: Author,
  at: number,
): Partial<Incident> {
  const sign = <T>(finding: Signed<T>): Signed<T> => ({
    ...finding,
    approvedBy: by.id,
    approvedAt: at,
  });
  if (of === 'safe-harbor' && safeHarbor !== undefined) return { safeHarbor: sign(safeHarbor) };
  if (of === 'exclusion' && exclusion !== undefined) return { exclusion: sign(exclusion) };
  if (of === 'assessment' && assessment !== undefined) return { assessment: sign(assessment) };
  return {};
}
