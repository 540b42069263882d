import type { OpenFile } from './files';

const CHUNK = 64 * 1024;
/** Longer than a line of versions.jsonl can be: a key of S3 has 1,024 bytes at most. */
const LONGEST_LINE = 16 * 1024;
/** Cursors are many, one a log. */
const SMALL_CHUNK = 4 * 1024;
const NEWLINE = 0x0a;

/** A line of a file and where it stands. */
export interface Line {
  readonly text: string;
  readonly start: number;
  /** After its newline. */
  readonly end: number;
}

/**
 * Lines of a file or a part of it, in order. A line that is too long or not ended by a newline comes as an empty
 * text: nothing that is looked for is empty.
 */
export function* lines(file: OpenFile, first = 0, last = file.size): Iterable<Line> {
  let rest: Buffer = Buffer.alloc(0);
  let start = first;
  for (let position = first; position < last; position += CHUNK) {
    const chunk = file.read(position, Math.min(CHUNK, last - position));
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let to = bytes.indexOf(NEWLINE); to >= 0; to = bytes.indexOf(NEWLINE, from)) {
      const end = start + to + 1 - from;
      yield { text: bytes.toString('utf8', from, to), start, end };
      [start, from] = [end, to + 1];
    }
    rest = bytes.subarray(from);
    if (rest.length > LONGEST_LINE) break;
  }
  if (rest.length > 0) yield { text: '', start, end: last };
}

/**
 * Lines of a part of a file from the last to the first. Keys count down, so this is from the oldest
 * to the newest.
 */
export function* linesBackward(file: OpenFile, from: number, to: number): Iterable<string> {
  let rest: Buffer = Buffer.alloc(0);
  let end = to;
  while (end > from) {
    const start = Math.max(from, end - SMALL_CHUNK);
    const bytes = Buffer.concat([file.read(start, end - start), rest]);
    end = start;
    const found: string[] = [];
    let last = bytes.length;
    while (last > 0) {
      const newline = last < 2 ? -1 : bytes.lastIndexOf(NEWLINE, last - 2);
      if (newline < 0) break;
      found.push(bytes.toString('utf8', newline + 1, last - 1));
      last = newline + 1;
    }
    yield* found;
    rest = Buffer.from(bytes.subarray(0, last));
    if (rest.length > LONGEST_LINE) return;
  }
  if (rest.length > 0) yield rest.toString('utf8', 0, rest.length - 1);
}
