import { parseField } from '../field/jwe';
import type { FieldRow } from './rows';

/**
 * Whether an encrypted value can be that of a row, as far as one sees who may not decrypt: it is spelt as
 * ours are, of text or of bytes as the column is, and as long as the plain one (AES-GCM keeps lengths).
 */
export function fitsRow(jwe: string, { size }: FieldRow, type: string): boolean {
  const header = parseField(jwe);
  const [, , , ciphertext = ''] = jwe.split('.');
  return (
    header?.kind === (type === 'bytea' ? 'bytes' : 'text') &&
    Buffer.byteLength(ciphertext, 'base64url') === size
  );
}
