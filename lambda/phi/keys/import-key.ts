import { webcrypto } from 'node:crypto';
import type { CryptoKey } from 'jose';
import { DataKeyError } from './errors';

const KEY_BYTES = 32;

/**
 * A key that encrypts and decrypts with AES-256-GCM, and that nobody can read back. The bytes are wiped,
 * whatever comes of it: the key has a copy of its own.
 *
 * @throws DataKeyError when there are not 32 bytes
 */
export async function importKey(bytes: Uint8Array): Promise<CryptoKey> {
  try {
    if (bytes.length !== KEY_BYTES) {
      throw new DataKeyError(
        `A data key has ${String(bytes.length)} bytes, expected ${String(KEY_BYTES)}: it is not used.`,
      );
    }
    return await webcrypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
  } finally {
    bytes.fill(0);
  }
}
