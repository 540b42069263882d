/** Width of a line at a font size, in units of the picture. */
export function widthOf(line: string, size: number): number {
  let width = 0;
  for (const letter of line) width += widthOfLetter(letter);
  return width * size;
}

/** The line, cut at the end when it is wider than there is room. */
export function fitted(line: string, size: number, room: number): string {
  if (widthOf(line, size) <= room) return line;
  let kept = '';
  let width = widthOf('…', size);
  for (const letter of line) {
    width += widthOfLetter(letter) * size;
    if (width > room) break;
    kept += letter;
  }
  return `${kept.trimEnd()}…`;
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
    const parts = widthOf(word, size) > room ? word.split(/(?<=[/@._-]|:(?!:))/) : [word];
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
  const known = WIDTHS.get(letter);
  if (known !== undefined) return known;
  // Scripts that we have no width for are drawn as wide as they are high.
  return letter < '\u0250' ? 0.6 : 1;
}

/**
 * How wide letters are, without a font to ask: in units of the font size, measured of Helvetica,
 * Liberation Sans and DejaVu Sans, and a little above the widest.
 */
const WIDTHS: ReadonlyMap<string, number> = new Map(
  (
    [
      ["iljtfrI.,:;'|!()[]/ -", 0.36],
      ['…', 0.6],
      ['ABCDEFGHJKLNOPQRSTUVXYZ0123456789#&?+=<>_~', 0.69],
      ['mwMW@%→↔—', 0.95],
    ] as const
  ).flatMap(([letters, width]) => Array.from(letters, (letter) => [letter, width] as const)),
);
