import type { KMSClient } from '@aws-sdk/client-kms';
import { GetPublicKeyCommand, SignCommand } from '@aws-sdk/client-kms';
import type { CheckpointKey } from '../checkpointer/ports';
import { NoteError } from '../note/errors';
import type { VerifierKey } from '../note/signed-note';
import { verifierKey } from '../note/signed-note';
import { calling } from './calling';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html, Message */
const LONGEST_MESSAGE = 4096;

/**
 * The Ed25519 key in KMS that signs checkpoints. Its public half is read once; after a failure it is
 * read again.
 *
 * @param name of the key in notes: the origin of the ledger
 */
export function kmsCheckpointKey(
  client: KMSClient,
  keyArn: string,
  name: string,
): () => Promise<CheckpointKey> {
  let verifier: VerifierKey | undefined;
  const sign = async (message: Buffer): Promise<Uint8Array> => {
    if (message.length > LONGEST_MESSAGE) {
      throw new NoteError(
        `a text of ${String(message.length)} bytes is to be signed, KMS takes ${String(LONGEST_MESSAGE)}`,
      );
    }
    const { Signature } = await calling('kms:Sign', keyArn, () =>
      client.send(
        new SignCommand({
          KeyId: keyArn,
          Message: message,
          MessageType: 'RAW',
          SigningAlgorithm: 'ED25519_SHA_512',
        }),
      ),
    );
    return Signature ?? new Uint8Array();
  };
  return async () => {
    verifier ??= verifierKey(
      name,
      await calling('kms:GetPublicKey', keyArn, async () => {
        const { PublicKey } = await client.send(new GetPublicKeyCommand({ KeyId: keyArn }));
        return PublicKey ?? new Uint8Array();
      }),
    );
    return { verifier, sign };
  };
}
