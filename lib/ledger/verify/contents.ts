import { segmentKey, segmentsOf, SPOOL_LOG } from '../../../lambda/ledger/format/layout';
import { LedgerFormatError } from '../../../lambda/ledger/format/errors';
import type { Segment } from '../../../lambda/ledger/format/segment';
import { readSegment } from '../../../lambda/ledger/format/segment';
import type { Hash } from '../../../lambda/ledger/tree/hash';
import { leafHash } from '../../../lambda/ledger/tree/hash';
import { formatEventId } from '../../../lambda/shared/audit/event-id';
import { eventIdIn } from '../event-id';
import { objectPath } from '../layout/export-layout';
import type { ExportFiles } from '../layout/files';
import type { Listing } from '../layout/listing';
import { listedLogs, numbersOf } from '../layout/listing';
import type { Place, ProducerFindings } from './producers';
import { batches } from './spool';

/** Ids looked for in one reading of all segments. */
const BATCH = 50_000;

/**
 * Looks again for ids whose first content was no longer at hand when they came a second time.
 *
 * @returns how many events came again with the same bytes
 */
export function compareContents(
  files: ExportFiles,
  listing: Listing,
  ids: ReadonlySet<string>,
  { twoContents, sealedTwice }: Pick<ProducerFindings, 'twoContents' | 'sealedTwice'>,
): number {
  let repeated = 0;
  for (const batch of batches(ids, BATCH)) {
    const wanted = new Set(batch);
    const first = new Map<string, Place & { readonly hash: Hash }>();
    const spooled = new Set<string>();
    for (const log of listedLogs(listing)) {
      for (const { header, entries } of segmentsIn(files, listing, log)) {
        for (const [index, entry] of entries.entries()) {
          const found = eventIdIn(entry);
          const id = found === undefined ? '' : formatEventId(found);
          if (!wanted.has(id)) continue;
          const place = { log, leaf: header.start + index };
          if (log === SPOOL_LOG) {
            if (spooled.has(id)) sealedTwice(id, place);
            spooled.add(id);
          }
          const hash = leafHash(entry);
          const before = first.get(id);
          if (before === undefined) first.set(id, { ...place, hash });
          else if (before.hash.equals(hash)) repeated += 1;
          else twoContents(id, before, place);
        }
      }
    }
  }
  return repeated;
}

/** Segments of a log that can be read, from the oldest, whether or not they follow one another. */
export function* segmentsIn(files: ExportFiles, listing: Listing, log: string): Iterable<Segment> {
  const starts = numbersOf(listing, segmentsOf(log));
  for (let start = starts.peek(); start !== undefined; start = starts.peek()) {
    starts.take();
    const bytes = files.read(objectPath(segmentKey(log, start)));
    const segment = bytes === undefined ? undefined : readable(bytes);
    if (segment !== undefined) yield segment;
  }
}

function readable(bytes: Buffer): Segment | undefined {
  try {
    return readSegment(bytes);
  } catch (error) {
    if (error instanceof LedgerFormatError) return undefined;
    throw error;
  }
}
