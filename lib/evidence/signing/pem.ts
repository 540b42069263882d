import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { EvidenceError } from '../errors';
import type { SigningKey } from '../note';

/**
 * An Ed25519 private key from a file.
 *
 * @param pem as `openssl genpkey -algorithm ed25519` writes it
 * @throws EvidenceError for anything else; what the file holds is never told
 */
export function pemKey(pem: Uint8Array): SigningKey {
  const mend =
    'Expected an Ed25519 private key without a passphrase in PEM, as `openssl genpkey -algorithm ed25519` makes it.';
  let key;
  try {
    key = createPrivateKey(Buffer.from(pem));
  } catch {
    // Not the cause: it may quote the file.
    throw new EvidenceError(`--sign: the file holds no private key that can be read. ${mend}`);
  }
  if (key.asymmetricKeyType !== 'ed25519') {
    const type = key.asymmetricKeyType ?? 'none';
    throw new EvidenceError(`--sign: the key is of type ${type}. ${mend}`);
  }
  return {
    spki: createPublicKey(key).export({ format: 'der', type: 'spki' }),
    sign: async (message) => sign(null, message, key),
  };
}
