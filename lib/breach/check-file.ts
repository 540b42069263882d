import * as z from 'zod/mini';
import type { Due } from '../../lambda/breach/clocks/clock';
import { duesOf } from '../../lambda/breach/clocks/dues';
import type { IncidentFile } from '../../lambda/breach/notices/incident-file';
import {
  duesBefore,
  INCIDENT_FILE,
  keptUntil,
  problemsOf,
} from '../../lambda/breach/notices/incident-file';
import { foldHistory } from '../../lambda/breach/register/apply';
import type { Entry } from '../../lambda/breach/register/incident';
import { entryShape, incidentShape } from '../../lambda/breach/register/shapes';

import { canonicalJson } from '../../lambda/shared/audit/canonical';
import { jsonIn } from '../../lambda/shared/json';

/** Checks the file of an incident with nothing but itself: years later, without an account. */

const fileShape = z.strictObject({
  schema: z.literal(INCIDENT_FILE),
  incident: z.string(),
  version: z.int(),
  organization: z.string(),
  madeOn: z.string(),
  keepUntil: z.string(),
  entries: z.array(entryShape),
  entriesSha256: z.string(),
  head: incidentShape,
  dues: entryShape.shape.dues,
  problems: z.array(z.string()),
});

/** What no entry says: whoever has the file may have written it. */
export const NOT_CHECKED = ['organization', 'madeOn'] as const;

export interface CheckedFile {
  /** Undefined when it is no file of an incident. */
  readonly file?: Pick<IncidentFile, 'incident' | 'version'> & {
    readonly entries: number;
    readonly state: string;
    /** As the entries make it. @default - something is wrong, and no day can be relied on */
    readonly keepUntil?: string;
  };
  readonly problems: readonly string[];
}

/** What is wrong with a file; of what it says nothing is repeated but ids, numbers and names of fields. */
export function checkFile(text: string): CheckedFile {
  const { success, data, error } = fileShape.safeParse(jsonIn(text));
  if (!success) return { problems: [`It is no ${INCIDENT_FILE}: ${fieldsIn(error)}.`] };
  const file: IncidentFile = data;
  const { incident, version, keepUntil, entries, head } = file;
  const found = [...problemsOf(file), ...reckonedProblems(file)];
  const problems = [...found, ...ownProblems(file, found)];
  return {
    file: {
      incident,
      version,
      entries: entries.length,
      state: head.state,
      ...(problems.length === 0 ? { keepUntil } : {}),
    },
    problems,
  };
}

/** Where something is missing, of a wrong kind, or not known. */
function fieldsIn({ issues }: z.core.$ZodError): string {
  const fields = issues.flatMap((issue) => {
    const { path } = issue;
    if (issue.code !== 'unrecognized_keys') return [path.map(String).join('.')];
    return issue.keys.map((key) => `${[...path.map(String), key].join('.')} (not known)`);
  });
  return [...new Set(fields)].filter((field) => field !== '').join(', ') || 'no JSON object';
}

/** Days that the file says beside its entries, reckoned again from these. */
function reckonedProblems({ incident, entries, keepUntil, dues }: IncidentFile): readonly string[] {
  try {
    const made = foldHistory(incident, entries);
    return [
      ...(keptUntil(made) === keepUntil
        ? []
        : ['The day in keepUntil is not six years after the last entry.']),
      ...(duesThatFit(incident, entries).some((fit) => same(fit, dues))
        ? []
        : ['What is due by the file (dues) is not what is due by its entries.']),
    ];
  } catch {
    // Why, the other problems say; but for a moment that no calendar has.
    return ['Neither keepUntil nor dues can be reckoned from the entries: rely on neither.'];
  }
}

/**
 * What may stand in a file as due. The goal of the organization is a setting which no entry has: any that there can
 * be will do. What the last entry has is right as well, whatever later versions of our clocks make of it.
 */
function duesThatFit(incident: string, entries: readonly Entry[]): readonly (readonly Due[])[] {
  const made = foldHistory(incident, entries);
  if (made.state === 'closed') return [duesBefore(entries)];
  return [
    entries.at(-1)?.dues ?? [],
    ...TARGET_DAYS.map((targetDays) => duesOf(made, { targetDays })),
  ];
}

const TARGET_DAYS = Array.from({ length: 59 }, (_, index) => index + 1);

function same(one: readonly Due[], other: readonly Due[]): boolean {
  const [written, expected] = [one, other].map((dues) =>
    canonicalJson(dues.map((due) => ({ ...due }))),
  );
  return written === expected;
}

/** What the file says is wrong with itself, and is not. */
function ownProblems({ problems }: IncidentFile, found: readonly string[]): readonly string[] {
  return problems.every((problem) => found.includes(problem))
    ? []
    : ['The file says of itself (problems) what is not found in it.'];
}
