import { checkpointsOf, logOrigin, segmentsOf } from '../../../lambda/ledger/format/layout';
import type { LogHead, Segment } from '../../../lambda/ledger/format/segment';
import { EMPTY_LOG } from '../../../lambda/ledger/format/segment';
import type { Hash } from '../../../lambda/ledger/tree/hash';
import type { NumberCursor } from '../layout/listing';
import { numbersOf } from '../layout/listing';
import type { CheckContext, SignedRoot } from './check-context';
import type { Fault } from './report';
import type { TileCheck } from './tile-check';
import { openTileCheck } from './tile-check';

/** What a walk through the logs shares. */
export interface WalkContext extends CheckContext {
  /** Told of each segment that follows the one before it. */
  readonly onSegment: (state: LogState, segment: Segment, leaves: readonly Hash[]) => void;
  /** Told of each line of a zone checkpoint that fits, and when the oldest record it adds arrived. */
  readonly onPin: (line: { readonly place: string; readonly time: string }, since: number) => void;
}

/** One log on its way from the first segment to the last. */
export interface LogState {
  readonly log: string;
  readonly origin: string;
  readonly segments: NumberCursor;
  readonly checkpoints: NumberCursor;
  /** Undefined where the export has no tiles of the log. */
  readonly tiles: TileCheck | undefined;
  head: LogHead;
  /** Key of the newest segment, and the log before it. */
  before: { readonly key: string; readonly head: LogHead } | undefined;
  /** Up to when its records are known: arrival of the last one, in milliseconds since 1970. */
  readUpTo: number;
  /** The record that arrived last, and the first leaf of its segment. */
  newest: { readonly arrived: number; readonly start: number };
  /** When the oldest record arrived that no zone checkpoint covers yet. */
  unsignedSince: number;
  /** It cannot be followed any further, which has been told. */
  broken: boolean;
  /** The log as a zone checkpoint vouched for it last. */
  good: LogHead;
  /** Largest size, so far, at which the log has a checkpoint of its own, right or wrong. */
  checkpointed: number;
  /** Largest size at which a checkpoint of the log itself fits. */
  fitting: number;
  /** Checkpoints of the log that do not fit, until it is clear who is right. */
  contradictions: readonly SignedRoot[];
  /** Faults of what depends on the log, until it is clear that the log is right. */
  held: Fault[];
}

export function openLog(context: WalkContext, log: string): LogState {
  const { listing, key } = context;
  const held: Fault[] = [];
  return {
    log,
    origin: logOrigin(key.name, log),
    segments: numbersOf(listing, segmentsOf(log)),
    checkpoints: numbersOf(listing, checkpointsOf(log)),
    tiles: openTileCheck(context, log, (fault) => hold(held, fault)),
    head: EMPTY_LOG,
    before: undefined,
    readUpTo: 0,
    newest: { arrived: 0, start: 0 },
    unsignedSince: Infinity,
    broken: false,
    good: EMPTY_LOG,
    checkpointed: 0,
    fitting: 0,
    contradictions: [],
    held,
  };
}

/** Faults held a log: more would only repeat them. */
const MOST_HELD = 100;

export function hold(held: Fault[], fault: Fault): void {
  if (held.length < MOST_HELD) held.push(fault);
}
