import type { Dirent } from 'node:fs';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  opendirSync,
  readdirSync,
  readFileSync,
  readSync,
} from 'node:fs';
import { join } from 'node:path';
import { LedgerCommandError } from '../errors';
import type { ExportFiles, OpenFile } from './files';
import { LONGEST_OBJECT } from './files';

/** What is refused under these codes is not there as a file. */
const NOT_THERE = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'EISDIR', 'ENXIO', 'ENAMETOOLONG']);
// Neither follows a link nor waits for the other end of a pipe. Windows knows neither.
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * An export on disk.
 *
 * Its functions throw {@link LedgerCommandError} when a file is there and cannot be read.
 */
export function exportOnDisk(root: string): ExportFiles {
  return {
    read: (path) =>
      withFile(join(root, path), (file, size) =>
        size > LONGEST_OBJECT ? undefined : readFileSync(file),
      ),
    compare: (path, parts) =>
      withFile(join(root, path), (file, size) => (isFile(file, size, parts) ? 'same' : 'other')) ??
      'missing',
    open: (path) => open(join(root, path)),
    *names(folder) {
      if (isLink(root, folder)) return;
      const directory = ifThere(folder, () => opendirSync(join(root, folder)));
      if (directory === undefined) return;
      try {
        for (let entry = next(folder, directory); entry !== null; entry = next(folder, directory)) {
          if (!entry.isDirectory()) yield entry.name;
        }
      } finally {
        directory.closeSync();
      }
    },
    folders: (folder) =>
      (isLink(root, folder)
        ? []
        : (ifThere(folder, () => readdirSync(join(root, folder), { withFileTypes: true })) ?? [])
      ).flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])),
  };
}

/** The directory of the export may be a link; nothing in it may. */
function isLink(root: string, folder: string): boolean {
  const path = join(root, folder).replace(/[/\\]+$/, '');
  return folder !== '' && ifThere(folder, () => lstatSync(path).isSymbolicLink()) === true;
}

function next(folder: string, directory: { readSync: () => Dirent | null }): Dirent | null {
  return ifThere(folder, () => directory.readSync()) ?? null;
}

// One buffer for every comparison: most of what is read of an export is read to be compared.
let scratch = Buffer.alloc(0);

function isFile(file: number, size: number, parts: readonly Buffer[]): boolean {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (size !== length) return false;
  if (scratch.length < length) scratch = Buffer.allocUnsafeSlow(length * 2);
  if (fill(file, scratch, length, 0) !== length) return false;
  const [only] = parts;
  // A bundle is a part or two of 100 KB, a tile of hashes 256 parts of 32 bytes.
  const expected = parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
  return scratch.subarray(0, length).equals(expected);
}

/** Reads until so many bytes are there, or the file ends. */
function fill(file: number, into: Buffer, length: number, position: number): number {
  let filled = 0;
  while (filled < length) {
    const count = readSync(file, into, filled, length - filled, position + filled);
    if (count === 0) break;
    filled += count;
  }
  return filled;
}

function open(path: string): OpenFile | undefined {
  const file = ifThere(path, () => openSync(path, FLAGS));
  if (file === undefined) return undefined;
  const stats = fstatSync(file);
  if (!stats.isFile()) {
    closeSync(file);
    return undefined;
  }
  return {
    size: stats.size,
    read: (position, length) => {
      const bytes = Buffer.allocUnsafe(length);
      return bytes.subarray(0, fill(file, bytes, length, position));
    },
    close: () => closeSync(file),
  };
}

function withFile<T>(path: string, use: (file: number, size: number) => T): T | undefined {
  const file = ifThere(path, () => openSync(path, FLAGS));
  if (file === undefined) return undefined;
  try {
    const stats = fstatSync(file);
    return stats.isFile() ? use(file, stats.size) : undefined;
  } finally {
    closeSync(file);
  }
}

function ifThere<T>(path: string, call: () => T): T | undefined {
  try {
    return call();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== undefined && NOT_THERE.has(code)) return undefined;
    throw new LedgerCommandError(
      `${path} cannot be read (${code ?? String(error)}). Check its permissions, then run it again.`,
      { cause: error },
    );
  }
}
