import { createHash, hash } from 'node:crypto';

/** SHA-256 of 32 bytes. */
export type Hash = Buffer;

export const HASH_BYTES = 32;

// One buffer for every leaf: allocating each input costs as much as hashing it.
const leaf = Buffer.alloc(1 + 65_535);

/** Hash of a leaf, `SHA-256(0x00 || entry)`. RFC 6962, section 2.1. */
export function leafHash(entry: Uint8Array): Hash {
  if (entry.length >= leaf.length) {
    return createHash('sha256').update(leaf.subarray(0, 1)).update(entry).digest();
  }
  leaf.set(entry, 1);
  return hash('sha256', leaf.subarray(0, entry.length + 1), 'buffer');
}

/** SHA-256 of bytes as they stand. */
export function sha256(bytes: Uint8Array): Hash {
  return hash('sha256', bytes, 'buffer');
}
