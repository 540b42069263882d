import { NoSuchObjectError } from '../errors';
import { LedgerFormatError } from '../format/errors';
import {
  checkpointKey,
  checkpointsOf,
  logOrigin,
  numberIn,
  segmentKey,
  segmentsOf,
} from '../format/layout';
import type { LogHead } from '../format/segment';
import { EMPTY_LOG, followSegment } from '../format/segment';
import type { LogLine } from '../format/zone-checkpoint';
import { readSegmentAt } from '../log-head';
import type { Checkpoint } from '../note/checkpoint';
import { formatCheckpoint, parseCheckpoint } from '../note/checkpoint';
import { openNote, signNote } from '../note/signed-note';
import type { LedgerStore } from '../store';
import { rootOf } from '../tree/tree-head';
import type { CheckpointKey } from './ports';
import type { Survey } from './survey';
import { startAt } from './survey';

/** A log as far as it was checked. */
export interface CheckedLog {
  /** The state up to which it is checked, and signed. */
  readonly line: LogLine;
  /** Every state on the way there by its size, from the one in the zone checkpoint on. */
  readonly passed: ReadonlyMap<number, LogLine>;
  /** Number of segments that were checked. */
  readonly segments: number;
  /** For the next run. */
  readonly seen: SeenHead;
}

/** Head of a log with the key of its segment. The hash in the zone checkpoint says whether it still is. */
export interface SeenHead {
  readonly key: string;
  readonly head: LogHead;
}

export interface CheckLogDependencies {
  readonly store: LedgerStore;
  readonly key: CheckpointKey;
  /** Whether there is time for another segment. */
  readonly timeLeft: () => boolean;
}

/**
 * Most bytes of one log that are checked in a run. More is signed run by run, so that a log with a
 * backlog does not keep the others waiting.
 */
