import { KMSClient } from '@aws-sdk/client-kms';
import { kmsTenantKey } from '../../../../lambda/shared/stores/kms-tenant-key';
import { fakeAws } from '../../support/fake-aws';

const ARN = 'arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd';
const MAC = Buffer.alloc(32, 3);

test('is the MAC of the message of the tenant under the HMAC key', async () => {
  const { config, requests } = fakeAws(() => ({
    body: JSON.stringify({ Mac: MAC.toString('base64'), MacAlgorithm: 'HMAC_SHA_256', KeyId: ARN }),
  }));
  const key = await kmsTenantKey(new KMSClient(config), ARN)('acme');
  expect(Buffer.from(key)).toEqual(MAC);
  expect(requests[0]?.headers['x-amz-target']).toBe('TrentService.GenerateMac');
  expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
    KeyId: ARN,
    Message: Buffer.from('hlz/pseudonym/v1\u0000\u0000\u0000\u0004acme').toString('base64'),
    MacAlgorithm: 'HMAC_SHA_256',
  });
});

test('throws what KMS says, and gives no key', async () => {
  const { config } = fakeAws(() => ({
    status: 400,
    body: '{"__type":"DisabledException","message":"disabled"}',
  }));
  await expect(kmsTenantKey(new KMSClient(config), ARN)('acme')).rejects.toMatchObject({
    name: 'DisabledException',
  });
});
