import type { KMSClientConfig } from '@aws-sdk/client-kms';
import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { calling } from './calling';

/** What a command may say of how KMS is called; the SDK looks for the rest itself. */
export type KmsSettings = Pick<KMSClientConfig, 'region' | 'endpoint' | 'credentials'>;

/**
 * The public half of a KMS key: DER of its SubjectPublicKeyInfo.
 *
 * @throws PortError when KMS does not give it
 */
export async function kmsPublicKey(keyId: string, settings: KmsSettings): Promise<Uint8Array> {
  const { PublicKey } = await calling('GetPublicKey', 'code-and-message', () =>
    new KMSClient(settings).send(new GetPublicKeyCommand({ KeyId: keyId })),
  );
  return PublicKey ?? new Uint8Array();
}

/**
 * Signs with an Ed25519 key in KMS (RFC 8032 over the message itself).
 *
 * @param message at most 4,096 bytes, https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html
 * @throws PortError when KMS does not sign
 */
export async function kmsSign(
  keyId: string,
  message: Uint8Array,
  settings: KmsSettings,
): Promise<Uint8Array> {
  const { Signature } = await calling('Sign', 'code-and-message', () =>
    new KMSClient(settings).send(
      new SignCommand({
        KeyId: keyId,
        Message: message,
        MessageType: 'RAW',
        SigningAlgorithm: 'ED25519_SHA_512',
      }),
    ),
  );
  return Signature ?? new Uint8Array();
}