export const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Checks all that is new in a log against what is signed, signs the state it comes to, and keeps that
 * checkpoint.
 *
 * It begins at the state in the zone checkpoint, which names the bytes of the segment that ends there.
 * A checkpoint of the log beyond that, left by a run that went no further, must lie on the way: no
 * two signatures of ours disagree (https://c2sp.org/tlog-checkpoint).
 *
 * @param signed the line of the log in the newest zone checkpoint
 * @returns undefined for a log without a segment
 * @throws LedgerFormatError, NoteError when the log does not check out
 */
export async function checkLog(
  dependencies: CheckLogDependencies,
  survey: Survey,
  signed: LogLine | undefined,
  seen: SeenHead | undefined,
): Promise<CheckedLog | undefined> {
  const { key } = dependencies;
  const origin = logOrigin(key.verifier.name, survey.log);
  const start = await startOf(dependencies, origin, survey, signed, seen);
  const passed = new Map(signed === undefined ? [] : [[signed.size, signed]]);
  if (survey.newest === undefined || startAt(survey.newest) < (signed?.size ?? 0)) {
    return signed === undefined || start === undefined
      ? undefined
      : { line: signed, passed, segments: 0, seen: start };
  }
  const latest = await latestCheckpoint(dependencies, origin, survey.log);
  mustBeOnTheWay(latest, signed);
  const end = await follow(dependencies, origin, { survey, start, passed, latest });
  const line = passed.get(end.seen.head.tree.size);
  if (line === undefined) throw new RangeError('a log has been followed to a state not passed');
  if (line.size !== latest?.size) await keepCheckpoint(dependencies, survey.log, line);
  return { line, passed, ...end };
}

/** The state in the zone checkpoint, as a segment that the next can follow. */
async function startOf(
  { store }: CheckLogDependencies,
  origin: string,
  { before }: Survey,
  signed: LogLine | undefined,
  seen: SeenHead | undefined,
): Promise<SeenHead | undefined> {
  if (signed === undefined) return undefined;
  if (before === undefined) {
    throw new LedgerFormatError(
      'broken-chain',
      `there is no segment before leaf ${String(signed.size)}, which is signed`,
    );
  }
  if (seen?.key === before && seen.head.hash.equals(signed.head)) return seen;
  const { head } = readSegmentAt(origin, before, await store.read(before));
  if (
    head.tree.size !== signed.size ||
    !head.hash.equals(signed.head) ||
    !rootOf(head.tree).equals(signed.root)
  ) {
    throw new LedgerFormatError(
      'changed',
      `${before} is not the segment that is signed as the one that ends at leaf ${String(signed.size)}`,
    );
  }
  return { key: before, head };
}

async function latestCheckpoint(
  { store, key }: CheckLogDependencies,
  origin: string,
  log: string,
): Promise<Checkpoint | undefined> {
  for await (const at of store.keys(checkpointsOf(log), { limit: 1 })) {
    return readCheckpoint(store, key, origin, at);
  }
  return undefined;
}

async function readCheckpoint(
  store: LedgerStore,
  { verifier }: CheckpointKey,
  origin: string,
  at: string,
): Promise<Checkpoint> {
  const checkpoint = parseCheckpoint(openNote(await store.read(at), verifier).text);
  if (checkpoint.origin !== origin || checkpoint.size !== numberIn(at)) {
    throw new LedgerFormatError(
      'foreign',
      `${at} holds the checkpoint of ${checkpoint.origin} at ${String(checkpoint.size)}`,
    );
  }
  return checkpoint;
}

/** Each state in a zone checkpoint has been kept as a checkpoint of its log before. */
function mustBeOnTheWay(latest: Checkpoint | undefined, signed: LogLine | undefined): void {
  if ((latest?.size ?? 0) < (signed?.size ?? 0)) {
    throw new LedgerFormatError(
      'broken-chain',
      `its checkpoint at leaf ${String(signed?.size)} is missing`,
    );
  }
  if (latest?.size === signed?.size && latest !== undefined && signed !== undefined) {
    mustAgree(latest, signed);
  }
}

async function follow(
  { store, timeLeft }: CheckLogDependencies,
  origin: string,
  {
    survey: { log, newest },
    start,
    passed,
    latest,
  }: {
    readonly survey: Survey;
    readonly start: SeenHead | undefined;
    readonly passed: Map<number, LogLine>;
    readonly latest: Checkpoint | undefined;
  },
): Promise<{ readonly seen: SeenHead; readonly segments: number }> {
  let { key, head } = start ?? { key: '', head: EMPTY_LOG };
  let bytes = 0;
  const walked: string[] = [];
  const signedSize = latest?.size ?? 0;
  const end = newest === undefined ? -1 : startAt(newest);
  // Another run may have signed segments that were written after the survey.
  while (head.tree.size <= end || head.tree.size < signedSize) {
    if (walked.length > 0 && head.tree.size >= signedSize && (bytes > MOST_BYTES || !timeLeft())) {
      break;
    }
    key = segmentKey(log, head.tree.size);
    const content = await readNext(store, key, head.tree.size);
    ({ head } = followSegment(origin, head, content));
    const { size } = head.tree;
    const line = { origin, size, root: rootOf(head.tree), head: head.hash };
    if (latest?.size === size) mustAgree(latest, line);
    passed.set(size, line);
    walked.push(key);
    bytes += content.length;
  }
  if (signedSize > 0 && !passed.has(signedSize)) {
    throw new LedgerFormatError(
      'broken-chain',
      `no segment ends at leaf ${String(signedSize)}, which is signed`,
    );
  }
  await mustBeAlone(store, log, head.tree.size, walked);
  return { seen: { key, head }, segments: walked.length };
}

async function readNext(store: LedgerStore, key: string, size: number): Promise<Buffer> {
  try {
    return await store.read(key);
  } catch (error) {
    if (!(error instanceof NoSuchObjectError)) throw error;
    throw new LedgerFormatError('broken-chain', `there is no segment from leaf ${String(size)}`, {
      cause: error,
    });
  }
}

/** Between the segments that follow each other nothing else stands: who lists the log sees them only. */
async function mustBeAlone(
  store: LedgerStore,
  log: string,
  size: number,
  walked: readonly string[],
): Promise<void> {
  let at = walked.length;
  const options = { after: segmentKey(log, size), limit: walked.length };
  for await (const key of store.keys(segmentsOf(log), options)) {
    at -= 1;
    if (key === walked[at]) continue;
    throw new LedgerFormatError('broken-chain', `${key} is not where a segment of its log ends`);
  }
}

async function keepCheckpoint(
  { store, key }: CheckLogDependencies,
  log: string,
  line: LogLine,
): Promise<void> {
  const at = checkpointKey(log, line.size);
  const note = await signNote(formatCheckpoint(line), key.verifier, key.sign);
  if ((await store.create(at, Buffer.from(note))) === 'exists') {
    mustAgree(await readCheckpoint(store, key, line.origin, at), line);
  }
}

function mustAgree(checkpoint: Checkpoint, line: LogLine): void {
  if (!checkpoint.root.equals(line.root)) {
    throw new LedgerFormatError(
      'changed',
      `its segments do not lead to the root that is signed at leaf ${String(checkpoint.size)}`,
    );
  }
}
