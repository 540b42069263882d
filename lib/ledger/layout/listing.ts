import { CHECKPOINTS, numberIn, SEGMENTS } from '../../../lambda/ledger/format/layout';
import { folderOf, isLedgerKey, logIn } from './export-layout';
import type { OpenFile } from './files';
import { lines, linesBackward } from './lines';
import type { VersionLine } from './version-line';
import { isBefore, parseVersionLine } from './version-line';

/** The lines of one folder in versions.jsonl: they stand together, since keys are sorted. */
export interface FolderBlock {
  readonly start: number;
  end: number;
  /** Keys with at least one version. */
  keys: number;
}

/** What versions.jsonl holds, folder by folder. */
export interface Listing {
  readonly file: OpenFile;
  /** By folder, with its slash. */
  readonly folders: ReadonlyMap<string, FolderBlock>;
}

/** The objects of a folder, from the last key to the first: the oldest first. */
function* objectsBackward({ file, folders }: Listing, folder: string): Iterable<VersionLine> {
  const block = folders.get(folder);
  if (block === undefined) return;
  let last = '';
  for (const text of linesBackward(file, block.start, block.end)) {
    const line = parseVersionLine(text);
    if (line === undefined || line.kind === 'delete-marker' || line.key === last) continue;
    last = line.key;
    yield line;
  }
}

/** Walks through the numbers of a folder in ascending order, one look ahead. */
export interface NumberCursor {
  /** The next number; undefined at the end. */
  readonly peek: () => number | undefined;
  /** When the object of that number was written, by the clock of S3: milliseconds since 1970. */
  readonly written: () => number;
  readonly take: () => void;
}

export function numbersOf(listing: Listing, folder: string): NumberCursor {
  const objects = objectsBackward(listing, folder)[Symbol.iterator]();
  let ahead: IteratorResult<VersionLine> | undefined;
  const look = (): IteratorResult<VersionLine> => (ahead ??= objects.next());
  return {
    peek: () => {
      const { done, value } = look();
      return done === true ? undefined : numberIn(value.key);
    },
    written: () => {
      const { done, value } = look();
      return done === true ? Number.NaN : Date.parse(value.lastModified);
    },
    take: () => void (ahead = undefined),
  };
}

/** The first version line of a key's object in a folder, and whether there is any: by bisection. */
export function findLine(
  { file, folders }: Listing,
  folder: string,
  key: string,
): VersionLine | undefined {
  const block = folders.get(folder);
  if (block === undefined) return undefined;
  let [low, high] = [block.start, block.end];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const start = lineStart(file, low, middle);
    const bytes = file.read(start, MOST_LINE);
    const end = bytes.indexOf(NEWLINE);
    const line = parseVersionLine(bytes.toString('utf8', 0, Math.max(end, 0)));
    if (end < 0 || line === undefined) return undefined;
    if (line.key === key) return line;
    if (isBefore(line.key, key)) low = start + end + 1;
    else high = start;
  }
  return undefined;
}

const MOST_LINE = 16 * 1024;
const NEWLINE = 0x0a;

/** Start of the line in which a position is. */
function lineStart(file: OpenFile, low: number, position: number): number {
  const from = Math.max(low, position - MOST_LINE);
  const newline = file.read(from, position - from).lastIndexOf(NEWLINE);
  return newline < 0 ? from : from + newline + 1;
}

/** The highest number of a folder, which stands first; undefined in an empty one. */
export function newestNumber({ file, folders }: Listing, folder: string): number | undefined {
  const block = folders.get(folder);
  if (block === undefined) return undefined;
  for (const { text } of lines(file, block.start, block.end)) {
    const line = parseVersionLine(text);
    if (line?.kind === 'version') return numberIn(line.key);
  }
  return undefined;
}

/** Logs of which anything is listed. */
export function listedLogs({ folders }: Listing): ReadonlySet<string> {
  const names = [...folders.keys()].flatMap((folder) =>
    [SEGMENTS, CHECKPOINTS].flatMap((below) => logIn(folder, below) ?? []),
  );
  return new Set(names);
}

/** Objects of a folder. */
export function countOf({ folders }: Listing, folder: string): number {
  return folders.get(folder)?.keys ?? 0;
}

/** Reads where folders stand. What cannot be read is passed over: `verify` names it. */
export function readListing(file: OpenFile): Listing {
  const folders = new Map<string, FolderBlock>();
  let previous = '';
  for (const { text, start, end } of lines(file)) {
    const line = parseVersionLine(text);
    if (line === undefined || !isLedgerKey(line.key)) continue;
    const block = folders.get(folderOf(line.key)) ?? { start, end, keys: 0 };
    folders.set(folderOf(line.key), block);
    block.end = end;
    if (line.kind === 'version' && line.key !== previous) {
      block.keys += 1;
      previous = line.key;
    }
  }
  return { file, folders };
}
