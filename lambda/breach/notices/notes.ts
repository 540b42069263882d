import { heldUntil } from '../clocks/holds';
import type { Facts } from '../register/incident';
import type { NoticeInput } from './draft';
import { dayInWords } from './words';

/** What somebody should know who reads a draft, whatever its kind. */

/** @param clock that the draft serves; `media` stands for those of all States */
export function commonNotes(input: NoticeInput, clock: string): readonly string[] {
  const { incident } = input;
  return [
    ...(incident.drill ? ['This is a drill with a made-up incident: send it to nobody.'] : []),
    ...stateNotes(input),
    ...holdNotes(input),
    ...dueNotes(input, clock),
    ...dayNotes(incident.facts),
    ...languageNotes(incident.facts),
  ];
}

function stateNotes({ incident: { state } }: NoticeInput): readonly string[] {
  switch (state) {
    case 'triage':
    case 'investigating':
      return [
        'It is not confirmed yet. It counts as a breach until it is shown to be none (45 CFR 164.402), and the clock runs.',
      ];
    case 'not-a-breach':
      return ['It was found to be no breach: no notice is due.'];
    default:
      return [];
  }
}

function holdNotes({ incident, today }: NoticeInput): readonly string[] {
  const end = heldUntil(today, incident.holds);
  return end === undefined
    ? []
    : [
        `Law enforcement asked for a delay until ${dayInWords(end)}: send nothing before that day, and on it at once (45 CFR 164.412).`,
      ];
}

function dueNotes({ dues, today }: NoticeInput, clock: string): readonly string[] {
  return dues
    .filter((due) => due.clock === clock || due.clock.startsWith(`${clock}:`))
    .map(({ clock: name, target, due, done, citation }) => {
      if (done !== undefined) return `Due ${name}: recorded as done on ${dayInWords(done)}.`;
      const late = due < today ? 'OVERDUE since' : 'last lawful day';
      return `Due ${name}: without unreasonable delay; goal ${dayInWords(target)}, ${late} ${dayInWords(due)} (${citation}).`;
    });
}

function dayNotes({ breachFrom, breachTo }: Facts): readonly string[] {
  if (breachFrom === undefined) {
    return ['The first day of the breach is not written down: the text says that it is not known.'];
  }
  return breachTo === undefined
    ? ['The last day of the breach is not written down: the text says that it was one day.']
    : [];
}

/** Longer sentences are hard to read for many. 45 CFR 164.404(c)(2): plain language. */
export const MOST_WORDS = 25;
/** Words of the trade, and of lawyers. */
const JARGON =
  /\b(e?PHI|EHR|EMR|exfiltrat\w*|pursuant|herein|thereof|aforementioned|threat actors?)\b/iu;

function languageNotes({ description, steps, mitigation }: Facts): readonly string[] {
  return Object.entries({ description, steps, mitigation }).flatMap(([field, written = '']) => [
    ...(longestSentence(written) > MOST_WORDS
      ? [`A sentence of ${field} has more than ${String(MOST_WORDS)} words: make two of it.`]
      : []),
    ...[...(JARGON.exec(written) ?? [])]
      .slice(0, 1)
      .map((word) => `“${word}” in ${field} is no plain word: say it otherwise.`),
  ]);
}

function longestSentence(written: string): number {
  const sentences = written.split(/[.!?:;\n]+(?:\s|$)/u);
  return Math.max(...sentences.map((sentence) => sentence.split(/\s+/u).filter(Boolean).length));
}
