import { gunzipSync, gzipSync } from 'node:zlib';
import { describeError } from '../../shared/errors';
import type { Hash } from '../tree/hash';
import { leafHash, sha256 } from '../tree/hash';
import type { TreeHead } from '../tree/tree-head';
import { EMPTY_TREE, extend, rootOf } from '../tree/tree-head';
import { LedgerFormatError } from './errors';
import { SPOOL_LOG } from './layout';
import type { SegmentHeader, SpoolSource, StreamSource } from './segment-header';
import { formatHeader, NO_SEGMENT, parseHeader } from './segment-header';

/**
 * A segment is one object: the gzip of
 *
 *     header (one line of JSON), newline
 *     entries, each a uint16 length (big-endian) and its bytes: an entry bundle of c2sp.org/tlog-tiles
 *     records too long for an entry, each a uint32 length (big-endian) and its bytes
 *
 * Its leaves are the entries as they stand. Nothing in it is parsed, so nothing that arrives can stop
 * the log.
 */

/** What arrives: bytes, and when. */
export interface SealedRecord {
  readonly data: Uint8Array;
  /** Milliseconds since 1970. */
  readonly arrivedAt: number;
}

/** What must be known of a log to write, or to check, its next segment. */
export interface LogHead {
  /** Number of its newest segment, -1 when there is none. */
  readonly seq: number;
  /** SHA-256 of the stored bytes of that segment. */
  readonly hash: Hash;
  readonly tree: TreeHead;
  /** What that segment was made from. */
  readonly source?: StreamSource | SpoolSource;
}

export interface Segment {
  readonly header: SegmentHeader;
  /** As they stand in the tree: views into one buffer. */
  readonly entries: readonly Buffer[];
  /** The records that entries stand for, by the index of the entry. */
  readonly longRecords: ReadonlyMap<number, Buffer>;
  /** The log after the segment. */
  readonly head: LogHead;
}

export const EMPTY_LOG: LogHead = { seq: -1, hash: NO_SEGMENT, tree: EMPTY_TREE };

/** Longest entry of a tile: its length is a uint16. */
export const LONGEST_ENTRY = 65_535;
/** Far more than a batch of Lambda (6 MB) can hold; a bound for who reads a stranger's object. */
const LONGEST_SEGMENT = 256 * 1024 * 1024;
/** How much is unpacked at once: more than a whole segment, unless it is a stranger's. */
const [SMALL_CHUNK, LARGEST_CHUNK] = [1024, 8 * 1024 * 1024];

/** Against zlib's defaults a third faster on events, and 1 % larger. Readers need not know it. */
const GZIP = { level: 5, memLevel: 9 };

/** Bytes of the next segment, and the log after it. */
export function buildSegment(
  origin: string,
  head: LogHead,
  records: readonly SealedRecord[],
  source: StreamSource | SpoolSource,
): { readonly bytes: Buffer; readonly head: LogHead } {
  if (records.length === 0) throw new RangeError('a segment has at least one record');
  const entries = records.map(({ data }) => entryFor(data));
  const tree = extend(head.tree, entries.map(leafHash));
  const times = records.map(({ arrivedAt }) => arrivedAt);
  const long = records.flatMap(({ data }, index) => (data.length > LONGEST_ENTRY ? [index] : []));
  const header = formatHeader({
    origin,
    seq: head.seq + 1,
    prev: head.hash,
    start: head.tree.size,
    size: tree.size,
    root: rootOf(tree),
    edge: tree.edge,
    source,
    arrived: { from: Math.min(...times), to: Math.max(...times) },
    long,
  });
  const parts: Uint8Array[] = [Buffer.from(`${header}\n`)];
  for (const entry of entries) parts.push(uint16(entry.length), entry);
  for (const index of long) {
    const { data } = records[index] ?? { data: Buffer.alloc(0) };
    parts.push(uint32(data.length), data);
  }
  const bytes = gzipSync(Buffer.concat(parts), GZIP);
  return { bytes, head: { seq: head.seq + 1, hash: sha256(bytes), tree, source } };
}

/**
 * Reads a segment and checks all of it against the log before it.
 *
 * @param origin of the log to which it must belong
 * @param grow `extend`, or it with a look at what passes: leaves are hashed once, here
 * @throws LedgerFormatError with what is wrong first
 */
