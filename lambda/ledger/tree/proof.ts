import type { Hash } from './hash';
import { nodeHash } from './hash';

/** Leaves `[start, end)` of a tree. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Whose hashes prove that a leaf is in a tree, from the leaf's sibling up: PATH of RFC 6962, section
 * 2.1.1.
 *
 * @throws RangeError when there is no such leaf
 */
export function inclusionPath(index: number, size: number): readonly LeafRange[] {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) {
    throw new RangeError(`leaf ${String(index)} is not in a tree of ${String(size)}`);
  }
  const path: LeafRange[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + largestPowerBelow(end - start);
    if (index < middle) {
      path.unshift({ start: middle, end });
      end = middle;
    } else {
      path.unshift({ start, end: middle });
      start = middle;
    }
  }
  return path;
}

/**
 * Whose hashes prove that a tree is the beginning of a larger one: PROOF of RFC 6962, section 2.1.2.
 *
 * @throws RangeError unless 0 < from <= to
 */
export function consistencyPath(from: number, to: number): readonly LeafRange[] {
  if (!Number.isSafeInteger(from) || from < 1 || from > to) {
    throw new RangeError(`a tree of ${String(from)} is no beginning of one of ${String(to)}`);
  }
  const path: LeafRange[] = [];
  let [start, end] = [0, to];
  let whole = true;
  while (end !== from) {
    const middle = start + largestPowerBelow(end - start);
    if (from <= middle) {
      path.unshift({ start: middle, end });
      end = middle;
    } else {
      path.unshift({ start, end: middle });
      start = middle;
      whole = false;
    }
  }
  return whole ? path : [{ start, end }, ...path];
}

/** The perfect subtrees that make up a range of an inclusion or consistency path, from left to right. */
export function perfectSubtrees({ start, end }: LeafRange): readonly LeafRange[] {
  const parts: LeafRange[] = [];
  for (let at = start; at < end;) {
    let width = largestPowerBelow(end - at + 1);
    while (at % width !== 0) width /= 2;
    parts.push({ start: at, end: at + width });
    at += width;
  }
  return parts;
}

/** Hash of a range from those of its perfect subtrees. */
export function foldSubtrees(hashes: readonly Hash[]): Hash {
  const root = hashes.reduceRight<Hash | undefined>(
    (right, left) => (right === undefined ? left : nodeHash(left, right)),
    undefined,
  );
  if (root === undefined) throw new RangeError('a range without leaves has no hash');
  return root;
}

/**
 * The root that an inclusion proof leads to, undefined when it has the wrong length. RFC 9162,
 * section 2.1.3.2, on the tree of RFC 6962.
 */
export function rootFromInclusion(
  leaf: Hash,
  index: number,
  size: number,
  proof: readonly Hash[],
): Hash | undefined {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return undefined;
  let [fn, sn] = [index, size - 1];
  let root = leaf;
  for (const sibling of proof) {
    if (sn === 0) return undefined;
    if (fn % 2 === 1 || fn === sn) {
      root = nodeHash(sibling, root);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      root = nodeHash(root, sibling);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 ? root : undefined;
}

/** Whether a proof shows that one tree is the beginning of another. RFC 9162, section 2.1.4.2. */
export function isConsistent(
  from: { readonly size: number; readonly root: Hash },
  to: { readonly size: number; readonly root: Hash },
  proof: readonly Hash[],
): boolean {
  if (from.size === 0) return proof.length === 0;
  if (from.size === to.size) return proof.length === 0 && from.root.equals(to.root);
  if (from.size > to.size) return false;
  const whole = isPowerOfTwo(from.size);
  const [first, ...rest] = whole ? [from.root, ...proof] : proof;
  if (first === undefined) return false;
  let [fn, sn] = [from.size - 1, to.size - 1];
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)];
  let [old, now] = [first, first];
  for (const hash of rest) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      old = nodeHash(hash, old);
      now = nodeHash(hash, now);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      now = nodeHash(now, hash);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && old.equals(from.root) && now.equals(to.root);
}

/** Largest power of two below n, for n > 1. */
function largestPowerBelow(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

function isPowerOfTwo(n: number): boolean {
  return n > 0 && Number.isInteger(Math.log2(n));
}

function half(n: number): number {
  return Math.floor(n / 2);
}
