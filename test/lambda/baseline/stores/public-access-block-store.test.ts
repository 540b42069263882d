import { S3ControlClient } from '@aws-sdk/client-s3-control';
import { AwsCallError } from '../../../../lambda/baseline/errors';
import { publicAccessBlockStore } from '../../../../lambda/baseline/stores/public-access-block-store';
import { ACCOUNT } from '../../support/baseline';
import { fakeAws } from '../../support/fake-aws';
import type { FakeAnswer } from '../../support/fake-aws';

function setUp(answer: FakeAnswer) {
  const { config, requests } = fakeAws(() => answer);
  return { store: publicAccessBlockStore(new S3ControlClient(config)), requests };
}

const refused = (code: string, status: number): FakeAnswer => ({
  status,
  body: `<ErrorResponse><Error><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`,
});
const ALL = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

describe('publicAccessBlockStore', () => {
  test('reads the four flags of the account', async () => {
    const { store, requests } = setUp({
      body: '<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>false</IgnorePublicAcls><BlockPublicPolicy>true</BlockPublicPolicy></PublicAccessBlockConfiguration>',
    });
    expect(await store.read(ACCOUNT)).toEqual({
      ...ALL,
      IgnorePublicAcls: false,
      RestrictPublicBuckets: false,
    });
    expect(requests).toMatchObject([
      {
        method: 'GET',
        hostname: `${ACCOUNT}.s3-control.eu-central-1.amazonaws.com`,
        path: '/v20180820/configuration/publicAccessBlock',
      },
    ]);
  });

  test('none is none', async () => {
    const { store } = setUp(refused('NoSuchPublicAccessBlockConfiguration', 404));
    expect(await store.read(ACCOUNT)).toBeUndefined();
  });

  test('writes all four', async () => {
    const { store, requests } = setUp({ body: '' });
    await store.write(ACCOUNT, ALL);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      method: 'PUT',
      path: '/v20180820/configuration/publicAccessBlock',
    });
    for (const flag of Object.keys(ALL)) {
      expect(requests[0]?.body).toContain(`<${flag}>true</${flag}>`);
    }
  });

  test('says which action was denied', async () => {
    const { store } = setUp(refused('AccessDenied', 403));
    await expect(store.read(ACCOUNT)).rejects.toThrow(AwsCallError);
    await expect(store.read(ACCOUNT)).rejects.toThrow(
      /^s3:GetAccountPublicAccessBlock was denied \(AccessDenied: no\)/,
    );
    await expect(store.write(ACCOUNT, ALL)).rejects.toThrow(
      /^s3:PutAccountPublicAccessBlock was denied/,
    );
  });
});
