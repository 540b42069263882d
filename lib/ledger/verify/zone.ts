import { LedgerFormatError } from '../../../lambda/ledger/format/errors';
import {
  logOf,
  segmentKey,
  segmentsOf,
  ZONE_CHECKPOINTS,
  zoneCheckpointKey,
} from '../../../lambda/ledger/format/layout';
import type { ZoneCheckpoint } from '../../../lambda/ledger/format/zone-checkpoint';
import { openZoneCheckpoint } from '../../../lambda/ledger/format/zone-checkpoint';
import { objectPath } from '../layout/export-layout';
import { numbersOf } from '../layout/listing';
import type { CheckContext } from './check-context';
import type { ExpectedNote } from './expected';
import { readExpected } from './expected';
import { keyIdsIn, mustBeOnlySignature, noteFault } from './own-note';
import type { Report } from './report';
import { checkZoneTime } from './times';

/** A zone checkpoint that was opened, and the key of its object. */
export interface PlacedZoneCheckpoint extends ZoneCheckpoint {
  readonly place: string;
}

/**
 * The id of another key of the same name that signed every zone checkpoint, in hex; undefined where
 * one of them names our key, or there is none.
 */
export function otherKey({ files, listing, key }: CheckContext): string | undefined {
  const ours = key.id.toString('hex');
  const numbers = numbersOf(listing, ZONE_CHECKPOINTS);
  let other: string | undefined;
  for (let number = numbers.peek(); number !== undefined; number = numbers.peek()) {
    numbers.take();
    const bytes = files.read(objectPath(zoneCheckpointKey(number)));
    const [id, ...more] = bytes === undefined ? [] : keyIdsIn(bytes, key.name);
    if (id === undefined || more.length > 0 || id === ours || id !== (other ?? id)) {
      return undefined;
    }
    other = id;
  }
  return other;
}

/** The zone checkpoints in order; what is wrong with one is told, and it is passed over. */
export function* zoneCheckpoints(context: CheckContext): Iterable<PlacedZoneCheckpoint> {
  const { listing, report } = context;
  const numbers = numbersOf(listing, ZONE_CHECKPOINTS);
  let expected = 0;
  let previous: PlacedZoneCheckpoint | undefined;
  for (let number = numbers.peek(); number !== undefined; number = numbers.peek()) {
    const written = numbers.written();
    numbers.take();
    if (number !== expected) {
      report.faultIfNew({
        kind: 'dropped',
        place: zoneCheckpointKey(expected),
        message: `zone checkpoint ${String(expected)} is missing; ${String(number)} is there`,
      });
    }
    expected = number + 1;
    const checkpoint = read(context, number);
    if (checkpoint === undefined) continue;
    if (previous !== undefined && !goesOn(previous, checkpoint, report)) continue;
    checkZoneTime(checkpoint, previous, written, report);
    previous = checkpoint;
    yield checkpoint;
  }
}

function read(
  { files, key, report }: CheckContext,
  number: number,
): PlacedZoneCheckpoint | undefined {
  const place = zoneCheckpointKey(number);
  const bytes = files.read(objectPath(place));
  // A missing file was told when the listing was read.
  if (bytes === undefined) return undefined;
  try {
    const checkpoint = openZoneCheckpoint(bytes, key);
    mustBeOnlySignature(bytes.subarray(0, bytes.lastIndexOf('\n\n') + 1));
    if (checkpoint.number === number) return { ...checkpoint, place };
    const message = `it is zone checkpoint ${String(checkpoint.number)}`;
    report.faultIfNew({ kind: 'swapped', place, message });
  } catch (error) {
    report.faultIfNew(
      error instanceof LedgerFormatError
        ? {
            kind: error.fault === 'foreign' ? 'foreign-signature' : 'changed',
            place,
            message: error.message,
          }
        : noteFault(error, place),
    );
  }
  return undefined;
}

/** Whether no log is left out or turned back since the zone checkpoint before. */
function goesOn(
  previous: PlacedZoneCheckpoint,
  { logs, place }: PlacedZoneCheckpoint,
  report: Report,
): boolean {
  const now = new Map(logs.map((line) => [line.origin, line]));
  for (const before of previous.logs) {
    const line = now.get(before.origin);
    const same =
      line?.size !== before.size ||
      (line.root.equals(before.root) && line.head.equals(before.head));
    if (line !== undefined && line.size >= before.size && same) continue;
    report.faultIfNew({
      kind: 'fork',
      place,
      message: `it has ${line === undefined ? 'nothing' : `${String(line.size)} leaves`} of ${before.origin}, ${previous.place} before it ${String(before.size)} leaves`,
    });
    return false;
  }
  return true;
}

/** Tells how the zone checkpoint of the same number differs from the one that was kept. */
export function compareExpected(
  { files, key, report }: CheckContext,
  expected: ExpectedNote,
  found: PlacedZoneCheckpoint,
): void {
  const { place } = found;
  const bytes = files.read(objectPath(place));
  const note = bytes === undefined ? undefined : readExpected(bytes, key);
  if (note?.time === expected.time && note.root.equals(expected.root)) return;
  const there = new Map(found.logs.map((line) => [line.origin, line]));
  for (const { origin, size } of expected.checkpoint?.logs ?? []) {
    const has = there.get(origin)?.size ?? 0;
    if (has >= size) continue;
    const log = logOf(origin, key.name) ?? '';
    report.faultIfNew({
      kind: has === 0 ? 'missing-log' : 'truncated',
      place: has === 0 ? segmentsOf(log) : segmentKey(log, has),
      message: `the expected note has ${String(size)} leaves of the log, ${place} ${String(has)}`,
    });
  }
  report.faultIfNew({
    kind: 'fork',
    place,
    message: 'it is another one than the expected note of the same number; the key signed both',
  });
}
