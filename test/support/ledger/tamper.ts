import { gunzipSync, gzipSync } from 'node:zlib';
import { logOrigin, numberIn, segmentKey, segmentsOf } from '../../../lambda/ledger/format/layout';
import type { LogHead, Segment } from '../../../lambda/ledger/format/segment';
import { buildSegment, EMPTY_LOG, readSegment } from '../../../lambda/ledger/format/segment';
import { sha256 } from '../../../lambda/ledger/tree/hash';
import {
  formatManifest,
  MANIFEST,
  objectPath,
  VERSIONS,
} from '../../../lib/ledger/layout/export-layout';
import type { VersionLine } from '../../../lib/ledger/layout/version-line';
import { formatVersionLine, parseVersionLine } from '../../../lib/ledger/layout/version-line';
import type { Random } from '../random';
import { PREFIX } from './world';

/** Files of an export, to be tampered with. */
export type Contents = Map<string, Buffer>;

/** Keys of the objects of an export, in order. */
export function keysOf(contents: Contents, below = 'ledger/'): readonly string[] {
  const prefix = objectPath(below);
  return [...contents.keys()]
    .filter((path) => path.startsWith(prefix))
    .map((path) => path.slice('objects/'.length))
    .toSorted();
}

export function objectOf(contents: Contents, key: string): Buffer {
  const bytes = contents.get(objectPath(key));
  if (bytes === undefined) throw new Error(`no object ${key}`);
  return bytes;
}

/** Segments of a log, from the oldest. */
export function segmentsIn(contents: Contents, log: string): readonly Segment[] {
  return keysOf(contents, segmentsOf(log))
    .toReversed()
    .map((key) => readSegment(objectOf(contents, key)));
}

/** Changes one byte, anywhere. */
export function changeByte(contents: Contents, path: string, random: Random): void {
  const bytes = Buffer.from(contents.get(path) ?? '');
  const at = random.below(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 + random.below(255));
  contents.set(path, bytes);
}

/** Makes the listing say what the objects are: what somebody does who covers his tracks. */
export function relist(contents: Contents): void {
  const known = new Map(versionLines(contents).map((line) => [line.key, line]));
  const [sample] = known.values();
  if (sample === undefined) throw new Error('an empty listing');
  setVersionLines(
    contents,
    keysOf(contents).map((key) => {
      const bytes = objectOf(contents, key);
      return {
        ...(known.get(key) ?? { ...sample, versionId: 'new' }),
        key,
        bytes: bytes.length,
        sha256: sha256(bytes).toString('base64'),
      };
    }),
  );
}

export function versionLines(contents: Contents): readonly VersionLine[] {
  return (contents.get(VERSIONS)?.toString('utf8') ?? '')
    .split('\n')
    .flatMap((text) => parseVersionLine(text) ?? []);
}

export function setVersionLines(contents: Contents, lines: readonly VersionLine[]): void {
  const bytes = Buffer.from(lines.map((line) => `${formatVersionLine(line)}\n`).join(''));
  contents.set(VERSIONS, bytes);
  const versions = sha256(bytes).toString('hex');
  contents.set(MANIFEST, Buffer.from(formatManifest({ origin: PREFIX, versions })));
}

/** Records of a segment as they arrived, with where each stands in the log. */
export interface LooseRecord {
  readonly data: Buffer;
  readonly leaf: number;
}

export function recordsOf({ header, entries, longRecords }: Segment): readonly LooseRecord[] {
  return entries.map((entry, at) => ({
    data: Buffer.from(longRecords.get(at) ?? entry),
    leaf: header.start + at,
  }));
}

/** Writes one segment with other records, and a header that fits them; what comes after stays. */
export function rewriteOne(
  contents: Contents,
  log: string,
  at: number,
  records: readonly Buffer[],
): void {
  const segments = segmentsIn(contents, log);
  const segment = segments[at];
  if (segment === undefined) throw new Error('no such segment');
  const { bytes } = rebuilt(log, headBefore(segments, at), segment, records);
  contents.set(objectPath(segmentKey(log, segment.header.start)), bytes);
}

/** Writes a log anew from a segment on, so that it is sound in itself; only its signatures stay. */
export function rewriteRest(
  contents: Contents,
  log: string,
  at: number,
  change: (segments: readonly Segment[]) => readonly (readonly [Segment, readonly Buffer[]])[],
): void {
  const segments = segmentsIn(contents, log);
  for (const { header } of segments.slice(at)) {
    contents.delete(objectPath(segmentKey(log, header.start)));
  }
  let head = headBefore(segments, at);
  for (const [segment, records] of change(segments.slice(at))) {
    if (records.length === 0) continue;
    const { bytes, head: after } = rebuilt(log, head, segment, records);
    contents.set(objectPath(segmentKey(log, head.tree.size)), bytes);
    head = after;
  }
}

/** Packs other entries under the same header. */
export function repack(bytes: Buffer, entries: readonly Uint8Array[]): Buffer {
  const content = gunzipSync(bytes);
  const header = content.subarray(0, content.indexOf(0x0a) + 1);
  const { longRecords } = readSegment(bytes);
  const parts = entries.flatMap((entry) => [prefix(entry.length, 2), entry]);
  const long = [...longRecords.values()].flatMap((record) => [prefix(record.length, 4), record]);
  return gzipSync(Buffer.concat([header, ...parts, ...long]));
}

function prefix(length: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(length, 0, bytes);
  return buffer;
}

function headBefore(segments: readonly Segment[], at: number): LogHead {
  return at === 0 ? EMPTY_LOG : (segments[at - 1]?.head ?? EMPTY_LOG);
}

function rebuilt(
  log: string,
  head: LogHead,
  { header }: Segment,
  records: readonly Buffer[],
): { readonly bytes: Buffer; readonly head: LogHead } {
  return buildSegment(
    logOrigin(PREFIX, log),
    head,
    records.map((data) => ({ data, arrivedAt: header.arrived.from })),
    header.source,
  );
}

/** Key of the segment that holds a leaf. */
export function segmentOf(contents: Contents, log: string, leaf: number): string {
  const starts = keysOf(contents, segmentsOf(log)).map((key) => numberIn(key) ?? 0);
  return segmentKey(log, Math.max(...starts.filter((start) => start <= leaf)));
}
