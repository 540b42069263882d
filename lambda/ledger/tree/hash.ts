import { createHash, hash } from 'node:crypto';

/** SHA-256 of 32 bytes. */
export type Hash = Buffer;

export const HASH_BYTES = 32;

/** Root of a tree without leaves. RFC 6962, section 2.1: the hash of nothing. */
export const EMPTY_ROOT: Hash = createHash('sha256').digest();

// One buffer for every hash: allocating each input costs as much as hashing it.
const node = Buffer.alloc(1 + 2 * HASH_BYTES, 1);
const leaf = Buffer.alloc(1 + 65_535);

/** Hash of a leaf, `SHA-256(0x00 || entry)`. RFC 6962, section 2.1. */
export function leafHash(entry: Uint8Array): Hash {
  if (entry.length >= leaf.length) {
    return createHash('sha256').update(leaf.subarray(0, 1)).update(entry).digest();
  }
  leaf.set(entry, 1);
  return digest(leaf.subarray(0, entry.length + 1));
}

/** Hash of an inner node, `SHA-256(0x01 || left || right)`. RFC 6962, section 2.1. */
export function nodeHash(left: Hash, right: Hash): Hash {
  node.set(left, 1);
  node.set(right, 1 + HASH_BYTES);
  return digest(node);
}

/** SHA-256 of bytes as they stand. */
export function sha256(bytes: Uint8Array): Hash {
  return digest(bytes);
}

/** By way of a text: a buffer from OpenSSL has memory of its own, which costs more than the hash. */
function digest(bytes: Uint8Array): Hash {
  return Buffer.from(hash('sha256', bytes, 'binary'), 'latin1');
}
