import type { KMSClient } from '@aws-sdk/client-kms';
import { DecryptCommand, EncryptCommand } from '@aws-sdk/client-kms';
import type { SealContext, Sealer } from '../break-glass';

/**
 * Encrypts justifications by KMS itself: they are short, rare, and read by few. The context is bound
 * to the text, and stands in CloudTrail: it holds ids of ours alone.
 * https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html
 */
export function kmsSealer(client: Pick<KMSClient, 'send'>, keyArn: string): Sealer {
  return {
    async seal(text, context) {
      const { CiphertextBlob = new Uint8Array() } = await client.send(
        new EncryptCommand({
          KeyId: keyArn,
          Plaintext: Buffer.from(text),
          EncryptionContext: contextOf(context),
        }),
      );
      if (CiphertextBlob.length === 0) throw new RangeError('KMS gave no ciphertext');
      return Buffer.from(CiphertextBlob).toString('base64');
    },
    async unseal(sealed, context) {
      const { Plaintext = new Uint8Array() } = await client.send(
        new DecryptCommand({
          KeyId: keyArn,
          CiphertextBlob: Buffer.from(sealed, 'base64'),
          EncryptionContext: contextOf(context),
        }),
      );
      return Buffer.from(Plaintext).toString('utf8');
    },
  };
}

function contextOf({ purpose, glass, tenant }: SealContext): Record<string, string> {
  return { purpose, glass, tenant };
}
