import type { Finding } from './finding';
import { isNameWord } from './recognizers/name-words';

const WORD = /(?<![\p{L}\d])\p{Lu}[\p{L}\p{M}’'-]{2,40}(?![\p{L}\d])/gu;
const WORDS = /\p{L}[\p{L}\p{M}]{2,}/gu;

/** A name is believed elsewhere in the text when it was found as surely as this. */
const SURE = 0.7;

/** Other places of the text where a name stands that something gave away once: `Mr. Roe … Roe was seen`. */
export function repeatedNames(text: string, found: readonly Finding[]): readonly Finding[] {
  const names = new Set<string>();
  for (const { identifier, confidence, start, end } of found) {
    if (identifier !== 'name' || confidence < SURE) continue;
    for (const [word] of text.slice(start, end).matchAll(WORDS)) {
      if (isNameWord(word)) names.add(word.toLowerCase());
    }
  }
  if (names.size === 0) return [];
  const repeated: Finding[] = [];
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const name = word.replace(/['’]s?$/, '');
    if (!names.has(name.toLowerCase())) continue;
    repeated.push({
      identifier: 'name',
      start: index,
      end: index + name.length,
      confidence: 0.55,
      label: 'repeated',
    });
  }
  return repeated;
}
