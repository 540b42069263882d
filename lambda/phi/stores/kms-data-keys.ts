import type { KMSClient } from '@aws-sdk/client-kms';
import { DecryptCommand, GenerateDataKeyCommand } from '@aws-sdk/client-kms';
import type { KeyWrapper } from '../keys/data-keys';
import { KEY_PURPOSE } from '../keys/data-keys';
import { DataKeyError } from '../keys/errors';

const KEY_BYTES = 32;
const NOTHING = new Uint8Array();

/**
 * Data keys that KMS makes and wraps. The context is bound to the wrapped key: it unwraps as that of no
 * other tenant and under no other name. It stands in CloudTrail, and holds ids of ours alone.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html
 *
 * @param keyArn ARN of the phi key of the zone
 */
export function kmsDataKeys(client: Pick<KMSClient, 'send'>, keyArn: string): KeyWrapper {
  return {
    async generate(tenant, kid) {
      const { Plaintext: plain = NOTHING, CiphertextBlob: wrapped = NOTHING } = await client.send(
        new GenerateDataKeyCommand({
          KeyId: keyArn,
          KeySpec: 'AES_256',
          EncryptionContext: contextOf(tenant, kid),
        }),
      );
      if (wrapped.length === 0) {
        plain.fill(0);
        throw new DataKeyError('KMS gave a data key that is not wrapped: it is not used.');
      }
      return { plain: wholeKey(plain), wrapped: Buffer.from(wrapped).toString('base64') };
    },

    async unwrap({ tenant, kid, wrapped }) {
      const { Plaintext: plain = NOTHING } = await client.send(
        new DecryptCommand({
          KeyId: keyArn,
          CiphertextBlob: Buffer.from(wrapped, 'base64'),
          EncryptionContext: contextOf(tenant, kid),
        }),
      );
      return wholeKey(plain);
    },
  };
}

function contextOf(tenant: string, kid: string): Record<string, string> {
  return { purpose: KEY_PURPOSE, tenant, kid };
}

/** @throws DataKeyError */
function wholeKey(plain: Uint8Array): Uint8Array {
  if (plain.length === KEY_BYTES) return plain;
  plain.fill(0);
  throw new DataKeyError(
    `KMS gave ${String(plain.length)} bytes as a data key, expected ${String(KEY_BYTES)}: they are not used.`,
  );
}
