import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inherit, MARK, markFolder } from '../machine/owner';

/** The folder in which whoever tries the zone finds his files. Its path is short, since people type it. */
export interface Shelf {
  readonly path: string;
  /** Writes a file that nobody but its owner reads. Whoever reads it meanwhile gets all of the old one or of the new. */
  put(name: string, text: string): void;
}

/** More at once do not fit into the memory of most machines. */
const MOST = 9;

/** All names are taken. */
export class ShelfError extends Error {
  override readonly name = 'ShelfError';
}

/**
 * Takes `try` in a folder for this process; `try-2` and so on while others have it. What a process that is
 * gone has left is removed.
 *
 * @param pid of this process. @default process.pid
 * @throws ShelfError when nine processes have taken one each
 */
export function takeShelf(parent: string, pid = process.pid): Shelf {
  mkdirSync(parent, { recursive: true });
  // Whole before it has its name, and given the name in one step: of two processes one gets it.
  const draft = mkdtempSync(join(parent, '.try-'));
  markFolder(draft, pid);
  for (let number = 1; number <= MOST; number += 1) {
    const path = join(parent, number === 1 ? 'try' : `try-${String(number)}`);
    const shelf = { path, put: (name: string, text: string) => put(path, name, text) };
    if (renamed(draft, path)) return shelf;
    if (inherit(path, pid)) {
      rmSync(draft, { recursive: true });
      empty(path);
      return shelf;
    }
  }
  rmSync(draft, { recursive: true });
  throw new ShelfError(
    `${join(parent, 'try')} and eight more are taken: end one of the others with Ctrl-C.`,
  );
}

function renamed(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(code)) return false;
    throw error;
  }
}

/** Removes all but the mark of who has it. */
function empty(path: string): void {
  for (const name of readdirSync(path)) {
    if (!name.startsWith(MARK)) rmSync(join(path, name), { recursive: true });
  }
}

function put(path: string, name: string, text: string): void {
  const file = join(path, name);
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
