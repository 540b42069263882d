import { z } from 'zod';
import { phiLike } from '../../lambda/shared/phi-like';
import { didYouMean } from '../config/nearest';
import type { Checklist, ChecklistAnswers } from './checklist';
import { EvidenceError } from './errors';

/** In bytes. A hundred answers with long notes have less than a tenth. */
export const LARGEST_ANSWERS = 1024 * 1024;

const SCHEMA = z.object({
  answers: z.record(
    z.string(),
    z.strictObject({
      state: z.enum(['done', 'not-applicable', 'open']),
      note: z.string().max(2000).default(''),
    }),
  ),
});

/**
 * What a person answered, as the page saved it.
 *
 * @throws EvidenceError with everything that is wrong: no such item, no such answer, a note that looks
 * like it is about a patient. What a note says is not repeated.
 */
export function checklistAnswers(
  text: string,
  checklists: readonly Checklist[],
): ChecklistAnswers['answers'] {
  const { data, error } = SCHEMA.safeParse(json(text));
  if (data === undefined) {
    throw refused(error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
  }
  const ids = checklists.flatMap(({ items }) => items.map(({ id }) => id));
  const problems = Object.entries(data.answers).flatMap(([id, { note }]) => [
    ...(ids.includes(id)
      ? []
      : [
          `${JSON.stringify(id.slice(0, 60))} is no item. ${didYouMean(id, ids, 'It may be of another version: take it out.')}`,
        ]),
    ...phiLike(note, 'prose')
      .filter((kind) => kind !== 'an e-mail address')
      .map(
        (kind) =>
          `the note of ${id} looks like it holds ${kind}. A pack never holds what identifies a patient.`,
      ),
  ]);
  if (problems.length > 0) throw refused(problems);
  return data.answers;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not the cause: it may quote the file.
    throw refused(['it is no JSON.']);
  }
}

function refused(problems: readonly string[]): EvidenceError {
  return new EvidenceError(
    `--answers: these answers cannot be taken: ${problems.join(' ')} Expected the file that the page saves.`,
  );
}
