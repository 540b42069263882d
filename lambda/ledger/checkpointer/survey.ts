import { numberIn, segmentKey, segmentsOf } from '../format/layout';
import type { LedgerStore } from '../store';

/**
 * Where a log ends, and where what is signed of it ends. Two lists of one key: the keys between them
 * follow from the sizes of the tree, so a log costs no more for what waits in it.
 */
export interface Survey {
  readonly log: string;
  /** Key of the newest segment. */
  readonly newest: string | undefined;
  /** Key of the last segment that begins before the size; it should end there. */
  readonly before: string | undefined;
}

/** More waiting segments than this are counted as so many. One list request of S3 gives 1,000 keys. */
export const MOST_COUNTED = 1000;

/** Looks at a log of which so many leaves are signed. */
export async function surveyLog(store: LedgerStore, log: string, size: number): Promise<Survey> {
  const newest = await firstKey(store, log);
  const allSigned = newest === undefined || startAt(newest) < size;
  const before = allSigned ? newest : await firstKey(store, log, segmentKey(log, size));
  return { log, newest, before };
}

/** Number of segments from a size to the newest of a survey, at most `MOST_COUNTED`. */
export async function countWaiting(
  store: LedgerStore,
  { log, newest }: Survey,
  size: number,
): Promise<number> {
  if (newest === undefined || startAt(newest) < size) return 0;
  let count = 0;
  const start = numberIn(newest);
  // What was sealed since the survey is for the next run.
  const after = start === undefined ? {} : { after: segmentKey(log, start + 1) };
  for await (const key of store.keys(segmentsOf(log), { ...after, limit: MOST_COUNTED })) {
    if (startAt(key) < size) break;
    count += 1;
  }
  return count;
}

/** First leaf of the segment with a key; an object that is no segment is newer than all. */
export function startAt(key: string): number {
  return numberIn(key) ?? Infinity;
}

async function firstKey(
  store: LedgerStore,
  log: string,
  after?: string,
): Promise<string | undefined> {
  const options = after === undefined ? { limit: 1 } : { after, limit: 1 };
  for await (const key of store.keys(segmentsOf(log), options)) return key;
  return undefined;
}
