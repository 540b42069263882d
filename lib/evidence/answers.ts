import { z } from 'zod';
import { phiLike } from '../../lambda/shared/phi-like';
import { didYouMean } from '../config/nearest';
import { pathText, quoted } from '../config/problems';
import type { Checklist, ChecklistAnswers } from './checklist';
import { EvidenceError } from './errors';
import { LONGEST_NOTE } from './page/page-data';

/** In bytes. A hundred answers with long notes have less than a tenth. */
export const LARGEST_ANSWERS = 1024 * 1024;

const ANSWERS = 'expected "answers": an answer for each item, by its id';
const ANSWER = z.strictObject(
  {
    state: z.enum(['done', 'not-applicable', 'open'], 'expected done, not-applicable or open'),
    note: z
      .string('expected a text')
      .max(LONGEST_NOTE, `expected at most ${LONGEST_NOTE} characters`)
      .default(''),
  },
  'expected a state and a note',
);
const SCHEMA = z.strictObject({ answers: z.record(z.string(), ANSWER, ANSWERS) }, ANSWERS);

/** What a terminal obeys, or turns text around; lines and tabs are no such thing. */
const CONTROL = /(?![\n\r\t])[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;

/**
 * What a person answered, as the page saved it.
 *
 * @throws EvidenceError with everything that is wrong: no such item, no such answer, a note that is too
 * long or looks like it is about a patient. What a note says is not repeated.
 */
export function checklistAnswers(
  text: string,
  checklists: readonly Checklist[],
): ChecklistAnswers['answers'] {
  const file = json(text);
  const { data, error } = SCHEMA.safeParse(file);
  const ids = checklists.flatMap(({ items }) => items.map(({ id }) => id));
  const problems = [
    ...(error?.issues ?? []).map(shapeProblem),
    ...notesIn(file).flatMap(([id, note]) => [
      ...(ids.includes(id)
        ? []
        : [
            `${quoted(id)} is no item. ${didYouMean(id, ids, 'It may be of another version: take it out.')}`,
          ]),
      ...noteProblems(id, note),
    ]),
  ];
  if (data === undefined || problems.length > 0) throw refused(problems);
  return data.answers;
}

function shapeProblem({ code, path, message }: z.core.$ZodIssue): string {
  const where = path.length === 0 ? 'the file' : pathText(path.map(String));
  // Its own message would repeat the key, which may be anything.
  const what =
    code === 'unrecognized_keys' ? 'has a field that is none of an answer: take it out' : message;
  return `${where}: ${what}.`;
}

/** Every answer of a file of whatever shape, with the note that it has. */
function notesIn(file: unknown): readonly (readonly [id: string, note: string])[] {
  const answers = fieldOf(file, 'answers');
  if (typeof answers !== 'object' || answers === null || Array.isArray(answers)) return [];
  return Object.entries(answers).map(([id, answer]) => {
    const note = fieldOf(answer, 'note');
    return [id, typeof note === 'string' ? note : ''];
  });
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function noteProblems(id: string, note: string): readonly string[] {
  const name = `the note of ${pathText([id])}`;
  // Whom to ask may be in a note: addresses of staff.
  const found = phiLike(note, 'prose').filter((kind) => kind !== 'an e-mail address');
  return [
    ...found.map(
      (kind) =>
        `${name} looks like it holds ${kind}. A pack never holds what identifies a patient.`,
    ),
    ...(CONTROL.test(note)
      ? [`${name} has a control character. Write it again in plain text.`]
      : []),
  ];
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
