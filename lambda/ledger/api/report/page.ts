import { PageTokenError } from '../../../access/errors';
import type { IndexedEvent } from '../../index/row';
import { isPosition } from '../../index/row';
import type { Step } from '../../index/walk';
import { TooManyEventsError } from '../errors';

/** Which page of a report. */
export interface PageOf {
  /** Most rows of it. */
  readonly limit: number;
  /** Position of the last row of the page before. @default - the first page */
  readonly after?: string;
}

/** A page that was read. */
export interface PageRead {
  readonly rows: readonly IndexedEvent[];
  /** Position of its last row, when there is another page. */
  readonly next?: string;
}

/** A page that has so many bytes of events has no room for another: Lambda answers with 6 MB at most. */
export const MOST_BYTES = 2 * 1024 * 1024;

/** Most events that one call reads: some 10 MB of the index, a second or two. */
export const MOST_EVENTS = 10_000;

/**
 * Reads a page, and on the first one goes on to the end, for the totals.
 *
 * @param count is told each event of the whole period, on the first page only
 * @throws TooManyEventsError when the whole period has more than can be counted
 */
export async function readPage(
  steps: AsyncIterable<Step>,
  { limit, after }: PageOf,
  isWanted: (event: IndexedEvent) => boolean,
  count: (event: IndexedEvent) => void,
): Promise<PageRead> {
  const isFirst = after === undefined;
  const rows: IndexedEvent[] = [];
  let read = 0;
  let bytes = 0;
  /** Of the last event that the page has dealt with. */
  let place: string | undefined;
  let more = false;
  for await (const { at, found } of steps) {
    read += 1;
    if (read > MOST_EVENTS) {
      if (isFirst) throw new TooManyEventsError(MOST_EVENTS);
      // Most were of no interest: the page is short, and the next one goes on from here.
      more = true;
      break;
    }
    const wanted = isWanted(found);
    if (wanted && isFirst) count(found);
    if (rows.length < limit && bytes < MOST_BYTES) {
      if (wanted) {
        rows.push(found);
        bytes += found.bytes;
      }
      place = at;
    } else if (wanted) {
      more = true;
      if (!isFirst) break;
    }
  }
  return { rows, ...(more && place !== undefined ? { next: place } : {}) };
}

/** A position as a caller is given it. It says nothing that the last row of the page does not say. */
export function pageToken(position: string): string {
  return Buffer.from(position).toString('base64url');
}

/** @throws PageTokenError for what no answer gave */
export function positionIn(token: string): string {
  const position = Buffer.from(token, 'base64url').toString('utf8');
  if (!isPosition(position) || pageToken(position) !== token) throw new PageTokenError();
  return position;
}
