import type { DirectoryEntry } from '../../../identity/directory-entry';
import { readEntry } from '../../../identity/directory-entry';
import { UnreadableItemError } from '../../../identity/errors';
import type { ReviewedUser } from '../../../shared/http/generated/types';
import type { Item } from '../../../shared/table';
import { pageOf } from '../../page';
import type { Operations } from '../operation';
import type { AccessServices } from '../services';
import { looked, pageAsk } from './common';
import { restrictionBody } from './restrictions';
import { entryBody } from './users';

/** Restrictions that are read at a time. */
const AT_A_TIME = 25;

/** Who has access (45 CFR 164.308(a)(4)(ii)(C)). */
export function accessReviewOperations(
  services: AccessServices,
): Pick<Operations<'access-api'>, 'reviewAccess'> {
  const { directoryTable, restrictions, trail, now, log } = services;

  function read(item: Item): DirectoryEntry | undefined {
    try {
      return readEntry(item);
    } catch (error) {
      if (!(error instanceof UnreadableItemError)) throw error;
      // Whoever it is, he may do nothing.
      log.error('directory-entry-unreadable');
      return undefined;
    }
  }

  async function reviewed(entry: DirectoryEntry): Promise<ReviewedUser> {
    const found = await restrictions.of(entry.user);
    return {
      entry: entryBody(entry, now()),
      restrictions: found.map((restriction) => restrictionBody(entry.user, restriction, 'active')),
    };
  }

  return {
    reviewAccess: (page, act) => ({
      needs: { action: 'review-access' },
      refused: (denied) => looked(act, 'review-access', denied),
      run: async () => {
        const { entries, next } = await pageOf(
          {
            table: directoryTable,
            index: 'byTenant',
            partition: act.by.tenant,
            sortKey: 'user',
            read,
          },
          pageAsk(page),
        );
        const users: ReviewedUser[] = [];
        for (let at = 0; at < entries.length; at += AT_A_TIME) {
          users.push(...(await Promise.all(entries.slice(at, at + AT_A_TIME).map(reviewed))));
        }
        await trail.append([
          looked(act, 'review-access', { outcome: 'success' }, { recordCount: users.length }),
        ]);
        return { body: { users, ...(next === undefined ? {} : { page: next }) } };
      },
    }),
  };
}
