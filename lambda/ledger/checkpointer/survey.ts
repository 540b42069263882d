import { numberIn, segmentsOf } from '../format/layout';
import type { LedgerStore } from '../store';

/** What is new in a log since a size. */
export interface Survey {
  readonly log: string;
  /** Keys of the segments from there on, the oldest first. */
  readonly fresh: readonly string[];
  /** Key of the segment before them; it should end at the size. */
  readonly before: string | undefined;
}

/** A page of a list has so many keys: a minute has a dozen segments, S3 would give a thousand. */
const PAGE = 50;

/** Finds the segments of a log that begin at or after a size: the newest are listed first. */
export async function surveyLog(store: LedgerStore, log: string, size: number): Promise<Survey> {
  const fresh: string[] = [];
  let after: string | undefined;
  for (;;) {
    let found = 0;
    const page = store.keys(segmentsOf(log), {
      limit: PAGE,
      ...(after === undefined ? {} : { after }),
    });
    for await (const key of page) {
      found += 1;
      after = key;
      const start = numberIn(key);
      if (start !== undefined && start < size) {
        return { log, fresh: fresh.toReversed(), before: key };
      }
      fresh.push(key);
    }
    if (found < PAGE) return { log, fresh: fresh.toReversed(), before: undefined };
  }
}
