import { createHash } from 'node:crypto';
import type { OpenFile } from './files';

const CHUNK = 1024 * 1024;

/** SHA-256 of a file of any length, in hex. */
export function hashFile(file: OpenFile): string {
  const hash = createHash('sha256');
  for (let position = 0; position < file.size; position += CHUNK) {
    hash.update(file.read(position, CHUNK));
  }
  return hash.digest('hex');
}
