import type { Due } from '../clocks/clock';
import type { Day } from '../clocks/day';
import { addMonths } from '../clocks/day';
import { foldHistory } from '../register/apply';
import type { Entry, Incident } from '../register/incident';
import type { CanonicalValue } from '../../shared/audit/canonical';
import { canonicalJson } from '../../shared/audit/canonical';
import { sha256 } from '../../shared/hash';
import type { NoticeInput } from './draft';

/** Everything of an incident, for the record of six years: 45 CFR 164.414(b), 164.530(j). */

export const INCIDENT_FILE = 'hipaa-landing-zone/incident-file/1';

/** A file of an incident, as JSON. Who has it can check it with nothing else: `problemsOf`. */
export interface IncidentFile {
  readonly schema: typeof INCIDENT_FILE;
  readonly incident: string;
  readonly version: number;
  readonly organization: string;
  readonly madeOn: Day;
  /** Not before that day may it be destroyed: six years after the last entry. 45 CFR 164.530(j)(2). */
  readonly keepUntil: Day;
  /** Every entry, in their order. Nothing else is the record. */
  readonly entries: readonly Entry[];
  /** SHA-256 of `entries` as canonical JSON (RFC 8785), in hexadecimal. */
  readonly entriesSha256: string;
  /** What the register says that they make. */
  readonly head: Incident;
  /** What is due by it; of a closed incident, what was due when it was closed, and when it was done. */
  readonly dues: readonly Due[];
  /** What is wrong with it; nothing, when all is well. */
  readonly problems: readonly string[];
}

export interface FileInput extends NoticeInput {
  /** Every entry of the incident. */
  readonly entries: readonly Entry[];
}

const YEARS = 6;

export function incidentFile({
  incident,
  entries,
  dues,
  contacts,
  today,
}: FileInput): IncidentFile {
  const file = {
    schema: INCIDENT_FILE,
    incident: incident.id,
    version: incident.version,
    organization: contacts.organization,
    madeOn: today,
    keepUntil: keptUntil(incident),
    entries,
    entriesSha256: digestOf(entries),
    head: incident,
    dues: incident.state === 'closed' ? duesBefore(entries) : dues,
  } as const;
  return { ...file, problems: problemsOf(file) };
}

/**
 * Not before that day may the file be destroyed.
 *
 * @throws DayError past the last year that can be written
 */
export function keptUntil({ changedAt }: Incident): Day {
  return addMonths(new Date(changedAt).toISOString().slice(0, 10), 12 * YEARS);
}

/** What was due before the last entry: nothing is any more of an incident that it closed. */
export function duesBefore(entries: readonly Entry[]): readonly Due[] {
  return entries.at(-2)?.dues ?? [];
}

/**
 * What does not fit in a file: entries that were changed or are missing, a head that is not what they make. A file in
 * which somebody changed everything alike has none: the audit ledger has an event of each entry.
 */
export function problemsOf({
  incident,
  version,
  entries,
  entriesSha256,
  head,
}: Omit<IncidentFile, 'problems'>): readonly string[] {
  return [
    ...(digestOf(entries) === entriesSha256
      ? []
      : ['The entries are not those of which the file has the SHA-256.']),
    ...(head.id === incident && head.version === version
      ? []
      : ['The file and its head name different incidents or versions.']),
    ...foldProblems(incident, entries, head),
  ];
}

function foldProblems(id: string, entries: readonly Entry[], head: Incident): readonly string[] {
  try {
    return written(foldHistory(id, entries)) === written(head)
      ? []
      : ['The head is not what the entries make: treat it as tampering.'];
  } catch {
    const missing = entries.findIndex(({ n }, index) => n !== index + 1);
    const why =
      missing === -1
        ? 'they do not begin with its opening, or go on after its end'
        : `entry ${String(missing + 1)} is missing, or not in its place`;
    return [`The entries make no incident: ${why}. ${ASK}`];
  }
}

/** Who reads it may have nothing but the file. */
const ASK =
  'Have it exported anew from the register; where that is gone, the audit ledger has an event of each entry.';

function digestOf(entries: readonly Entry[]): string {
  return sha256(Buffer.from(written(entries))).toString('hex');
}

/** The one form that JSON of it has. */
function written(value: Incident | readonly Entry[]): string {
  return canonicalJson(JSON.parse(JSON.stringify(value)) as CanonicalValue);
}
