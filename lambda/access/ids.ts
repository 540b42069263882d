import { sha256 } from '../shared/hash';

/** Bytes from a cryptographic source. */
export type Random = (size: number) => Uint8Array;

const ID_BYTES = 16;

/** A new id that says nothing: base64url of 16 random bytes. */
export function newId(random: Random): string {
  return Buffer.from(random(ID_BYTES)).toString('base64url');
}

/** The same id for the same texts, in the same form. Says nothing to who does not know them. */
export function idOf(...texts: readonly string[]): string {
  return sha256(Buffer.from(JSON.stringify(texts)))
    .subarray(0, ID_BYTES)
    .toString('base64url');
}

/** Sort key by which what happened comes in the order of time, and no two are the same. */
export function momentKey(time: number, id: string): string {
  return `${new Date(time).toISOString()}/${id}`;
}
