import type { Item, Query, Table } from '../shared/table';
import { PageTokenError } from './errors';

/** Which page of a list. */
export interface PageAsk {
  /** `next` of the page before. @default - the first page */
  readonly after?: string;
  /** Most entries of a page. */
  readonly limit: number;
}

export interface Listed<T> {
  readonly entries: readonly T[];
  /** Where the next page starts; undefined after the last. May be handed to a caller. */
  readonly next?: string;
}

/** A list in a table: one partition, in the order of sort keys that no two entries share. */
export interface List<T> {
  readonly table: Table;
  /** @default - the table itself */
  readonly index?: string;
  readonly partition: string;
  /** Attribute that is the sort key. It says nothing about a patient. */
  readonly sortKey: string;
  /** From the highest sort key to the lowest. @default false */
  readonly descending?: boolean;
  /** An entry; undefined leaves it out. */
  readonly read: (item: Item) => T | undefined;
}

const TOKEN = /^[\w-]{1,512}$/;
const SORT_KEY = /^[\x21-\x7e]{1,256}$/;
/** Sorts right after a key, and before all that follow it: keys have no character below. */
const JUST_AFTER = '!';

/**
 * One page. The token of the next one holds nothing but the last sort key: a caller who makes one up
 * gets another part of the list that he may read anyway.
 *
 * @throws PageTokenError
 */
export async function pageOf<T>(list: List<T>, { after, limit }: PageAsk): Promise<Listed<T>> {
  const { table, index, partition, sortKey, descending = false, read } = list;
  const position = after === undefined ? undefined : positionIn(after);
  const page = await table.query({
    partition,
    ...(index === undefined ? {} : { index }),
    ...rangeOf(position, descending, limit),
  });
  const fresh = page.items.filter((item) => item[sortKey] !== position);
  const items = fresh.slice(0, limit);
  const last = items.at(-1)?.[sortKey];
  const isMore = page.next !== undefined || items.length < fresh.length;
  return {
    entries: items.map(read).filter((entry) => entry !== undefined),
    ...(isMore && typeof last === 'string' ? { next: tokenOf(last) } : {}),
  };
}

/** What comes behind a position. No key comes just before another: downwards the one at the position is asked for too. */
function rangeOf(
  position: string | undefined,
  descending: boolean,
  limit: number,
): Pick<Query, 'from' | 'to' | 'descending' | 'limit'> {
  if (position === undefined) return { descending, limit };
  return descending
    ? { to: position, descending, limit: limit + 1 }
    : { from: `${position}${JUST_AFTER}`, limit };
}

function tokenOf(position: string): string {
  return Buffer.from(position).toString('base64url');
}

function positionIn(token: string): string {
  const position = TOKEN.test(token) ? Buffer.from(token, 'base64url').toString('utf8') : '';
  if (!SORT_KEY.test(position)) throw new PageTokenError();
  return position;
}
