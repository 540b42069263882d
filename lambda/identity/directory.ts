import type { Table } from '../shared/table';
import { ConditionFailedError } from '../shared/table';
import type { DirectoryEntry } from './directory-entry';
import { entryItem, readEntry } from './directory-entry';
import { DirectoryChangeError } from './errors';

/** People of the zone. */
export interface Directory {
  /**
   * As of every change before.
   *
   * @throws UnreadableItemError
   */
  get(user: string): Promise<DirectoryEntry | undefined>;
  /** @throws DirectoryChangeError `user-exists` */
  create(entry: DirectoryEntry): Promise<void>;
  /**
   * Changes an entry, whoever else changes it at the same time. The transition may be made more than
   * once; when it returns the entry itself, nothing is written.
   *
   * @throws DirectoryChangeError `no-such-user`, or `busy` when others were faster each time
   */
  change(
    user: string,
    transition: (entry: DirectoryEntry) => DirectoryEntry,
  ): Promise<{ readonly before: DirectoryEntry; readonly after: DirectoryEntry }>;
}

const ATTEMPTS = 8;

export function createDirectory(table: Table): Directory {
  async function find(user: string): Promise<DirectoryEntry | undefined> {
    const item = await table.get({ user });
    return item === undefined ? undefined : readEntry(item);
  }

  return {
    get: find,

    async create(entry) {
      try {
        await table.put(entryItem(entry), [{ attribute: 'user', is: 'absent' }]);
      } catch (error) {
        if (!(error instanceof ConditionFailedError)) throw error;
        throw new DirectoryChangeError('user-exists', [
          'There is an account of this user already.',
        ]);
      }
    },

    async change(user, transition) {
      let before = await find(user);
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        if (before === undefined) {
          throw new DirectoryChangeError('no-such-user', ['There is no account of this user.']);
        }
        const next = transition(before);
        if (next === before) return { before, after: before };
        const after = { ...next, user, version: before.version + 1 };
        try {
          await table.put(entryItem(after), [
            { attribute: 'version', is: 'equal', value: before.version },
          ]);
          return { before, after };
        } catch (error) {
          if (!(error instanceof ConditionFailedError)) throw error;
          before = error.found === undefined ? undefined : readEntry(error.found);
        }
      }
      throw new DirectoryChangeError('busy', ['Others change this account right now: try again.']);
    },
  };
}
