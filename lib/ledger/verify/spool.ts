import { SPOOL, spoolKey } from '../../../lambda/ledger/format/layout';
import type { Segment } from '../../../lambda/ledger/format/segment';
import { formatEventId } from '../../../lambda/shared/audit/event-id';
import { eventIdIn } from '../event-id';
import { objectPath } from '../layout/export-layout';
import type { ExportFiles } from '../layout/files';
import type { Listing } from '../layout/listing';
import { countOf } from '../layout/listing';
import { lines } from '../layout/lines';
import { parseVersionLine } from '../layout/version-line';
import type { Fault, Report } from './report';

/** An object of the spool that is older than this was forgotten, or held back. */
const LONGEST_WAIT_MS = 8 * 86_400_000;
/** Keys in memory at once. */
const BATCH = 50_000;

/** Each leaf of the spool's log is the object that its header names, and carries its id. */
export function checkSpooled(
  files: ExportFiles,
  { header, entries, longRecords }: Segment,
  hold: (fault: Fault) => void,
): void {
  if (!('spooled' in header.source)) return;
  for (const [index, key] of header.source.spooled.entries()) {
    const record = longRecords.get(index) ?? entries[index];
    const object = key.startsWith(SPOOL) ? files.read(objectPath(key)) : undefined;
    const leaf = header.start + index;
    if (record === undefined || object === undefined) {
      hold({
        kind: 'dropped',
        place: key,
        message: `it was sealed as leaf ${String(leaf)}, and is missing`,
      });
      continue;
    }
    if (!object.equals(record)) {
      hold({
        kind: 'changed',
        place: key,
        message: `it is not what was sealed as leaf ${String(leaf)}`,
      });
    } else if (!holdsEventOf(key, object)) {
      hold({ kind: 'swapped', place: key, message: 'it does not hold the event of its name' });
    }
  }
}

/** Whether the spool holds the event of an id, and not just something under its name. */
export function isSpooled(files: ExportFiles, id: string): boolean {
  const key = spoolKey(id);
  const object = files.read(objectPath(key));
  return object !== undefined && holdsEventOf(key, object);
}

function holdsEventOf(key: string, object: Buffer): boolean {
  const id = eventIdIn(object);
  return id !== undefined && spoolKey(formatEventId(id)) === key;
}

/**
 * Tells of objects of the spool that no log has: a remark while they may wait, a fault later, or
 * when they do not hold the event of their name.
 *
 * @param sealed leaves of the spool's log, each another object
 * @param sealedKeys reads their keys again
 * @param now when the ledger was signed last
 */
export function checkUnsealed(
  files: ExportFiles,
  listing: Listing,
  sealed: number,
  sealedKeys: () => Iterable<string>,
  now: number,
  report: Report,
): void {
  if (countOf(listing, SPOOL) <= sealed) return;
  let waiting = 0;
  for (const batch of batches(spooled(listing), BATCH)) {
    const unsealed = new Map(batch);
    for (const key of sealedKeys()) unsealed.delete(key);
    for (const [place, written] of unsealed) {
      const object = files.read(objectPath(place));
      if (written + LONGEST_WAIT_MS < now) {
        report.faultIfNew({ kind: 'unsealed', place, message: 'no log has this event' });
      } else if (object !== undefined && !holdsEventOf(place, object)) {
        report.faultIfNew({
          kind: 'swapped',
          place,
          message: 'no log has it, and it does not hold the event of its name',
        });
      } else {
        waiting += 1;
      }
    }
  }
  if (waiting > 0) {
    report.remark({
      kind: 'spool-waits',
      message: `${String(waiting)} events of the spool are not sealed yet`,
    });
  }
}

/** Keys of the spool, and when each was written. */
function* spooled({ file, folders }: Listing): Iterable<readonly [string, number]> {
  const block = folders.get(SPOOL);
  if (block === undefined) return;
  for (const { text } of lines(file, block.start, block.end)) {
    const line = parseVersionLine(text);
    if (line?.kind === 'version') yield [line.key, Date.parse(line.lastModified)];
  }
}

/** Cuts what is many into arrays that fit into memory. */
export function* batches<T>(items: Iterable<T>, size: number): Iterable<readonly T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
