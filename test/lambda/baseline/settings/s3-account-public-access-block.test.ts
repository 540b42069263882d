import { PropertyError, WeakerSettingError } from '../../../../lambda/baseline/errors';
import { s3AccountPublicAccessBlock } from '../../../../lambda/baseline/settings/s3-account-public-access-block';
import type { PublicAccessBlock } from '../../../../lambda/baseline/settings/s3-account-public-access-block';
import { ACCOUNT, PLACE, applySetting, denied } from '../../support/baseline';

const ALL: PublicAccessBlock = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

function setUp(found: PublicAccessBlock | undefined) {
  let current = found;
  const writes: unknown[] = [];
  const store = {
    read: async () => current,
    async write(accountId: string, block: PublicAccessBlock) {
      writes.push([accountId, block]);
      current = block;
    },
  };
  return { setting: s3AccountPublicAccessBlock(store), writes };
}

const enforce = { AccountId: ACCOUNT, Mode: 'enforce' };
const existing = { AccountId: ACCOUNT, Mode: 'existing' };

describe('Custom::S3AccountPublicAccessBlock', () => {
  test.each([enforce, existing])('already right: nothing is written (%p)', async (properties) => {
    const { setting, writes } = setUp(ALL);
    expect(await applySetting(setting, properties)).toEqual({ changed: [] });
    expect(writes).toEqual([]);
  });

  test.each([
    ['partly', { ...ALL, BlockPublicPolicy: false }, ['BlockPublicPolicy']],
    [
      'absent',
      undefined,
      ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'],
    ],
  ])('enforce, %s: all four are true, once', async (_, found, changed) => {
    const { setting, writes } = setUp(found);
    expect(await applySetting(setting, enforce)).toEqual({ changed });
    expect(await applySetting(setting, enforce)).toEqual({ changed: [] });
    expect(writes).toEqual([[ACCOUNT, ALL]]);
  });

  test('existing, weaker: fails, says what differs and how to mend it', async () => {
    const { setting, writes } = setUp({ ...ALL, BlockPublicPolicy: false });
    const failure = applySetting(setting, existing);
    await expect(failure).rejects.toThrow(WeakerSettingError);
    await expect(failure).rejects.toThrow(
      'The S3 public-access block of the account is weaker than wanted (BlockPublicPolicy is false, expected true): turn it on under S3 > Block Public Access settings for this account, or use mode enforce.',
    );
    expect(writes).toEqual([]);
  });

  test('existing, absent: fails with all four', async () => {
    const { setting, writes } = setUp(undefined);
    await expect(applySetting(setting, existing)).rejects.toThrow(
      /BlockPublicAcls is false.*IgnorePublicAcls is false.*BlockPublicPolicy is false.*RestrictPublicBuckets is false/,
    );
    expect(writes).toEqual([]);
  });

  test.each([enforce, existing])('passes an error of AWS on (%p)', async (properties) => {
    const error = denied('s3:GetAccountPublicAccessBlock');
    const setting = s3AccountPublicAccessBlock({
      read: () => Promise.reject(error),
      write: () => Promise.reject(error),
    });
    await expect(applySetting(setting, properties)).rejects.toBe(error);
  });

  test.each(['', '12345', '999999999999', ACCOUNT + '1'])('refuses account %p', (accountId) => {
    const { setting } = setUp(ALL);
    expect(() => setting.prepare({ ...enforce, AccountId: accountId }, PLACE)).toThrow(
      PropertyError,
    );
  });

  test('has a stable physical id', () => {
    const { setting } = setUp(ALL);
    const ids = [enforce, existing].map((raw) => setting.prepare(raw, PLACE).physicalId);
    expect(ids).toEqual(Array(2).fill(`s3-account-public-access-block/${ACCOUNT}`));
  });
});
