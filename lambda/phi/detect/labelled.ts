import type { Finding, Identifier } from './finding';
import type { Recognizer } from './recognizer';
import { matchAt, NOTHING, sticky } from './recognizer';

/** Beside the label, with nothing but `number`, `is`, `:` and their like between. */
const TIGHT =
  '(?:[ \\t]{0,2}(?:numbers?|num|nbr|no|ids?|identifier|code|is|was|of|are|value|\\([A-Za-z .’-]{1,24}\\)|[#:=.,|"\'()[>–—_-]|\\n(?!\\n))){0,7}[ \\t]{0,4}';

/** In the same sentence, not far away: any text without a digit. */
const LOOSE = '(?:[^\\d.;\\n]|\\.(?!\\s)){1,28}?';

export interface LabelledForm {
  readonly identifier: Identifier;
  readonly label: string;
  /** First words of the labels, in lower case, with white space between. */
  readonly words: string;
  /** The whole label from its first word on; letters in either case. */
  readonly name: string;
  /** What stands beside the label. */
  readonly value: string;
  /** From 0 to 1, when it stands beside the label. Default: 0.95. */
  readonly confidence?: number;
  /** What may stand further from the label, in the same sentence. Default: nothing may. */
  readonly far?: string;
}

/** How sure a number is that stands further from its label. */
const FAR = 0.6;

/** Recognizes numbers by the words before them. */
export function labelled({
  identifier,
  label,
  words,
  name,
  value,
  confidence = 0.95,
  far,
}: LabelledForm): Recognizer {
  const near = sticky(`(?:${name})${TIGHT}(?<![A-Za-z0-9])(${value})`, 'i');
  const farther =
    far === undefined
      ? undefined
      : sticky(`(?:${name})(?![A-Za-z0-9])${LOOSE}(?<![A-Za-z0-9])(${far})`, 'i');
  return {
    words,
    look(text, at) {
      const beside = matchAt(near, text, at);
      if (beside !== undefined) return [last(beside, identifier, label, confidence)];
      const apart = farther === undefined ? undefined : matchAt(farther, text, at);
      return apart === undefined ? NOTHING : [last(apart, identifier, label, FAR)];
    },
  };
}

/** The first group, which ends where the match ends. */
function last(
  { 0: whole, 1: value = '', index }: RegExpExecArray,
  identifier: Identifier,
  label: string,
  confidence: number,
): Finding {
  const end = index + whole.length;
  return { identifier, start: end - value.length, end, confidence, label };
}
