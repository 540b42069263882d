import { fromBase64 } from '../note/base64';
import type { Hash } from '../tree/hash';
import { HASH_BYTES } from '../tree/hash';
import { edgeLength } from '../tree/tree-head';
import { LedgerFormatError } from './errors';

/** First line of a segment. */
export interface SegmentHeader {
  /** Origin of the log. */
  readonly origin: string;
  /** Number of the segment in its log, from 0. */
  readonly seq: number;
  /** SHA-256 of the stored bytes of the segment before it; 32 zero bytes for the first. */
  readonly prev: Hash;
  /** Tree size before and after the segment. */
  readonly start: number;
  readonly size: number;
  /** Root and edge of the tree after the segment. */
  readonly root: Hash;
  readonly edge: readonly Hash[];
  readonly source: StreamSource | SpoolSource;
  /** When the first and the last of its records arrived, in milliseconds since 1970. */
  readonly arrived: { readonly from: number; readonly to: number };
  /**
   * Which entries stand for a record that is too long for a tile, counted from the first of the
   * segment. The records themselves follow the entries.
   */
  readonly long: readonly number[];
}

/** Records of a shard: sequence numbers of the first and the last. */
export interface StreamSource {
  readonly first: string;
  readonly last: string;
}

/** Objects of the spool, in the order of the entries. */
export interface SpoolSource {
  readonly spooled: readonly string[];
}

export const NO_SEGMENT: Hash = Buffer.alloc(HASH_BYTES);

/** One line of JSON, without its newline. */
export function formatHeader(header: SegmentHeader): string {
  return JSON.stringify({
    v: 1,
    origin: header.origin,
    seq: header.seq,
    prev: header.prev.toString('base64'),
    start: header.start,
    size: header.size,
    root: header.root.toString('base64'),
    edge: header.edge.map((hash) => hash.toString('base64')),
    source: header.source,
    arrived: [header.arrived.from, header.arrived.to],
    long: header.long,
  });
}

/**
 * Reads what `formatHeader` writes, and nothing else: whatever would be written differently is
 * refused.
 *
 * @throws LedgerFormatError
 */
export function parseHeader(text: string): SegmentHeader {
  const header = readHeader(text);
  if (header === undefined || formatHeader(header) !== text) {
    throw new LedgerFormatError('changed', 'its header cannot be read');
  }
  return header;
}

function readHeader(text: string): SegmentHeader | undefined {
  const fields = new Map(Object.entries(jsonObject(text)));
  const origin = fields.get('origin');
  const [seq, start, size] = ['seq', 'start', 'size'].map((name) => natural(fields.get(name)));
  const [prev, root] = ['prev', 'root'].map((name) => hash(fields.get(name)));
  const edge = list(fields.get('edge'), hash);
  const source = sourceIn(fields.get('source'));
  const [from, to, ...more] = list(fields.get('arrived'), natural) ?? [];
  const long = list(fields.get('long'), natural);
  if (
    typeof origin !== 'string' ||
    seq === undefined ||
    start === undefined ||
    size === undefined ||
    prev === undefined ||
    root === undefined ||
    edge === undefined ||
    source === undefined ||
    from === undefined ||
    to === undefined ||
    more.length > 0 ||
    long === undefined ||
    size <= start ||
    edge.length !== edgeLength(size) ||
    long.some((index, at) => index >= size - start || index <= (long[at - 1] ?? -1))
  ) {
    return undefined;
  }
  return { origin, seq, prev, start, size, root, edge, source, arrived: { from, to }, long };
}

function sourceIn(value: unknown): StreamSource | SpoolSource | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { first, last, spooled } = value as Readonly<Record<string, unknown>>;
  if (isSequenceNumber(first) && isSequenceNumber(last)) return { first, last };
  const keys = list(spooled, (key) => (typeof key === 'string' ? key : undefined));
  return keys === undefined ? undefined : { spooled: keys };
}

function isSequenceNumber(value: unknown): value is string {
  return typeof value === 'string' && /^\d+$/.test(value);
}

function jsonObject(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function list<T>(value: unknown, read: (entry: unknown) => T | undefined): T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const entries = value.map((entry: unknown) => read(entry));
  return entries.includes(undefined) ? undefined : (entries as T[]);
}

function natural(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

function hash(value: unknown): Hash | undefined {
  const bytes = typeof value === 'string' ? fromBase64(value) : undefined;
  return bytes?.length === HASH_BYTES ? bytes : undefined;
}
