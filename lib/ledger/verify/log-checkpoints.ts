import { checkpointKey } from '../../../lambda/ledger/format/layout';
import type { Checkpoint } from '../../../lambda/ledger/note/checkpoint';
import { NoteError } from '../../../lambda/ledger/note/errors';
import type { VerifierKey } from '../../../lambda/ledger/note/signed-note';
import type { Hash } from '../../../lambda/ledger/tree/hash';
import { extend, rootOf } from '../../../lambda/ledger/tree/tree-head';
import { objectPath } from '../layout/export-layout';
import type { CheckContext, SignedRoot } from './check-context';
import type { ExpectedLog } from './expected';
import type { LogState, WalkContext } from './log-state';
import { noteFault, openCheckpoint } from './own-note';

/** Checks the log's own checkpoints at the sizes that its next leaves lead to. */
export function checkCheckpoints(
  context: WalkContext,
  state: LogState,
  leaves: readonly Hash[],
): void {
  const { tree } = state.head;
  for (
    let size = state.checkpoints.peek();
    size !== undefined && size <= tree.size + leaves.length;
    size = state.checkpoints.peek()
  ) {
    state.checkpoints.take();
    state.checkpointed = size;
    const place = checkpointKey(state.log, size);
    const signed = readCheckpoint(context, state.origin, place, size);
    if (signed === undefined) continue;
    const root = rootOf(extend(tree, leaves.slice(0, size - tree.size)));
    if (root.equals(signed.root)) state.fitting = size;
    else state.contradictions = [...state.contradictions, { place, size, root: signed.root }];
  }
}

/**
 * Tells that the log has no checkpoint at the size of a line of a zone checkpoint: the checkpointer
 * keeps one before it signs the line. A log from which they were taken would hide a fork, and its
 * tiles would be checked by nobody.
 */
export function mustHaveCheckpoint(
  { report }: WalkContext,
  { log, checkpointed }: LogState,
  line: Pick<SignedRoot, 'place' | 'size'>,
): void {
  if (checkpointed === line.size) return;
  report.faultIfNew({
    kind: 'dropped',
    place: checkpointKey(log, line.size),
    message: `it is missing; ${line.place} was signed after it`,
  });
}

/** Tells the checkpoints that no leaf led to. */
export function checkCheckpointsBeyond(context: WalkContext, state: LogState): void {
  const size = state.checkpoints.peek();
  if (size === undefined || state.broken) return;
  const place = checkpointKey(state.log, size);
  if (readCheckpoint(context, state.origin, place, size) === undefined) return;
  context.report.faultIfNew({
    kind: state.head.tree.size === 0 ? 'missing-log' : 'truncated',
    place,
    message: `it is signed for ${String(size)} leaves, the log has ${String(state.head.tree.size)}`,
  });
}

/** The log has signed what a proof was made from: each checkpoint in the bucket was checked before. */
export function compareExpectedLog(
  { files, key, report }: CheckContext,
  { log, checkpoint: { size, root } }: ExpectedLog,
): void {
  const place = checkpointKey(log, size);
  const bytes = files.read(objectPath(place));
  const message = `the expected proof is of ${String(size)} leaves of the log, of which the ledger has ${bytes === undefined ? 'no checkpoint' : 'another one'}; the key signed it`;
  if (bytes === undefined) report.faultIfNew({ kind: 'truncated', place, message });
  else if (!isCheckpointOf(bytes, key, root)) report.faultIfNew({ kind: 'fork', place, message });
}

function isCheckpointOf(bytes: Buffer, key: VerifierKey, root: Hash): boolean {
  try {
    return openCheckpoint(bytes, key).root.equals(root);
  } catch (error) {
    if (error instanceof NoteError) return false;
    throw error;
  }
}

function readCheckpoint(
  { files, key, report }: WalkContext,
  origin: string,
  place: string,
  size: number,
): Checkpoint | undefined {
  const bytes = files.read(objectPath(place));
  // A missing file was told when the listing was read.
  if (bytes === undefined) return undefined;
  try {
    const checkpoint = openCheckpoint(bytes, key);
    if (checkpoint.origin === origin && checkpoint.size === size) return checkpoint;
    report.faultIfNew({
      kind: 'swapped',
      place,
      message: `it is the checkpoint of ${checkpoint.origin} at ${String(checkpoint.size)} leaves`,
    });
  } catch (error) {
    report.faultIfNew(noteFault(error, place));
  }
  return undefined;
}
