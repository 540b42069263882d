import { hash } from 'node:crypto';

/** SHA-256 of 32 bytes. */
export type Hash = Buffer;

export const HASH_BYTES = 32;

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
  // By way of a text: a buffer from OpenSSL has memory of its own, which costs more than the hash.
  return Buffer.from(hash('sha256', bytes, 'binary'), 'latin1');
}
