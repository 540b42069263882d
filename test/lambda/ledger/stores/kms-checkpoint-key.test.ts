import { KMSClient } from '@aws-sdk/client-kms';
import { kmsCheckpointKey } from '../../../../lambda/ledger/stores/kms-checkpoint-key';
import { openNote, signNote } from '../../../../lambda/ledger/note/signed-note';
import { fakeAws } from '../../support/fake-aws';
import { KEY } from '../support/checkpointing';
import { PREFIX } from '../support/sealing';

const ARN = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd';

interface Body {
  readonly Message?: string;
}

/** Signatures of the test key, as KMS gives them. */
async function signatures(...messages: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const pairs = messages.map(
    async (message) =>
      [message, Buffer.from(await KEY.sign(Buffer.from(message))).toString('base64')] as const,
  );
  return new Map(await Promise.all(pairs));
}

async function opened(spki: Buffer = KEY.spki, failures = 0) {
  const known = await signatures('a\n1\n');
  let failed = 0;
  const { config, requests } = fakeAws(({ headers, body }) => {
    if (headers['x-amz-target']?.endsWith('GetPublicKey') === true) {
      failed += 1;
      return failed <= failures
        ? { status: 400, body: '{"__type":"DisabledException"}' }
        : { body: JSON.stringify({ PublicKey: spki.toString('base64') }) };
    }
    const { Message = '' } = JSON.parse(body) as Body;
    return {
      body: JSON.stringify({ Signature: known.get(Buffer.from(Message, 'base64').toString()) }),
    };
  });
  return { key: kmsCheckpointKey(new KMSClient(config), ARN, PREFIX), requests };
}

it('reads the public key once, and signs notes that it opens', async () => {
  const { key, requests } = await opened();
  await key();
  const { verifier, sign } = await key();
  const note = await signNote('a\n1\n', verifier, sign);
  expect(openNote(Buffer.from(note), KEY.verifier).text).toBe('a\n1\n');
  expect(requests.map(({ headers }) => headers['x-amz-target'])).toEqual([
    'TrentService.GetPublicKey',
    'TrentService.Sign',
  ]);
  expect(JSON.parse(requests[1]?.body ?? '')).toEqual({
    KeyId: ARN,
    Message: Buffer.from('a\n1\n').toString('base64'),
    MessageType: 'RAW',
    SigningAlgorithm: 'ED25519_SHA_512',
  });
});

it('reads the public key again after a failure', async () => {
  const { key } = await opened(KEY.spki, 1);
  await expect(key()).rejects.toMatchObject({
    action: 'kms:GetPublicKey',
    code: 'DisabledException',
  });
  expect((await key()).verifier.name).toBe(PREFIX);
});

it('refuses a key of another kind, a signature of another key, and a text too long for KMS', async () => {
  await expect((await opened(Buffer.alloc(91))).key()).rejects.toThrow('not an Ed25519 key');
  const { sign, verifier } = await (await opened()).key();
  await expect(signNote('b\n1\n', verifier, sign)).rejects.toThrow('does not verify');
  await expect(sign(Buffer.alloc(4097))).rejects.toThrow('KMS takes 4096');
});
