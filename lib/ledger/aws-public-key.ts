import { PortError } from '../aws/calling';
import type { KmsSettings } from '../aws/kms-key';
import { kmsPublicKey } from '../aws/kms-key';
import { LedgerCommandError } from './errors';

/**
 * The public half of a KMS key: DER of its SubjectPublicKeyInfo.
 *
 * @throws LedgerCommandError when KMS does not give it
 */
export async function getPublicKey(
  keyId: string,
  region: string | undefined,
  settings: Omit<KmsSettings, 'region'> = {},
): Promise<Uint8Array> {
  try {
    return await kmsPublicKey(keyId, { ...settings, ...(region === undefined ? {} : { region }) });
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    const what = error.code === 'Unknown' ? `${error.operation}: ${error.detail}` : error.message;
    throw new LedgerCommandError(
      `${what}. Check --key-id and --region, and that you may call kms:GetPublicKey; whoever may can also give you the key as a file for --pem.`,
      { cause: error },
    );
  }
}