export function followSegment(
  origin: string,
  head: LogHead,
  bytes: Buffer,
  grow: (tree: TreeHead, leaves: readonly Hash[]) => TreeHead = extend,
): Segment {
  const segment = readSegment(bytes);
  const { header, entries } = segment;
  if (header.origin !== origin) {
    // Which log it names, nobody has signed: that may be any text.
    throw new LedgerFormatError('foreign', `it belongs to another log than ${origin}`);
  }
  if (header.seq !== head.seq + 1 || header.start !== head.tree.size) {
    throw new LedgerFormatError(
      'broken-chain',
      `it is segment ${String(header.seq)} from leaf ${String(header.start)}, expected ${String(head.seq + 1)} from leaf ${String(head.tree.size)}`,
    );
  }
  if (!header.prev.equals(head.hash)) {
    throw new LedgerFormatError(
      'broken-chain',
      'the segment before it is not the one it was written after',
    );
  }
  checkSource(header);
  checkOrder(head, header);
  const tree = grow(head.tree, entries.map(leafHash));
  if (
    !rootOf(tree).equals(header.root) ||
    tree.edge.some((hash, at) => header.edge[at]?.equals(hash) !== true)
  ) {
    throw new LedgerFormatError('changed', 'its entries do not lead to the root in its header');
  }
  return segment;
}

/**
 * Reads a segment by itself: form, and that long records are those that its entries stand for. What
 * it says of the tree is not checked.
 *
 * @throws LedgerFormatError
 */
export function readSegment(bytes: Buffer): Segment {
  const content = gunzip(bytes);
  const newline = content.indexOf(0x0a);
  const header = parseHeader(content.toString('utf8', 0, Math.max(newline, 0)));
  const reader = lengthPrefixed(content, newline + 1);
  const entries: Buffer[] = [];
  for (let index = header.start; index < header.size; index += 1) entries.push(reader.next(2));
  const longRecords = new Map(header.long.map((index) => [index, reader.next(4)]));
  if (!reader.atEnd()) throw new LedgerFormatError('changed', 'it is longer than its header says');
  for (const [index, record] of longRecords) {
    if (record.length <= LONGEST_ENTRY || entries[index]?.equals(entryFor(record)) !== true) {
      throw new LedgerFormatError('changed', 'a long record is not the one its entry stands for');
    }
  }
  const { seq, size, edge, source } = header;
  const head = { seq, hash: sha256(bytes), tree: { size, edge }, source };
  return { header, entries, longRecords, head };
}

/** The entry of a record: itself, or what stands for it where it is too long. */
export function entryFor(record: Uint8Array): Uint8Array {
  return record.length <= LONGEST_ENTRY
    ? record
    : Buffer.from(`hlz-long-record v1 ${String(record.length)} ${sha256(record).toString('hex')}`);
}

/**
 * A log of a shard comes from the stream, that of the spool from the spool.
 *
 * @throws LedgerFormatError
 */
export function checkSource({ origin, source }: SegmentHeader): void {
  if ('spooled' in source === origin.endsWith(`/${SPOOL_LOG}`)) return;
  throw new LedgerFormatError('changed', 'its header names a source that the log does not have');
}

function checkOrder({ source }: LogHead, header: SegmentHeader): void {
  const now = header.source;
  if ('spooled' in now) {
    if (now.spooled.length === header.size - header.start) return;
    throw new LedgerFormatError(
      'changed',
      'its header names more or fewer objects than it has entries',
    );
  }
  const first = BigInt(now.first);
  const last = source !== undefined && 'last' in source ? BigInt(source.last) : -1n;
  if (first > BigInt(now.last) || first <= last) {
    throw new LedgerFormatError(
      'order',
      'its stream records do not come after those sealed before',
    );
  }
}

function gunzip(bytes: Buffer): Buffer {
  try {
    // Its last four bytes are its length, so that it is unpacked in one piece.
    const length = bytes.length < 4 ? 0 : bytes.readUInt32LE(bytes.length - 4);
    return gunzipSync(bytes, {
      maxOutputLength: LONGEST_SEGMENT,
      chunkSize: Math.min(Math.max(length, SMALL_CHUNK) + 1, LARGEST_CHUNK),
    });
  } catch (error) {
    throw new LedgerFormatError(
      'changed',
      `it cannot be unpacked (${describeError(error).message})`,
      {
        cause: error,
      },
    );
  }
}

function lengthPrefixed(
  content: Buffer,
  from: number,
): { readonly next: (lengthBytes: 2 | 4) => Buffer; readonly atEnd: () => boolean } {
  let at = from;
  return {
    next(lengthBytes) {
      const start = at + lengthBytes;
      const end = start <= content.length ? start + content.readUIntBE(at, lengthBytes) : Infinity;
      if (end > content.length)
        throw new LedgerFormatError('changed', 'it ends before its entries do');
      at = end;
      return content.subarray(start, end);
    },
    atEnd: () => at === content.length,
  };
}

function uint16(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
