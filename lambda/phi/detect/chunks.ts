/** A stretch of a text. */
export interface Chunk {
  /** First UTF-16 unit in the whole text. */
  readonly start: number;
  readonly text: string;
}

export interface ChunkProps {
  /** Most bytes of a chunk, as UTF-8. At least 4, for a character has as many. */
  readonly bytes: number;
  /** UTF-16 units at the end of a chunk in which a place to cut is looked for. The next one repeats a quarter of them at least. */
  readonly overlap: number;
}

/** Behind the end of a sentence, a line or at least a word; the first of them that there is. */
const BORDERS = [/[.!?]["')\]]?\s+|\n+/g, /\s+/g] as const;

/**
 * Cuts a text into chunks that a service takes, each behind a sentence where one ends near its end. What
 * stands around a cut is in both chunks, so that no identifier shorter than a quarter
 * of the overlap is cut in two.
 */
export function chunksOf(text: string, { bytes, overlap }: ChunkProps): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let start = 0; start < text.length;) {
    const most = endWithin(text, start, bytes);
    const end =
      most === text.length ? most : lastBorder(text, Math.max(start + 1, most - overlap), most);
    chunks.push({ start, text: text.slice(start, end) });
    if (end === text.length) break;
    const from = Math.max(start + 1, end - overlap);
    const back = firstBorder(text, from, Math.max(from, end - Math.floor(overlap / 4)));
    start = back > start ? back : end;
  }
  return chunks;
}

/** Where at most so many bytes end, between two characters. */
function endWithin(text: string, start: number, bytes: number): number {
  let left = bytes;
  let end = start;
  while (end < text.length) {
    const code = text.codePointAt(end) ?? 0;
    left -= code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (left < 0) break;
    end += code < 0x10000 ? 1 : 2;
  }
  return end;
}

function lastBorder(text: string, from: number, to: number): number {
  const borders = bordersIn(text, from, to);
  return borders.at(-1) ?? to;
}

function firstBorder(text: string, from: number, to: number): number {
  return bordersIn(text, from, to)[0] ?? whole(text, from);
}

function bordersIn(text: string, from: number, to: number): readonly number[] {
  const window = text.slice(from, to);
  for (const border of BORDERS) {
    const found = Array.from(
      window.matchAll(border),
      ({ 0: { length }, index }) => from + index + length,
    );
    if (found.length > 0) return found;
  }
  return [];
}

/** Not between the two halves of a character. */
function whole(text: string, at: number): number {
  const code = text.charCodeAt(at);
  const before = text.charCodeAt(at - 1);
  return code >= 0xdc00 && code <= 0xdfff && before >= 0xd800 && before <= 0xdbff ? at + 1 : at;
}

/**
 * UTF-16 units before so many code points, for each offset of a text.
 *
 * @param offsets in code points
 */
export function unitsOf(text: string, offsets: readonly number[]): ReadonlyMap<number, number> {
  const wanted = new Set(offsets);
  const units = new Map<number, number>();
  let unit = 0;
  let point = 0;
  for (const character of text) {
    if (wanted.has(point)) units.set(point, unit);
    unit += character.length;
    point += 1;
  }
  if (wanted.has(point)) units.set(point, unit);
  return units;
}
