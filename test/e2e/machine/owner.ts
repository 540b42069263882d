import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Name of an empty file in a folder, with the pid of the process whose folder it is behind it. The owner is in
 * the name, so that a folder changes hands in one step: of two processes that want it, one finds that name.
 */
export const MARK = '.owner-';

/** Makes a folder of this process that nobody else reads. It must not be there; its parent must. */
export function makeFolder(path: string): void {
  mkdirSync(path, { mode: 0o700 });
  markFolder(path);
}

/** @param pid of the owner. @default process.pid */
export function markFolder(path: string, pid = process.pid): void {
  writeFileSync(join(path, `${MARK}${String(pid)}`), '');
}

/**
 * Makes the folder of a process that is gone that of another.
 *
 * @returns whether it is: not when its owner lives, when somebody else was faster, or when it has no owner
 */
export function inherit(path: string, pid: number): boolean {
  const mark = names(path).find((name) => name.startsWith(MARK));
  if (mark === undefined || !isGone(Number(mark.slice(MARK.length)))) return false;
  try {
    renameSync(join(path, mark), join(path, `${MARK}${String(pid)}`));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

function names(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // EPERM: it lives, and is somebody else's.
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
