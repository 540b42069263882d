import { hash } from 'node:crypto';

/** SHA-256 of 32 bytes. */
export type Hash = Buffer;

export const HASH_BYTES = 32;

/** Hashes that share the memory of one allocation. */
const SLAB_BYTES = 256 * HASH_BYTES;
let slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
let used = 0;

// One buffer for every leaf: allocating each input costs as much as hashing it.
const leaf = Buffer.alloc(1 + 65_535);

/** Hash of a leaf, `SHA-256(0x00 || entry)`. RFC 6962, section 2.1. */
export function leafHash(entry: Uint8Array): Hash {
  if (entry.length >= leaf.length) return sha256(Buffer.concat([leaf.subarray(0, 1), entry]));
  leaf.set(entry, 1);
  return sha256(leaf.subarray(0, entry.length + 1));
}

/** SHA-256 of bytes as they stand. */
export function sha256(bytes: Uint8Array): Hash {
  if (used === SLAB_BYTES) [slab, used] = [Buffer.allocUnsafeSlow(SLAB_BYTES), 0];
  const digest = slab.subarray(used, used + HASH_BYTES);
  // Not 'buffer': Node would allocate each by itself, which takes twice as long as the hash.
  slab.write(hash('sha256', bytes, 'binary'), used, HASH_BYTES, 'latin1');
  used += HASH_BYTES;
  return digest;
}
