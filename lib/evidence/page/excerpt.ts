import type { JsonObject } from '../../compliance/reading/json';

/** What a reader takes in at a glance; nine of ten resources of a zone are shorter. */
const LONGEST = 3000;

export interface Excerpt {
  readonly text: string;
  /** Whether something is left out: the template has the rest. */
  readonly cut: boolean;
}

/** A resource as its template has it: type, what becomes of it, properties. */
export function excerptOf(body: JsonObject): Excerpt {
  const { Type, DeletionPolicy, UpdateReplacePolicy, Condition, Properties } = body;
  const shown = { Type, Condition, DeletionPolicy, UpdateReplacePolicy, Properties };
  const text = JSON.stringify(shown, null, 2);
  if (text.length <= LONGEST) return { text, cut: false };
  const whole = text.slice(0, LONGEST);
  // A line that is longer than the excerpt is cut where it is.
  const end = whole.lastIndexOf('\n');
  return { text: whole.slice(0, end > LONGEST / 2 ? end : LONGEST), cut: true };
}
