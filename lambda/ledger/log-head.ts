import { LedgerFormatError } from './format/errors';
import { numberIn, segmentsOf } from './format/layout';
import type { LogHead, Segment } from './format/segment';
import { checkSource, EMPTY_LOG, readSegment } from './format/segment';
import type { LedgerStore } from './store';
import { rootOf } from './tree/tree-head';

/**
 * The state of a log, from its newest segment: one list of one key and one read. No second store
 * says where a log ends, so none can disagree.
 *
 * @throws LedgerFormatError when that segment cannot be what was written under its key
 */
export async function readLogHead(
  store: LedgerStore,
  origin: string,
  log: string,
): Promise<LogHead> {
  for await (const key of store.keys(segmentsOf(log), { limit: 1 })) {
    return readSegmentAt(origin, key, await store.read(key)).head;
  }
  return EMPTY_LOG;
}

/**
 * Reads a segment as far as can be done without the one before it: its form, its log, its source, its place,
 * and that its edge leads to its root.
 *
 * @throws LedgerFormatError
 */
export function readSegmentAt(origin: string, key: string, bytes: Buffer): Segment {
  const segment = readSegment(bytes);
  const { header, head } = segment;
  if (header.origin !== origin) {
    // Which log it names, nobody has signed: that may be any text.
    throw new LedgerFormatError('foreign', `${key} belongs to another log than ${origin}`);
  }
  checkSource(header);
  if (numberIn(key) !== header.start) {
    throw new LedgerFormatError(
      'broken-chain',
      `${key} holds the segment that begins at leaf ${String(header.start)}`,
    );
  }
  if (!rootOf(head.tree).equals(header.root)) {
    throw new LedgerFormatError('changed', `the edge in ${key} does not lead to its root`);
  }
  return segment;
}
