import type { ChecklistAnswer } from '../../checklist';
import { LONGEST_NOTE } from '../page-data';

export interface ReadAnswers {
  readonly answers: ReadonlyMap<string, ChecklistAnswer>;
  /** What was not taken over, in sentences. */
  readonly problems: readonly string[];
}

/** Reads a file of answers: what is sound is taken, everything else is named. */
export function readAnswers(text: string, known: ReadonlySet<string>): ReadAnswers {
  const none = (problem: string): ReadAnswers => ({ answers: new Map(), problems: [problem] });
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return none('This is not a JSON file: expected one that "Save answers" made.');
  }
  const all = isObject(file) ? file['answers'] : undefined;
  if (!isObject(all))
    return none('The file has no "answers": expected one that "Save answers" made.');

  const answers = new Map<string, ChecklistAnswer>();
  const problems: string[] = [];
  for (const [id, value] of Object.entries(all)) {
    const answer = answerIn(value);
    if (!known.has(id)) problems.push(`No item is called ${id}.`);
    else if (answer === undefined) {
      problems.push(
        `The answer to ${id} is not understood: expected a state (done, not-applicable, open) and a note of at most ${LONGEST_NOTE} characters.`,
      );
    } else answers.set(id, answer);
  }
  return { answers, problems };
}

function answerIn(value: unknown): ChecklistAnswer | undefined {
  if (!isObject(value)) return undefined;
  const { state, note } = value;
  if (state !== 'done' && state !== 'not-applicable' && state !== 'open') return undefined;
  return typeof note === 'string' && note.length <= LONGEST_NOTE ? { state, note } : undefined;
}

/** The file that `hlz evidence --answers` reads, and this page. */
export function writeAnswers(answers: ReadonlyMap<string, ChecklistAnswer>): string {
  return `${JSON.stringify({ answers: Object.fromEntries(answers) }, null, 2)}\n`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
