import {
  appendFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { LedgerCommandError } from '../errors';

/** Writes the files of an export: each whole, or not at all. */
export interface ExportDirectory {
  readonly write: (path: string, bytes: Uint8Array) => void;
  /** Adds to the end of a file. */
  readonly append: (path: string, text: string) => void;
  readonly rename: (from: string, to: string) => void;
  /** Does nothing where there is none. */
  readonly remove: (path: string) => void;
  /** Lets another export begin. */
  readonly unlock: () => void;
}

const LOCK = '.lock';
/** The person who exports, and nobody else: what is exported is about people. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;
/** Where files are until they are whole. */
const UNFINISHED = '.unfinished';

/**
 * Opens a directory for one export at a time, and makes it when it is missing.
 *
 * @throws LedgerCommandError when another export is under way there, or it cannot be written
 */
export function openExportDirectory(root: string): ExportDirectory {
  const made = new Set<string>();
  const folder = (path: string): string => {
    const name = dirname(path);
    if (!made.has(name)) makeFolder(name);
    // More than all folders of hashes of a large log; a bound for the rest.
    if (made.size > MOST_REMEMBERED) made.clear();
    made.add(name);
    return path;
  };
  const writing = (call: () => void): void => writable(root, call);
  writing(() => {
    folder(join(root, UNFINISHED, 'x'));
    lock(root);
  });
  let number = 0;
  return {
    write: (path, bytes) =>
      writing(() => {
        number += 1;
        const unfinished = join(root, UNFINISHED, `${String(process.pid)}-${String(number)}`);
        writeFileSync(unfinished, bytes, { mode: FILE_MODE });
        renameSync(unfinished, folder(join(root, path)));
      }),
    append: (path, text) =>
      writing(() => appendFileSync(folder(join(root, path)), text, { mode: FILE_MODE })),
    rename: (from, to) => writing(() => renameSync(join(root, from), join(root, to))),
    remove: (path) => writing(() => rmSync(join(root, path), { force: true })),
    unlock: () => {
      rmSync(join(root, UNFINISHED), { recursive: true, force: true });
      rmSync(join(root, LOCK), { force: true });
    },
  };
}

const MOST_REMEMBERED = 10_000;

/**
 * Not mkdirSync with `recursive`: it tries for ever where a folder cannot be made and the error says
 * that its parent is missing, as below /proc.
 */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  mkdirSync(path, { mode: FOLDER_MODE });
}

/** Takes the lock, also one that a process left behind which no longer runs. */
function lock(root: string): void {
  const path = join(root, LOCK);
  const mine = join(root, UNFINISHED, `lock-${String(process.pid)}`);
  writeFileSync(mine, String(process.pid), { mode: FILE_MODE });
  try {
    // A link is made with its content, or not at all.
    if (tryLink(mine, path)) return;
    const owner = Number(readFileSync(path, 'utf8'));
    if (isRunning(owner)) {
      throw new LedgerCommandError(
        `process ${String(owner)} is exporting into ${root}. Wait for it, or end it; then run the same command again.`,
      );
    }
    rmSync(path, { force: true });
    if (!tryLink(mine, path)) {
      throw new LedgerCommandError(
        `another export into ${root} has just begun. Wait for it, then run the same command again.`,
      );
    }
  } finally {
    unlinkSync(mine);
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function writable(root: string, make: () => void): void {
  try {
    make();
  } catch (error) {
    if (error instanceof LedgerCommandError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new LedgerCommandError(
      `${root} cannot be written (${code ?? String(error)}). Make room, or name a directory of your own with --to; then run the same command again.`,
      { cause: error },
    );
  }
}
