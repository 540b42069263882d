import { randomUUID } from 'node:crypto';
import { link, lstat, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LedgerCallError, LedgerKeyError, NoSuchObjectError, ObjectTooLargeError } from '../errors';
import type { LedgerStore } from '../store';

/** One name of a key: what the ledger writes, and nothing that means something to a file system. */
const NAME = /^[A-Za-z0-9_-][A-Za-z0-9_.-]*$/;

/**
 * A directory with one file an object, under its key: an export, or the ledger of a test.
 *
 * Nothing is followed out of it: a key has no `..`, and a symbolic link is refused, since the
 * directory may come from a stranger.
 */
export function directoryLedgerStore(root: string): LedgerStore {
  return {
    async *keys(prefix, { after = '', limit = Infinity } = {}) {
      let left = limit;
      for await (const key of walk(root, '', prefix, after)) {
        if (left <= 0) return;
        left -= 1;
        yield key;
      }
    },
    async folders(prefix) {
      const entries = await list(root, prefix.slice(0, prefix.lastIndexOf('/') + 1));
      return entries
        .filter((entry) => entry.endsWith('/') && entry.startsWith(prefix))
        .map((entry) => entry.slice(prefix.length, -1));
    },
    async read(key, { most = Infinity } = {}) {
      const file = await pathOf(root, key);
      const { size } = await calling('read', key, () => lstat(file));
      if (size > most) throw new ObjectTooLargeError(key, most);
      return calling('read', key, () => readFile(file));
    },
    async create(key, bytes) {
      const file = await pathOf(root, key);
      // A name that no key has, so that a file half written is never listed.
      const draft = join(dirname(file), `.${randomUUID()}`);
      return calling('write', key, async () => {
        await mkdir(dirname(file), { recursive: true });
        try {
          await writeFile(draft, bytes, { flag: 'wx', flush: true });
          await link(draft, file);
          return 'created';
        } catch (error) {
          if (isCode(error, 'EEXIST')) return 'exists';
          throw error;
        } finally {
          await rm(draft, { force: true });
        }
      });
    },
  };
}

/** Keys below a folder, in the order of their bytes as S3 lists them. */
async function* walk(
  root: string,
  folder: string,
  prefix: string,
  after: string,
): AsyncGenerator<string> {
  for (const entry of await list(root, folder)) {
    if (!entry.startsWith(prefix) && !prefix.startsWith(entry)) continue;
    if (entry <= after && !after.startsWith(entry)) continue;
    if (entry.endsWith('/')) yield* walk(root, entry, prefix, after);
    else if (entry.startsWith(prefix) && entry > after) yield entry;
  }
}

/** Keys and folders (with a slash behind) directly in a folder, sorted as the keys below them are. */
async function list(root: string, folder: string): Promise<readonly string[]> {
  const path = folder === '' ? root : await pathOf(root, folder.slice(0, -1));
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries
      .filter(({ name }) => !name.startsWith('.'))
      .map((entry) => {
        const key = `${folder}${entry.name}`;
        if (!NAME.test(entry.name) || !(entry.isFile() || entry.isDirectory())) throw strange(key);
        return entry.isDirectory() ? `${key}/` : key;
      })
      .toSorted();
  } catch (error) {
    if (isCode(error, 'ENOENT') || isCode(error, 'ENOTDIR')) return [];
    throw error instanceof LedgerKeyError ? error : new LedgerCallError('list', folder, error);
  }
}

/** @throws LedgerKeyError when the key could lead out of the root */
async function pathOf(root: string, key: string): Promise<string> {
  let path = root;
  for (const name of key.split('/')) {
    if (!NAME.test(name)) throw strange(key);
    path = join(path, name);
    if (await isLink(path)) throw strange(key);
  }
  return path;
}

async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink();
  } catch {
    // Not there, or not to be read: whoever uses the path is told so.
    return false;
  }
}

function strange(key: string): LedgerKeyError {
  return new LedgerKeyError(
    `${JSON.stringify(key)} is no key of a ledger: expected names of letters, digits, "-", "_" and "." with "/" between, each a plain file or directory.`,
  );
}

async function calling<T>(action: string, key: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw ['ENOENT', 'ENOTDIR', 'EISDIR'].some((code) => isCode(error, code))
      ? new NoSuchObjectError(action, key, error)
      : new LedgerCallError(action, key, error);
  }
}

function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
