import { GetPublicKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { PortError, calling } from '../aws/calling';
import { LedgerCommandError } from './errors';

/**
 * The public half of a KMS key: DER of its SubjectPublicKeyInfo.
 *
 * @throws LedgerCommandError when KMS does not give it
 */
export async function getPublicKey(
  keyId: string,
  region: string | undefined,
  options: {
    readonly endpoint?: string;
    readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  } = {},
): Promise<Uint8Array> {
  const client = new KMSClient({ ...options, ...(region === undefined ? {} : { region }) });
  try {
    const { PublicKey } = await calling('GetPublicKey', 'code-and-message', () =>
      client.send(new GetPublicKeyCommand({ KeyId: keyId })),
    );
    return PublicKey ?? new Uint8Array();
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    const what = error.code === 'Unknown' ? `${error.operation}: ${error.detail}` : error.message;
    throw new LedgerCommandError(
      `${what}. Check --key-id and --region, and that you may call kms:GetPublicKey; whoever may can also give you the key as a file for --pem.`,
      { cause: error },
    );
  }
}
