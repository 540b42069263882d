import { NoteError } from '../../../lambda/ledger/note/errors';
import { verifierKey } from '../../../lambda/ledger/note/signed-note';
import { PortError } from '../../aws/calling';
import { EvidenceError } from '../errors';
import type { SigningKey } from '../note';

/** The two calls of KMS that a signature needs. */
export interface KmsPort {
  readonly publicKey: (keyId: string) => Promise<Uint8Array>;
  readonly sign: (keyId: string, message: Uint8Array) => Promise<Uint8Array>;
}

/**
 * An Ed25519 key in KMS (key spec `ECC_NIST_EDWARDS25519`). Its public half is read at once.
 *
 * @throws EvidenceError when KMS refuses, or the key is of another kind
 */
export async function kmsKey(kms: KmsPort, keyId: string): Promise<SigningKey> {
  const spki = await calling(() => kms.publicKey(keyId));
  try {
    verifierKey('any', spki);
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    throw new EvidenceError(
      `--sign-key-id: ${error.message}. Expected a KMS key of spec ECC_NIST_EDWARDS25519 for SIGN_VERIFY.`,
      { cause: error },
    );
  }
  return { spki, sign: (message) => calling(() => kms.sign(keyId, message)) };
}

async function calling<R>(call: () => Promise<R>): Promise<R> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    throw new EvidenceError(
      `--sign-key-id: ${error.message}. Check the key id and the Region, and that you may call kms:GetPublicKey and kms:Sign with this key. The key of the ledger's checkpoints refuses everybody but its function: use one of your own.`,
      { cause: error },
    );
  }
}
