/**
 * How wide text is, without a font to ask: what a sans-serif takes at most. Widths are in units of the
 * font size, measured of Helvetica, Liberation Sans and DejaVu Sans, and a little above the widest.
 */
const NARROW = /[iljtfrI.,:;'|!()[\]/ -]/;
const WIDE = /[mwMW@%→↔—]/;
const CAPITAL = /[A-Z0-9#&?+=<>_~]/;

/** Width of a line at a font size, in units of the picture. */
export function widthOf(line: string, size: number): number {
  return [...line].reduce((sum, letter) => sum + widthOfLetter(letter), 0) * size;
}

/** The line, cut at the end when it is wider than there is room. */
export function fitted(line: string, size: number, room: number): string {
  if (widthOf(line, size) <= room) return line;
  const letters = [...line];
  while (letters.length > 0 && widthOf(`${letters.join('')}…`, size) > room) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

/** The text on as many lines as it needs, broken between words, `most` of them at most. */
export function wrapped(
  text: string,
  size: number,
  room: number,
  most = Infinity,
): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const parts = widthOf(word, size) > room ? word.split(/(?<=[/@._-])/) : [word];
    for (const [at, part] of parts.entries()) {
      const last = lines.at(-1);
      const longer = last === undefined ? part : `${last}${at === 0 ? ' ' : ''}${part}`;
      if (last !== undefined && widthOf(longer, size) <= room) lines[lines.length - 1] = longer;
      else lines.push(part);
    }
  }
  const kept =
    lines.length > most ? [...lines.slice(0, most - 1), lines.slice(most - 1).join(' ')] : lines;
  return kept.map((line) => fitted(line, size, room));
}

function widthOfLetter(letter: string): number {
  if (NARROW.test(letter)) return 0.36;
  if (WIDE.test(letter)) return 0.95;
  if (CAPITAL.test(letter)) return 0.69;
  // Scripts that we have no width for are drawn as wide as they are high.
  return letter < '\u0250' || letter === '…' ? 0.58 : 1;
}
