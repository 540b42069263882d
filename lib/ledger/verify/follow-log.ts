import { LedgerFormatError } from '../../../lambda/ledger/format/errors';
import { segmentKey, segmentsOf } from '../../../lambda/ledger/format/layout';
import type { Segment } from '../../../lambda/ledger/format/segment';
import { followSegment, readSegment } from '../../../lambda/ledger/format/segment';
import type { LogLine } from '../../../lambda/ledger/format/zone-checkpoint';
import type { Hash } from '../../../lambda/ledger/tree/hash';
import { sha256 } from '../../../lambda/ledger/tree/hash';
import type { TreeHead } from '../../../lambda/ledger/tree/tree-head';
import { extend, rootOf } from '../../../lambda/ledger/tree/tree-head';
import { objectPath } from '../layout/export-layout';
import type { SignedRoot } from './check-context';
import type { LogState, WalkContext } from './log-state';
import { hold } from './log-state';
import { checkCheckpoints, mustHaveCheckpoint } from './log-checkpoints';
import { locate } from './locate';
import type { Fault } from './report';
import { arrivedLater, checkArrival } from './times';

/** A line of a zone checkpoint, and where it stands. */
export interface Pin extends LogLine {
  readonly place: string;
  /** When it was signed. */
  readonly time: string;
}

/**
 * Takes the next segment of a log.
 *
 * @param next what a zone checkpoint says of the log further on
 * @returns whether there was one, and it follows
 */
export function step(context: WalkContext, state: LogState, next?: Pin): boolean {
  if (state.broken) return false;
  const start = state.segments.peek();
  if (start === undefined) return false;
  const { log, head } = state;
  const expected = head.tree.size;
  if (start !== expected) {
    const place = segmentKey(log, Math.min(start, expected));
    const fault: Fault =
      start < expected
        ? { kind: 'inserted', place, message: 'its leaves are those of a segment before it' }
        : { kind: 'dropped', place, message: `${leaves(expected, start)} missing` };
    return stop(context, state, next, fault);
  }
  const written = state.segments.written();
  state.segments.take();
  const place = segmentKey(log, start);
  const bytes = context.files.read(objectPath(place));
  if (bytes === undefined) {
    return stop(context, state, next, { kind: 'dropped', place, message: 'the file is missing' });
  }
  let hashes: readonly Hash[] = [];
  const grow = (tree: TreeHead, given: readonly Hash[]): TreeHead => {
    hashes = given;
    return state.tiles === undefined ? extend(tree, given) : state.tiles.grow(tree, given);
  };
  let segment: Segment;
  try {
    segment = followSegment(state.origin, head, bytes, grow);
  } catch (error) {
    if (!(error instanceof LedgerFormatError)) throw error;
    const seen = asSeen(context, state, bytes, place, error, next);
    return error.fault === 'foreign' ? end(context, state, seen) : stop(context, state, next, seen);
  }
  checkCheckpoints(context, state, hashes);
  state.tiles?.entries(head.tree.size, segment.entries);
  state.before = { key: place, head };
  state.head = segment.head;
  const { arrived } = segment.header;
  checkArrival(state, segment.header, state.readUpTo, written);
  if (arrived.to >= state.newest.arrived) state.newest = { arrived: arrived.to, start };
  state.unsignedSince = Math.min(state.unsignedSince, arrived.from);
  state.readUpTo = Math.max(state.readUpTo, arrived.to);
  context.onSegment(state, segment, hashes);
  return true;
}

