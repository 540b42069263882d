import * as z from 'zod/mini';
import type { IncidentFile } from '../../lambda/breach/notices/incident-file';
import { INCIDENT_FILE, problemsOf } from '../../lambda/breach/notices/incident-file';
import { entryShape, incidentShape } from '../../lambda/breach/register/shapes';
import { jsonIn } from '../../lambda/shared/json';

/** Checks the file of an incident with nothing but itself: years later, without an account. */

const fileShape = z.object({
  schema: z.literal(INCIDENT_FILE),
  incident: z.string(),
  version: z.int(),
  organization: z.string(),
  madeOn: z.string(),
  keepUntil: z.string(),
  entries: z.array(entryShape),
  entriesSha256: z.string(),
  head: incidentShape,
});

export interface CheckedFile {
  /** Undefined when it is no file of an incident. */
  readonly file?: Pick<IncidentFile, 'incident' | 'version' | 'keepUntil'> & {
    readonly entries: number;
    readonly state: string;
  };
  readonly problems: readonly string[];
}

/** What is wrong with a file; of what it says nothing is repeated but ids, numbers and names of fields. */
export function checkFile(text: string): CheckedFile {
  const { success, data, error } = fileShape.safeParse(jsonIn(text));
  if (!success) {
    const fields = [...new Set(error.issues.map(({ path }) => path.map(String).join('.')))];
    return {
      problems: [
        `It is no ${INCIDENT_FILE}: ${fields.filter((field) => field !== '').join(', ') || 'no JSON object'}.`,
      ],
    };
  }
  const { incident, version, keepUntil, entries, head } = data;
  return {
    file: { incident, version, keepUntil, entries: entries.length, state: head.state },
    problems: problemsOf(data as unknown as IncidentFile),
  };
}
