/**
 * Bytes of standard base64 with padding (RFC 4648, section 4), undefined for anything else. Strict:
 * Node passes over what it does not know, and the last character of a text can hold bits that count
 * for nothing, so that two texts would stand for the same bytes.
 */
export function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
