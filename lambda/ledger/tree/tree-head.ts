import type { Hash } from './hash';
import { EMPTY_ROOT, nodeHash } from './hash';

/**
 * The right edge of a tree: all that is needed to append to it and to know its root, in at most 53
 * hashes. Also called a compact range.
 */
export interface TreeHead {
  /** Number of leaves. */
  readonly size: number;
  /** Roots of the perfect subtrees from left to right, one for each 1 in the binary size. */
  readonly edge: readonly Hash[];
}

export const EMPTY_TREE: TreeHead = { size: 0, edge: [] };

/** Number of perfect subtrees of a tree: the ones in its binary size. */
export function edgeLength(size: number): number {
  let ones = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2;
  return ones;
}

/**
 * The tree with more leaves behind it.
 *
 * @param onSubtree is told each perfect subtree that got whole, by its height: what tiles are made of
 */
export function extend(
  head: TreeHead,
  leaves: Iterable<Hash>,
  onSubtree?: (height: number, root: Hash) => void,
): TreeHead {
  const edge = [...head.edge];
  let { size } = head;
  for (const leaf of leaves) {
    let subtree = leaf;
    let height = 0;
    for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) {
      const left = edge.pop();
      if (left === undefined)
        throw new RangeError('a tree head has fewer hashes than its size asks');
      subtree = nodeHash(left, subtree);
      height += 1;
      onSubtree?.(height, subtree);
    }
    edge.push(subtree);
    size += 1;
  }
  return { size, edge };
}

/** Merkle tree hash of the whole tree. RFC 6962, section 2.1. */
export function rootOf({ edge }: TreeHead): Hash {
  return (
    edge.reduceRight<Hash | undefined>(
      (right, left) => (right === undefined ? left : nodeHash(left, right)),
      undefined,
    ) ?? EMPTY_ROOT
  );
}
