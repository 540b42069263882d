import { distance } from 'fastest-levenshtein';

/** A word this much longer or shorter than another is not a slip of the keyboard. */
const FAR = 8;

/**
 * The candidate that a person most likely meant by `word`; nothing when none is reasonably near,
 * which is: more than a third of its letters differ, and it does not begin with the word.
 * The first one wins a tie. Upper and lower case are one.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  const [best] = candidates
    .filter((candidate) => Math.abs(candidate.length - wanted.length) <= FAR)
    .map((candidate) => ({ candidate, edits: edits(wanted, candidate.toLowerCase()) }))
    .filter(({ candidate, edits }) => edits <= Math.max(1, Math.floor(candidate.length / 3)))
    .toSorted((a, b) => a.edits - b.edits);
  return best?.candidate;
}

/** Edits from one word to the other; a word cut short (`prod`) counts as one, and so do two letters swapped (`raed`). */
function edits(word: string, candidate: string): number {
  const cutShort = word.length >= 3 && candidate.startsWith(word) && word !== candidate;
  return cutShort || isSwapped(word, candidate) ? 1 : distance(word, candidate);
}

/** Whether two letters beside each other changed places, and all else is the same. */
function isSwapped(word: string, candidate: string): boolean {
  const at = Array.from(word).findIndex((letter, index) => letter !== candidate[index]);
  const swapped = `${word.slice(0, at)}${word.charAt(at + 1)}${word.charAt(at)}${word.slice(at + 2)}`;
  return at >= 0 && swapped === candidate;
}

/** The sentence that names {@link nearest}, or `otherwise`. */
export function didYouMean(word: string, candidates: readonly string[], otherwise: string): string {
  const near = nearest(word, candidates);
  return near === undefined ? otherwise : `Did you mean ${JSON.stringify(near)}?`;
}
