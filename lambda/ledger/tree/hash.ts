import type { Hash } from '../../shared/hash';
import { HASH_BYTES, sha256 } from '../../shared/hash';

// A producer says the leaf of its event in the receipt, so the hash of a leaf is shared.
export { HASH_BYTES, leafHash, sha256, type Hash } from '../../shared/hash';

/** Root of a tree without leaves. RFC 6962, section 2.1: the hash of nothing. */
export const EMPTY_ROOT: Hash = sha256(Buffer.alloc(0));

// One buffer for every node: allocating each input costs as much as hashing it.
const node = Buffer.alloc(1 + 2 * HASH_BYTES, 1);

/** Hash of an inner node, `SHA-256(0x01 || left || right)`. RFC 6962, section 2.1. */
export function nodeHash(left: Hash, right: Hash): Hash {
  node.set(left, 1);
  node.set(right, 1 + HASH_BYTES);
  return sha256(node);
}
