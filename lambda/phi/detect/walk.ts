import type { Finding } from './finding';
import type { Recognizer } from './recognizer';
import { wordsIn } from './recognizer';

const [OTHER, DIGIT, LOWER, UPPER] = [0, 1, 2, 3] as const;

/** Of each ASCII character; what is beyond them counts as a small letter, for labels are English. */
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCodePoint(code);
  if (/\d/.test(character)) return DIGIT;
  if (/[a-z]/.test(character)) return LOWER;
  return /[A-Z]/.test(character) ? UPPER : OTHER;
});

function kindAt(text: string, at: number): number {
  const code = text.codePointAt(at);
  return code === undefined ? OTHER : (KINDS[code] ?? LOWER);
}

/** Recognizers by what they look at. */
export interface Plan {
  readonly words: ReadonlyMap<string, readonly Recognizer[]>;
  readonly longestWord: number;
  readonly numbers: readonly Recognizer[];
  readonly codes: readonly Recognizer[];
  readonly characters: ReadonlyMap<string, readonly Recognizer[]>;
}

export function planOf(recognizers: readonly Recognizer[]): Plan {
  const words = byTrigger(recognizers, ({ words = '' }) => wordsIn(words));
  return {
    words,
    longestWord: Math.max(0, ...[...words.keys()].map((word) => word.length)),
    numbers: recognizers.filter(({ numbers }) => numbers),
    codes: recognizers.filter(({ codes }) => codes),
    characters: byTrigger(recognizers, ({ characters = '' }) => characters.split('')),
  };
}

function byTrigger(
  recognizers: readonly Recognizer[],
  triggersOf: (recognizer: Recognizer) => readonly string[],
): ReadonlyMap<string, readonly Recognizer[]> {
  const found = new Map<string, Recognizer[]>();
  for (const recognizer of recognizers) {
    for (const trigger of triggersOf(recognizer)) {
      found.set(trigger, [...(found.get(trigger) ?? []), recognizer]);
    }
  }
  return found;
}

/** Whatever recognizers find in a text, in one pass over it; findings may overlap. */
export function walk(text: string, plan: Plan): readonly Finding[] {
  const findings: Finding[] = [];
  const ask = (recognizers: readonly Recognizer[], at: number): void => {
    for (const recognizer of recognizers) {
      for (const finding of recognizer.look(text, at)) findings.push(finding);
    }
  };
  let before: number = OTHER;
  for (let at = 0; at < text.length;) {
    const kind = kindAt(text, at);
    if (kind === OTHER) {
      ask(plan.characters.get(text[at] ?? '') ?? [], at);
      at += 1;
    } else if (kind === DIGIT) {
      const end = endOfNumber(text, at);
      ask(plan.numbers, at);
      if (before === OTHER && kindAt(text, end) > DIGIT) ask(plan.codes, at);
      at = end;
    } else {
      const end = endOfWord(text, at);
      if (end - at <= plan.longestWord) {
        ask(plan.words.get(text.slice(at, end).toLowerCase()) ?? [], at);
      }
      if (before === OTHER && kindAt(text, end) === DIGIT) ask(plan.codes, at);
      at = end;
    }
    before = kindAt(text, at - 1);
  }
  return findings;
}

function endOfNumber(text: string, start: number): number {
  let end = start + 1;
  while (kindAt(text, end) === DIGIT) end += 1;
  return end;
}

/** A word ends where letters end, and before a capital behind a small letter. */
function endOfWord(text: string, start: number): number {
  let end = start + 1;
  let before = kindAt(text, start);
  for (let kind = kindAt(text, end); kind > DIGIT; kind = kindAt(text, end)) {
    if (kind === UPPER && before === LOWER) break;
    before = kind;
    end += 1;
  }
  return end;
}
