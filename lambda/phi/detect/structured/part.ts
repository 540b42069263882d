import type { Finding, Identifier } from '../finding';

/** How sure the place of a value makes it: a standard, or a column that says so. */
const SURE = 0.93;

/** A stretch of a text, without the spaces and quotes around. Nothing where nothing stands, or a word for nothing. */
export function partOf(
  text: string,
  start: number,
  end: number,
  identifier: Identifier,
  label: string,
): readonly Finding[] {
  let [from, to] = [start, end];
  while (from < to && /[\s"']/.test(text.charAt(from))) from += 1;
  while (to > from && /[\s"']/.test(text.charAt(to - 1))) to -= 1;
  if (from === to || /^(?:null|none|n\/?a|unknown|-+|\?)$/i.test(text.slice(from, to))) return [];
  return [{ identifier, start: from, end: to, confidence: SURE, label }];
}

/** A part of a text that was cut, with where it begins. */
export interface Cut {
  readonly text: string;
  readonly start: number;
}

/** Cut at each separator, nothing left out. */
export function cutAt(text: string, separator: string, start: number): readonly Cut[] {
  const cuts: Cut[] = [];
  let from = 0;
  for (;;) {
    const at = text.indexOf(separator, from);
    cuts.push({ text: text.slice(from, at < 0 ? text.length : at), start: start + from });
    if (at < 0) return cuts;
    from = at + separator.length;
  }
}
