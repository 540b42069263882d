/**
 * Made-up words that every hostile call carries, so that whatever repeats a piece of it is found, and names the
 * call. Letters only, in any case: most patterns of the document take them.
 */
const WORD = 'zqcanary';
const DIGITS = 'bcdfghjklm';
const LENGTH = 4;

/** In place of a word where a number stands. */
export const CANARY_NUMBER = 918_273_645_546_372;

/** The word of a call, by its number. */
export function canaryOf(number: number): string {
  const digits = Array.from(String(number).padStart(LENGTH, '0'), (digit) => DIGITS[Number(digit)]);
  return `${WORD}${digits.join('')}`;
}

/** Numbers of the calls of which a piece stands in a text, each once; -1 where only the number or the bare word does. */
export function canariesIn(text: string): readonly number[] {
  const found = [
    ...text.matchAll(new RegExp(`${WORD}([${DIGITS}]{${String(LENGTH)}})?`, 'gi')),
  ].map(([, digits]) =>
    digits === undefined
      ? -1
      : Number(Array.from(digits.toLowerCase(), (letter) => DIGITS.indexOf(letter)).join('')),
  );
  return [...new Set([...found, ...(text.includes(String(CANARY_NUMBER)) ? [-1] : [])])];
}

/** Of no call yet: what is made for many calls has it, and is stamped for each. */
export const BLANK = canaryOf(0);

/** A text with the word of one call in place of the blank one. */
export function stamped(text: string, canary: string): string {
  return text.replaceAll(BLANK, canary).replaceAll(BLANK.toUpperCase(), canary.toUpperCase());
}
