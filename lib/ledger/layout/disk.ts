import type { Dirent } from 'node:fs';
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  opendirSync,
  readdirSync,
  readFileSync,
  readSync,
} from 'node:fs';
import { join } from 'node:path';
import { LedgerCommandError } from '../errors';
import type { ExportFiles, OpenFile } from './files';

/** Longer than any object of a ledger; a bound for who reads a stranger's file. */
const LONGEST_FILE = 256 * 1024 * 1024;
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
        size > LONGEST_FILE ? undefined : readFileSync(file),
      ),
    open: (path) => open(join(root, path)),
    *names(folder) {
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
      (
        ifThere(folder, () => readdirSync(join(root, folder), { withFileTypes: true })) ?? []
      ).flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])),
  };
}

function next(folder: string, directory: { readSync: () => Dirent | null }): Dirent | null {
  return ifThere(folder, () => directory.readSync()) ?? null;
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
      let filled = 0;
      while (filled < length) {
        const count = readSync(file, bytes, filled, length - filled, position + filled);
        if (count === 0) break;
        filled += count;
      }
      return bytes.subarray(0, filled);
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
