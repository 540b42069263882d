import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { verifierKey } from '../../../lambda/ledger/note/signed-note';
import { EvidenceError } from '../errors';
import type { PackSigner } from '../note';

/**
 * Signs with an Ed25519 private key.
 *
 * @param pem as `openssl genpkey -algorithm ed25519` writes it
 * @param name of the key in the note
 * @throws EvidenceError for anything else; what the file holds is never told
 */
export function pemSigner(pem: Uint8Array, name: string): PackSigner {
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
    throw new EvidenceError(
      `--sign: the key is of type ${key.asymmetricKeyType ?? 'none'}. ${mend}`,
    );
  }
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return {
    verifier: verifierKey(name, spki),
    sign: async (message) => sign(null, message, key),
  };
}
