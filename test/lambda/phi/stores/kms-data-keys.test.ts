import { KMSClient } from '@aws-sdk/client-kms';
import { kmsDataKeys } from '../../../../lambda/phi/stores/kms-data-keys';
import { fakeAws } from '../../support/fake-aws';

const ARN = 'arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd';
const TENANT = 'clinic-a';
const KID = 'AAECAwQFBgcICQoLDA0ODw';
const PLAIN = Buffer.alloc(32, 3);
const WRAPPED = Buffer.alloc(184, 4).toString('base64');
const CONTEXT = { purpose: 'phi-field', tenant: TENANT, kid: KID };

/** Data keys of a KMS that gives one answer to everything. */
function kms(answer: object, status = 200) {
  const { config, requests } = fakeAws(() => ({ status, body: JSON.stringify(answer) }));
  const keys = kmsDataKeys(new KMSClient(config), ARN);
  const sent = () => ({
    target: requests[0]?.headers['x-amz-target'],
    body: JSON.parse(requests[0]?.body ?? '{}') as unknown,
  });
  return { keys, sent };
}

test('asks for a key of 32 bytes, bound to tenant and kid', async () => {
  const { keys, sent } = kms({
    Plaintext: PLAIN.toString('base64'),
    CiphertextBlob: WRAPPED,
    KeyId: ARN,
  });
  const { plain, wrapped } = await keys.generate(TENANT, KID);
  expect(Buffer.from(plain)).toEqual(PLAIN);
  expect(wrapped).toBe(WRAPPED);
  expect(sent()).toEqual({
    target: 'TrentService.GenerateDataKey',
    body: { KeyId: ARN, KeySpec: 'AES_256', EncryptionContext: CONTEXT },
  });
});

test('unwraps under the one key of the zone and the same context', async () => {
  const { keys, sent } = kms({ Plaintext: PLAIN.toString('base64'), KeyId: ARN });
  const plain = await keys.unwrap({ tenant: TENANT, kid: KID, wrapped: WRAPPED });
  expect(Buffer.from(plain)).toEqual(PLAIN);
  expect(sent()).toEqual({
    target: 'TrentService.Decrypt',
    body: { KeyId: ARN, CiphertextBlob: WRAPPED, EncryptionContext: CONTEXT },
  });
});

test.each([
  ['too short', { Plaintext: Buffer.alloc(16).toString('base64'), CiphertextBlob: WRAPPED }],
  ['nothing', { CiphertextBlob: WRAPPED }],
])('takes no key that is %s', async (_, answer) => {
  const key = { tenant: TENANT, kid: KID, wrapped: WRAPPED };
  await expect(kms(answer).keys.generate(TENANT, KID)).rejects.toMatchObject({
    name: 'DataKeyError',
  });
  await expect(kms(answer).keys.unwrap(key)).rejects.toMatchObject({ name: 'DataKeyError' });
});

test('takes no key that nobody could unwrap again', async () => {
  const { keys } = kms({ Plaintext: PLAIN.toString('base64') });
  await expect(keys.generate(TENANT, KID)).rejects.toMatchObject({ name: 'DataKeyError' });
});

test('throws what KMS says', async () => {
  const { keys } = kms({ __type: 'InvalidCiphertextException' }, 400);
  const key = { tenant: TENANT, kid: KID, wrapped: WRAPPED };
  await expect(keys.unwrap(key)).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
});
