import { NoSuchObjectError } from '../errors';
import { LedgerFormatError } from '../format/errors';
import { checkpointKey, logOrigin, segmentKey, segmentsOf } from '../format/layout';
import type { LogHead } from '../format/segment';
import { EMPTY_LOG, followSegment } from '../format/segment';
import { readSegmentAt } from '../log-head';
import { parseCheckpoint } from '../note/checkpoint';
import type { VerifierKey } from '../note/signed-note';
import { openNote } from '../note/signed-note';
import type { LedgerStore } from '../store';
import type { Hash } from '../tree/hash';
import { leafHash, nodeHash } from '../tree/hash';
import type { LeafRange } from '../tree/proof';
import { foldSubtrees, inclusionPath, perfectSubtrees, rootFromInclusion } from '../tree/proof';
import type { TreeHead } from '../tree/tree-head';
import { extend } from '../tree/tree-head';
import { formatProof } from './tlog-proof';

/** A proof that was made, and checked. */
export interface LeafProof {
  readonly leaf: Buffer;
  readonly index: number;
  /** Leaves of the log at the checkpoint in the proof. */
  readonly size: number;
  /** A c2sp.org/tlog-proof. */
  readonly text: string;
}

export interface ProveDependencies {
  readonly store: LedgerStore;
  /** Its name is the origin of the ledger. */
  readonly verifier: VerifierKey;
  /** Whether there is time for another segment. */
  readonly timeLeft: () => boolean;
}

/** Why there is no proof: no such leaf yet; no checkpoint behind it yet; no time to get to one. */
export type Unproven = 'not-sealed' | 'not-signed' | 'no-time';

/**
 * Proves a leaf from the segments of its log alone, which has no tiles: from the segment that holds it to the
 * next checkpoint. What is left of that segment stands in the header of the one before, as the right edge of the
 * tree; what is right of it is read and hashed, seldom more than a minute of events.
 *
 * @throws LedgerFormatError, NoteError when what is read is not what was written and signed
 */
export async function proveLeaf(
  { store, verifier, timeLeft }: ProveDependencies,
  log: string,
  index: number,
): Promise<LeafProof | Unproven> {
  const origin = logOrigin(verifier.name, log);
  const start = await segmentWith(store, origin, log, index);
  if (start === undefined) return 'not-sealed';
  const { before } = start;
  const leaves: Hash[] = [];
  const grow = (tree: TreeHead, hashes: readonly Hash[]): TreeHead => {
    for (const hash of hashes) leaves.push(hash);
    return extend(tree, hashes);
  };
  let leaf: Buffer | undefined;
  let head = before;
  let bytes: Buffer | undefined = start.bytes;
  while (bytes !== undefined) {
    const segment = followSegment(origin, head, bytes, grow);
    leaf ??= segment.entries[index - before.tree.size];
    if (leaf === undefined) return 'not-sealed';
    head = segment.head;
    const { size } = head.tree;
    const note = await readIfThere(store, checkpointKey(log, size));
    if (note !== undefined) {
      const signed = parseCheckpoint(openNote(note, verifier).text);
      const path = inclusionPath(index, size);
      const hashes = path.map((range) => hashOf(range, before.tree, leaves));
      if (
        signed.origin !== origin ||
        signed.size !== size ||
        rootFromInclusion(leafHash(leaf), index, size, hashes)?.equals(signed.root) !== true
      ) {
        throw new LedgerFormatError(
          'changed',
          `the segments of ${log} do not lead to the root that is signed at leaf ${String(size)}`,
        );
      }
      const checkpoint = note.toString('utf8');
      return { leaf, index, size, text: formatProof({ leaf, index, hashes, checkpoint }) };
    }
    if (!timeLeft()) return 'no-time';
    bytes = await readIfThere(store, segmentKey(log, size));
  }
  return 'not-signed';
}

/** The segment that would hold a leaf, and the log before it; undefined when nothing is sealed there. */
async function segmentWith(
  store: LedgerStore,
  origin: string,
  log: string,
  index: number,
): Promise<{ readonly bytes: Buffer; readonly before: LogHead } | undefined> {
  // Keys count down: the first that is not above the leaf, and the one below that.
  const options = { after: segmentKey(log, index + 1), limit: 2 };
  const keys: string[] = [];
  for await (const key of store.keys(segmentsOf(log), options)) keys.push(key);
  const [here, below] = keys;
  if (here === undefined) return undefined;
  return {
    bytes: await store.read(here),
    before:
      below === undefined ? EMPTY_LOG : readSegmentAt(origin, below, await store.read(below)).head,
  };
}

async function readIfThere(store: LedgerStore, key: string): Promise<Buffer | undefined> {
  try {
    return await store.read(key);
  } catch (error) {
    if (error instanceof NoSuchObjectError) return undefined;
    throw error;
  }
}

/**
 * Hash of a range of an inclusion path. A range that begins before the known leaves is a left sibling, so perfect
 * and whole by then, or made of subtrees at the right edge of the tree before them and of leaves.
 */
function hashOf(range: LeafRange, before: TreeHead, leaves: readonly Hash[]): Hash {
  return foldSubtrees(perfectSubtrees(range).map((part) => subtreeHash(part, before, leaves)));
}

function subtreeHash({ start, end }: LeafRange, before: TreeHead, leaves: readonly Hash[]): Hash {
  if (end <= before.size) {
    const at = perfectSubtrees({ start: 0, end: before.size }).findIndex(
      (part) => part.start === start && part.end === end,
    );
    return known(before.edge[at]);
  }
  if (end - start === 1) return known(leaves[start - before.size]);
  const middle = start + (end - start) / 2;
  return nodeHash(
    subtreeHash({ start, end: middle }, before, leaves),
    subtreeHash({ start: middle, end }, before, leaves),
  );
}

function known(hash: Hash | undefined): Hash {
  if (hash === undefined) throw new RangeError('a proof asks for a hash that was not read');
  return hash;
}
