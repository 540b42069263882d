import { EC2Client } from '@aws-sdk/client-ec2';
import { ebsEncryptionStore } from '../../../../lambda/baseline/stores/ebs-encryption-store';
import { ec2Error, fakeAws, queryOf } from '../../support/fake-aws';
import type { FakeAnswer } from '../../support/fake-aws';

function setUp(answer: (action: string | undefined) => FakeAnswer) {
  const { config, requests } = fakeAws((request) => answer(queryOf(request)['Action']));
  return { store: ebsEncryptionStore(new EC2Client(config)), requests };
}

describe('ebsEncryptionStore', () => {
  test.each([true, false])('reads whether encryption is on: %p', async (on) => {
    const { store } = setUp((action) => ({
      body: `<${action}Response><requestId>r</requestId><ebsEncryptionByDefault>${on}</ebsEncryptionByDefault></${action}Response>`,
    }));
    expect(await store.isEnabled()).toBe(on);
  });

  test('reads the key, and that there is none', async () => {
    const { store } = setUp(() => ({
      body: '<GetEbsDefaultKmsKeyIdResponse><kmsKeyId>alias/aws/ebs</kmsKeyId></GetEbsDefaultKmsKeyIdResponse>',
    }));
    expect(await store.defaultKey()).toBe('alias/aws/ebs');
    const { store: empty } = setUp(() => ({ body: '<GetEbsDefaultKmsKeyIdResponse/>' }));
    expect(await empty.defaultKey()).toBe('');
    expect(await empty.isEnabled()).toBe(false);
  });

  test('sets the key and turns encryption on', async () => {
    const { store, requests } = setUp((action) => ({ body: `<${action}Response/>` }));
    await store.setDefaultKey('arn:key');
    await store.enable();
    expect(requests.map(queryOf)).toEqual([
      { Action: 'ModifyEbsDefaultKmsKeyId', KmsKeyId: 'arn:key' },
      { Action: 'EnableEbsEncryptionByDefault' },
    ]);
  });

  test('says which action was denied or failed', async () => {
    const { store } = setUp((action) =>
      action === 'EnableEbsEncryptionByDefault'
        ? ec2Error('InternalError', 'try later')
        : ec2Error('UnauthorizedOperation', `You may not. Encoded message: ${'x'.repeat(2000)}`),
    );
    await expect(store.isEnabled()).rejects.toThrow(
      /^ec2:GetEbsEncryptionByDefault was denied \(Unauth/,
    );
    await expect(store.defaultKey()).rejects.toThrow(/^ec2:GetEbsDefaultKmsKeyId was denied/);
    await expect(store.setDefaultKey('k')).rejects.toThrow(
      /^ec2:ModifyEbsDefaultKmsKeyId was denied/,
    );
    await expect(store.enable()).rejects.toThrow(
      'ec2:EnableEbsEncryptionByDefault failed (InternalError: try later): deploy again, and if it fails again see the log.',
    );
    const failure: unknown = await store.isEnabled().catch((error) => error);
    expect(String(failure).length).toBeLessThan(700);
  });
});
