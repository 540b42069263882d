import { NoteError } from '../../lambda/ledger/note/errors';
import { EvidenceError } from '../evidence/errors';
import type { ManifestZone } from '../evidence/manifest';
import type { PackSigner } from '../evidence/note';
import { signerName } from '../evidence/note';
import type { KmsPort } from '../evidence/signing/kms';
import { kmsSigner } from '../evidence/signing/kms';
import { pemSigner } from '../evidence/signing/pem';
import type { EvidenceArguments } from './evidence-arguments';

export interface SignerProps extends Pick<EvidenceArguments, 'keyId' | 'signName'> {
  /** The private key as it was read. */
  readonly pem: Uint8Array | undefined;
  readonly openKms: () => KmsPort;
}

/**
 * Who signs the pack of a zone; undefined when nobody was asked to.
 *
 * @throws EvidenceError when the key cannot be used
 */
export async function signerOf(
  { pem, keyId, signName, openKms }: SignerProps,
  zone: ManifestZone,
): Promise<PackSigner | undefined> {
  const name = signName ?? signerName(zone);
  try {
    if (pem !== undefined) return pemSigner(pem, name);
    return keyId === undefined ? undefined : await kmsSigner(openKms(), keyId, name);
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    throw new EvidenceError(`--sign-name: ${error.message}.`, { cause: error });
  }
}
