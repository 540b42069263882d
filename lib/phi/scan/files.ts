import { execFileSync } from 'node:child_process';
import { closeSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Folders of tools, of what is built, and of what others wrote. */
const SKIPPED: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  'bower_components',
  'vendor',
  'dist',
  'build',
  'out',
  'target',
  'coverage',
  'cdk.out',
  '.venv',
  'venv',
  '__pycache__',
  '.gradle',
  '.terraform',
  '.next',
  '.idea',
]);
/** Written by package managers: checksums and addresses, many of them. */
const LOCK_FILES =
  /^(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|Cargo\.lock|poetry\.lock|go\.sum|composer\.lock|Gemfile\.lock)$/;

const PIECE_BYTES = 1024 * 1024;
/** What a piece repeats of the one before, where a line is longer than a piece. */
const OVERLAP_BYTES = 4096;
/** Where a zero byte tells that a file is no text. */
const LOOK_BYTES = 8192;

/**
 * Files below a directory, by their paths from it, in order: in a work tree of git those that git
 * knows or would take, else all but what tools made.
 */
export function filesIn(directory: string): readonly string[] {
  const files = filesOfGit(directory) ?? [...walk(directory, directory)];
  return files.filter((file) => !LOCK_FILES.test(file.split('/').at(-1) ?? '')).toSorted();
}

function filesOfGit(directory: string): readonly string[] | undefined {
  try {
    const listed = execFileSync(
      'git',
      ['-C', directory, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'],
      { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024, stdio: ['ignore', 'pipe', 'ignore'] },
    );
    return listed.split('\0').filter((file) => file !== '' && isFile(join(directory, file)));
  } catch {
    // No git, or no work tree of it.
    return undefined;
  }
}

/** A link leads out, or to what is scanned anyway. */
function isFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function* walk(root: string, folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name)) yield* walk(root, path);
    } else if (entry.isFile()) yield relative(root, path).split(sep).join('/');
  }
}

/** A stretch of a file that ends with a line, but where a line is too long. */
export interface Piece {
  readonly text: string;
  /** Line of the file in which it begins, from 1. */
  readonly line: number;
}

/** A text file piece by piece, so that a long one takes no more memory than a short one; nothing of another. */
export function* piecesOf(path: string): Generator<Piece> {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(PIECE_BYTES);
    let kept = 0;
    let line = 1;
    let isFirst = true;
    for (;;) {
      const read = readSync(file, buffer, kept, PIECE_BYTES - kept, null);
      const filled = kept + read;
      if (isFirst && buffer.subarray(0, Math.min(filled, LOOK_BYTES)).includes(0)) return;
      isFirst = false;
      if (filled === 0) return;
      const isLast = read === 0 || filled < PIECE_BYTES;
      const newline = buffer.lastIndexOf(0x0a, filled - 1);
      const end = isLast || newline < 0 ? filled : newline + 1;
      const text = buffer.toString('utf8', 0, end);
      yield { text, line };
      if (isLast && read === 0) return;
      const from = !isLast && newline < 0 ? end - OVERLAP_BYTES : end;
      line += linesIn(buffer.subarray(0, from));
      buffer.copyWithin(0, from, filled);
      kept = filled - from;
      if (isLast) return;
    }
  } finally {
    closeSync(file);
  }
}

function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) lines += 1;
  return lines;
}