/** Compares a log with what a zone checkpoint says of it, as far as it got. */
export function pin(context: WalkContext, state: LogState, line: Pin): void {
  if (state.broken) return;
  const { log, head, good } = state;
  const { size } = head.tree;
  if (size < line.size) {
    stop(context, state, line, ended(state, line));
  } else if (size > line.size || !rootOf(head.tree).equals(line.root)) {
    const fork: Fault = {
      kind: 'fork',
      place: line.place,
      message: `it has another root of ${log} at ${String(line.size)} leaves than the log's own checkpoint`,
    };
    const changed: Fault = {
      kind: 'changed',
      place: segmentKey(log, good.tree.size),
      message: `${leaves(good.tree.size, line.size)} not those that were signed, in this segment or one after it`,
    };
    stop(context, state, line, state.fitting === line.size ? fork : changed);
  } else if (!head.hash.equals(line.head)) {
    stop(context, state, line, {
      kind: 'changed',
      place: state.before?.key ?? segmentsOf(log),
      message: 'it has the right events, and other bytes than those that were signed',
    });
  } else {
    const late = arrivedLater(state, line);
    if (late !== undefined) hold(state.held, late);
    context.onPin(line, state.unsignedSince);
    state.unsignedSince = Infinity;
    state.good = head;
    release(context, state);
    mustHaveCheckpoint(context, state, line);
  }
}

/** Settles what is left after the last segment. */
export function finish(context: WalkContext, state: LogState): void {
  if (state.broken) return;
  const [first] = state.contradictions;
  const found = first === undefined ? undefined : locate(context, state, first);
  if (found !== undefined) context.report.faultIfNew(found);
  else release(context, state);
}

/** The log is right up to here: what contradicts it is wrong. */
function release({ report }: WalkContext, state: LogState): void {
  for (const { place, size } of state.contradictions) {
    report.faultIfNew({
      kind: 'fork',
      place,
      message: `it is signed, and has another root at ${String(size)} leaves than the log`,
    });
  }
  for (const fault of state.held) report.faultIfNew(fault);
  state.contradictions = [];
  state.held.length = 0;
}

/** Ends a log with a fault: exactly where the tiles show it, else as it was seen. */
function stop(
  context: WalkContext,
  state: LogState,
  next: SignedRoot | undefined,
  seen: Fault,
): false {
  const signed = next ?? state.contradictions[0] ?? state.tiles?.checkpoint;
  const exact =
    seen.kind === 'fork' || signed === undefined ? undefined : locate(context, state, signed);
  return end(context, state, exact ?? seen);
}

function end({ report }: WalkContext, state: LogState, fault: Fault): false {
  report.faultIfNew(fault);
  state.broken = true;
  return false;
}

function ended({ log, head, segments }: LogState, line: Pin): Fault {
  const { size } = head.tree;
  if (size === 0 && segments.peek() === undefined) {
    return {
      kind: 'missing-log',
      place: segmentsOf(log),
      message: `the log is missing; ${line.place} has ${String(line.size)} leaves of it`,
    };
  }
  return {
    kind: 'truncated',
    place: segmentKey(log, size),
    message: `the log ends here; ${line.place} has ${String(line.size)} leaves of it`,
  };
}

/** What a segment that does not follow shows by itself. */
function asSeen(
  { files }: WalkContext,
  { head, before }: LogState,
  bytes: Buffer,
  place: string,
  { fault, message }: LedgerFormatError,
  next: Pin | undefined,
): Fault {
  if (fault === 'changed') return { kind: 'changed', place, message };
  if (fault !== 'broken-chain') return { kind: 'swapped', place, message };
  const { header } = readSegment(bytes);
  if (header.seq !== head.seq + 1 || header.start !== head.tree.size) {
    return { kind: 'swapped', place, message };
  }
  // Either of the two may be the wrong one. What comes after them knows the hash of the second.
  const hash = sha256(bytes);
  const after = files.read(objectPath(segmentKey(segmentLog(place), header.size)));
  const vouched =
    (next?.size === header.size && next.head.equals(hash)) ||
    (after !== undefined && prevOf(after)?.equals(hash) === true);
  return vouched && before !== undefined
    ? {
        kind: 'changed',
        place: before.key,
        message: 'it is not the segment after which the next one was written',
      }
    : { kind: 'changed', place, message };
}

function segmentLog(key: string): string {
  return key.split('/').at(-2) ?? '';
}

function prevOf(bytes: Buffer): Hash | undefined {
  try {
    return readSegment(bytes).header.prev;
  } catch {
    return undefined;
  }
}

function leaves(from: number, to: number): string {
  return to - from === 1
    ? `leaf ${String(from)} is`
    : `leaves ${String(from)} to ${String(to - 1)} are`;
}
