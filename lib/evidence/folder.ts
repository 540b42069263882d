import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** In bytes. The largest file of a zone has a few hundred thousand. */
const LARGEST_FILE = 256 * 1024 * 1024;

// Follows no link, and does not wait for the other end of a pipe. Windows knows neither.
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** What lies in a folder, without following any link. */
export interface Listing {
  /** Plain files, with `/`. */
  readonly files: readonly string[];
  /** Links, pipes and whatever else is neither a file nor a folder, and folders with nothing in them. */
  readonly others: readonly string[];
}

/** Everything below a folder, in the order of code units. */
export function listFolder(root: string): Listing {
  const files: string[] = [];
  const others: string[] = [];
  const walk = (folder: string): void => {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    if (entries.length === 0 && folder !== '') others.push(folder);
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else (entry.isFile() ? files : others).push(path);
    }
  };
  walk('');
  return { files: files.toSorted(), others: others.toSorted() };
}

/** The bytes of a plain file; undefined when it is none, is too large, or cannot be read. */
export function readPlainFile(file: string, largest = LARGEST_FILE): Buffer | undefined {
  let opened: number | undefined;
  try {
    opened = openSync(file, FLAGS);
    const stat = fstatSync(opened);
    return stat.isFile() && stat.size <= largest ? readFileSync(opened) : undefined;
  } catch {
    return undefined;
  } finally {
    if (opened !== undefined) closeSync(opened);
  }
}
