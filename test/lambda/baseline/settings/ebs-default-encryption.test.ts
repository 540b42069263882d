import { PropertyError, WeakerSettingError } from '../../../../lambda/baseline/errors';
import { ebsDefaultEncryption } from '../../../../lambda/baseline/settings/ebs-default-encryption';
import { PLACE, applySetting, denied } from '../../support/baseline';

const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const KEY = `arn:aws:kms:eu-central-1:111122223333:key/${KEY_ID}`;
const OTHER_KEY = 'arn:aws:kms:eu-central-1:111122223333:key/mrk-ffffffff';
const enforce = { KmsKeyArn: KEY, Mode: 'enforce' };
const existing = { KmsKeyArn: KEY, Mode: 'existing' };

function setUp(enabled: boolean, key: string, failing?: string) {
  const account = { enabled, key };
  const changes: string[] = [];
  const attempt = (call: string) => {
    if (call === failing) {
      throw denied(`ec2:${call}`);
    }
  };
  const store = {
    async isEnabled() {
      attempt('isEnabled');
      return account.enabled;
    },
    async defaultKey() {
      attempt('defaultKey');
      return account.key;
    },
    async setDefaultKey(arn: string) {
      attempt('setDefaultKey');
      changes.push(`key ${arn}`);
      account.key = arn;
    },
    async enable() {
      attempt('enable');
      changes.push('on');
      account.enabled = true;
    },
  };
  return { setting: ebsDefaultEncryption(store), changes };
}

describe('Custom::EbsDefaultEncryption', () => {
  test.each([KEY, KEY_ID])(
    'enforce, already right (key shown as %s): nothing is changed',
    async (key) => {
      const { setting, changes } = setUp(true, key);
      expect(await applySetting(setting, enforce)).toEqual({
        changed: [],
        data: { KmsKeyId: KEY },
      });
      expect(changes).toEqual([]);
    },
  );

  test.each([
    ['absent', false, 'alias/aws/ebs', ['KmsKeyId', 'EncryptionByDefault'], [`key ${KEY}`, 'on']],
    ['on with another key', true, OTHER_KEY, ['KmsKeyId'], [`key ${KEY}`]],
    ['on with no key named', true, '', ['KmsKeyId'], [`key ${KEY}`]],
    ['off with our key', false, KEY, ['EncryptionByDefault'], ['on']],
  ])(
    'enforce, %s: the key first, then on, then nothing more',
    async (_, enabled, key, changed, calls) => {
      const { setting, changes } = setUp(enabled, key);
      expect(await applySetting(setting, enforce)).toEqual({ changed, data: { KmsKeyId: KEY } });
      expect(await applySetting(setting, enforce)).toEqual({
        changed: [],
        data: { KmsKeyId: KEY },
      });
      expect(changes).toEqual(calls);
    },
  );

  test('enforce that failed between the two calls is completed by the next', async () => {
    const { setting, changes } = setUp(false, 'alias/aws/ebs', 'enable');
    await expect(applySetting(setting, enforce)).rejects.toThrow('ec2:enable was denied');
    expect(changes).toEqual([`key ${KEY}`]);
  });

  test('enforce that could not set the key does not enable', async () => {
    const { setting, changes } = setUp(false, 'alias/aws/ebs', 'setDefaultKey');
    await expect(applySetting(setting, enforce)).rejects.toThrow('ec2:setDefaultKey was denied');
    expect(changes).toEqual([]);
  });

  test.each([KEY, OTHER_KEY, 'alias/aws/ebs'])(
    'existing, on with key %s: fine, and named',
    async (key) => {
      const { setting, changes } = setUp(true, key);
      expect(await applySetting(setting, existing)).toEqual({
        changed: [],
        data: { KmsKeyId: key },
      });
      expect(changes).toEqual([]);
    },
  );

  test('existing, off: fails, says what differs and how to mend it', async () => {
    const { setting, changes } = setUp(false, KEY);
    const failure = applySetting(setting, existing);
    await expect(failure).rejects.toThrow(WeakerSettingError);
    await expect(failure).rejects.toThrow(
      'EBS encryption by default in eu-central-1 is weaker than wanted (it is off, expected on): turn it on under EC2 >',
    );
    expect(changes).toEqual([]);
  });

  test.each(['isEnabled', 'defaultKey'])('passes an error of AWS on (%s)', async (call) => {
    for (const properties of [enforce, existing]) {
      const { setting, changes } = setUp(false, '', call);
      await expect(applySetting(setting, properties)).rejects.toThrow(`ec2:${call} was denied`);
      expect(changes).toEqual([]);
    }
  });

  test.each([
    '',
    KEY_ID,
    'alias/aws/ebs',
    'arn:aws:kms:eu-central-1:111122223333:alias/phi',
    KEY.replace('eu-central-1', 'us-east-1'),
  ])('refuses key %p', (arn) => {
    const { setting } = setUp(true, KEY);
    expect(() => setting.prepare({ ...enforce, KmsKeyArn: arn }, PLACE)).toThrow(PropertyError);
  });

  test('has a physical id that does not change with the key', () => {
    const { setting } = setUp(true, KEY);
    const ids = [KEY, OTHER_KEY].map(
      (arn) => setting.prepare({ ...enforce, KmsKeyArn: arn }, PLACE).physicalId,
    );
    expect(ids).toEqual(Array(2).fill('ebs-default-encryption/111122223333/eu-central-1'));
  });
});
