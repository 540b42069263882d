import { gunzipSync } from 'node:zlib';
import { segmentKey, segmentsOf } from '../../../lambda/ledger/format/layout';
import type { Hash } from '../../../lambda/ledger/tree/hash';
import { leafHash } from '../../../lambda/ledger/tree/hash';
import { extend, rootOf } from '../../../lambda/ledger/tree/tree-head';
import { logFolder, objectPath } from '../layout/export-layout';
import { LONGEST_OBJECT } from '../layout/files';
import { numbersOf } from '../layout/listing';
import { TILE_WIDTH } from '../tiles/tile-path';
import { readTile } from '../tiles/read-tiles';
import type { SignedRoot } from './check-context';
import type { LogState, WalkContext } from './log-state';
import type { Fault } from './report';

/** How far beyond a difference leaves are counted to tell what happened. */
const WINDOW = 65_536;
const LENGTH_BYTES = 2;
const NEWLINE = 0x0a;

/** A leaf as it stands in a segment, whatever else is wrong with that. */
interface ActualLeaf {
  readonly key: string;
  /** Undefined where the segment cannot be unpacked. */
  readonly hash: Hash | undefined;
}

/**
 * Finds the first leaf that is not as it was signed. The tiles of an export are made from the
 * segments and are not signed, but where their leaves lead to a signed root they are what was
 * signed, and show what became of it.
 *
 * @returns undefined when the tiles do not lead to the root, or the segments have all of its leaves
 */
export function locate(
  context: WalkContext,
  state: LogState,
  signed: SignedRoot,
): Fault | undefined {
  const { log, good } = state;
  const from = good.tree.size;
  const tree = extend(good.tree, tileLeaves(context, log, from, signed.size));
  if (tree.size !== signed.size || !rootOf(tree).equals(signed.root)) return undefined;

  const actual = actualLeaves(context, log, from)[Symbol.iterator]();
  let leaf = from;
  for (const expected of tileLeaves(context, log, from, signed.size)) {
    const { done, value } = actual.next();
    if (done === true) return undefined;
    if (value.hash?.equals(expected) !== true) {
      return value.hash === undefined
        ? { kind: 'changed', place: value.key, leaf, message: 'it cannot be unpacked' }
        : difference(context, log, from, leaf, value.key, value.hash, expected);
    }
    leaf += 1;
  }
  return undefined;
}

/** What happened at a leaf: told by how often what is there, and what should be, come from there on. */
function difference(
  context: WalkContext,
  log: string,
  from: number,
  leaf: number,
  place: string,
  is: Hash,
  shouldBe: Hash,
): Fault {
  let [missing, surplus, passed] = [0, 0, 0];
  for (const { hash } of actualLeaves(context, log, from)) {
    if (passed >= leaf - from) {
      if (hash?.equals(shouldBe) === true) missing -= 1;
      if (hash?.equals(is) === true) surplus += 1;
    }
    passed += 1;
    if (passed > leaf - from + WINDOW) break;
  }
  for (const hash of tileLeaves(context, log, leaf, leaf + WINDOW)) {
    if (hash.equals(shouldBe)) missing += 1;
    if (hash.equals(is)) surplus -= 1;
  }
  const at = `leaf ${String(leaf)}`;
  if (missing > 0 && surplus <= 0) {
    const key = keyOf(context, log, leaf, place);
    return { kind: 'dropped', place: key, leaf, message: `the event at ${at} was left out` };
  }
  if (missing <= 0 && surplus > 0) {
    return { kind: 'inserted', place, leaf, message: `the event at ${at} was put in` };
  }
  if (missing <= 0) {
    return {
      kind: 'swapped',
      place,
      leaf,
      message: `the event at ${at} stands in the place of another`,
    };
  }
  return {
    kind: 'changed',
    place,
    leaf,
    message: `the event at ${at} is not the one that was signed`,
  };
}

/**
 * The segment that a missing leaf belongs to: the one before where the next one follows that one by
 * its number, else a segment that is missing itself.
 */
function keyOf({ files, listing }: WalkContext, log: string, leaf: number, seen: string): string {
  const number = (key: string): number | undefined => {
    const bytes = files.read(objectPath(key));
    const content = bytes === undefined ? undefined : unpacked(bytes);
    return content === undefined ? undefined : Number(/"seq":(\d+)/.exec(headerOf(content))?.[1]);
  };
  let before: string | undefined;
  const starts = numbersOf(listing, segmentsOf(log));
  for (let start = starts.peek(); start !== undefined && start <= leaf; start = starts.peek()) {
    starts.take();
    before = segmentKey(log, start);
  }
  if (before === seen) return seen;
  const follows = before !== undefined && number(seen) === (number(before) ?? Number.NaN) + 1;
  return follows ? (before ?? seen) : segmentKey(log, leaf);
}

/** Leaf hashes of the tiles, as far as there are any. */
function* tileLeaves(
  { files }: WalkContext,
  log: string,
  from: number,
  to: number,
): Iterable<Hash> {
  for (let index = Math.floor(from / TILE_WIDTH); index * TILE_WIDTH < to; index += 1) {
    const hashes = readTile(files, logFolder(log), 0, index);
    const start = index * TILE_WIDTH;
    yield* hashes.slice(Math.max(0, from - start), to - start);
    if (hashes.length < TILE_WIDTH) return;
  }
}

/** Leaves of the segments that are listed from a size on, one after the other. */
function* actualLeaves(
  { files, listing }: WalkContext,
  log: string,
  from: number,
): Iterable<ActualLeaf> {
  const starts = numbersOf(listing, segmentsOf(log));
  for (let start = starts.peek(); start !== undefined; start = starts.peek()) {
    starts.take();
    if (start < from) continue;
    const key = segmentKey(log, start);
    const bytes = files.read(objectPath(key));
    const content = bytes === undefined ? undefined : unpacked(bytes);
    if (bytes === undefined) continue;
    if (content === undefined) yield { key, hash: undefined };
    else for (const entry of entriesIn(content)) yield { key, hash: leafHash(entry) };
  }
}

function unpacked(bytes: Buffer): Buffer | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: LONGEST_OBJECT });
  } catch {
    return undefined;
  }
}

/**
 * Entries of a segment, whether or not they fit its header. The header is believed only where long
 * records follow the entries, whose lengths have four bytes.
 */
function* entriesIn(content: Buffer): Iterable<Buffer> {
  const [, start, size] = /"start":(\d+),"size":(\d+),.*"long":\[\d/.exec(headerOf(content)) ?? [];
  const count = start === undefined ? Infinity : Number(size) - Number(start);
  let at = content.indexOf(NEWLINE) + 1;
  for (let index = 0; index < count && at + LENGTH_BYTES <= content.length; index += 1) {
    const end = at + LENGTH_BYTES + content.readUInt16BE(at);
    if (end > content.length) return;
    yield content.subarray(at + LENGTH_BYTES, end);
    at = end;
  }
}

function headerOf(content: Buffer): string {
  return content.toString('latin1', 0, Math.max(content.indexOf(NEWLINE), 0));
}
