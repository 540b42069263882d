import type { SealedRecord } from '../format/segment';

/** Bounds of a segment, for those who read it: bytes of its records, and their number. */
export const LARGEST_SEGMENT = 4 * 1024 * 1024;
export const MOST_RECORDS = 10_000;

/** As many of the first records as one segment takes; always one, however long it is. */
export function partOf<R extends SealedRecord>(records: readonly R[]): readonly R[] {
  let bytes = 0;
  const end = records.findIndex(({ data }, at) => {
    bytes += data.length;
    return at > 0 && (bytes > LARGEST_SEGMENT || at >= MOST_RECORDS);
  });
  return end < 0 ? records : records.slice(0, end);
}
