import * as fc from 'fast-check';
import { PropertyError, WeakerSettingError } from '../../../../lambda/baseline/errors';
import { iamPasswordPolicy } from '../../../../lambda/baseline/settings/iam-password-policy';
import type { PasswordPolicy } from '../../../../lambda/baseline/settings/iam-password-policy';
import { PLACE, applySetting, denied } from '../../support/baseline';

const WANTED: PasswordPolicy = {
  MinimumPasswordLength: 14,
  MaxPasswordAge: 90,
  PasswordReusePrevention: 12,
  RequireSymbols: true,
  RequireNumbers: true,
  RequireUppercaseCharacters: true,
  RequireLowercaseCharacters: true,
  AllowUsersToChangePassword: true,
  HardExpiry: false,
};
const properties = {
  MinimumPasswordLength: '14',
  MaxPasswordAge: '90',
  PasswordReusePrevention: '12',
};
const enforce = { ...properties, Mode: 'enforce' };
const existing = { ...properties, Mode: 'existing' };

function setUp(found: PasswordPolicy | undefined) {
  const account = { policy: found };
  const writes: PasswordPolicy[] = [];
  const store = {
    read: async () => account.policy,
    async write(policy: PasswordPolicy) {
      writes.push(policy);
      account.policy = policy;
    },
  };
  return { setting: iamPasswordPolicy(store), writes, account };
}

const endless = (age: number) => (age === 0 ? Number.POSITIVE_INFINITY : age);

/** Said on purpose in another way than the code does: is `a` at least as strict as `b`? */
function atLeastAsStrict(a: PasswordPolicy, b: PasswordPolicy): boolean {
  const kept = (field: keyof PasswordPolicy) => !b[field] || Boolean(a[field]);
  return (
    a.MinimumPasswordLength >= b.MinimumPasswordLength &&
    a.PasswordReusePrevention >= b.PasswordReusePrevention &&
    endless(a.MaxPasswordAge) <= endless(b.MaxPasswordAge) &&
    kept('RequireSymbols') &&
    kept('RequireNumbers') &&
    kept('RequireUppercaseCharacters') &&
    kept('RequireLowercaseCharacters') &&
    kept('AllowUsersToChangePassword') &&
    kept('HardExpiry')
  );
}

const STRICTER: PasswordPolicy = {
  ...WANTED,
  MinimumPasswordLength: 20,
  MaxPasswordAge: 30,
  PasswordReusePrevention: 24,
  HardExpiry: true,
};

describe('Custom::IamPasswordPolicy', () => {
  test.each([
    ['equal', WANTED],
    ['stricter', STRICTER],
  ])('%s: nothing is written, in both modes', async (_, found) => {
    const { setting, writes } = setUp(found);
    expect(await applySetting(setting, enforce)).toEqual({ changed: [] });
    expect(await applySetting(setting, existing)).toEqual({ changed: [] });
    expect(writes).toEqual([]);
  });

  test('enforce, absent: everything is set', async () => {
    const { setting, writes } = setUp(undefined);
    const { changed } = await applySetting(setting, enforce);
    expect(changed).toEqual(Object.keys(WANTED).filter((field) => field !== 'HardExpiry'));
    expect(writes).toEqual([WANTED]);
  });

  test('enforce, partly weaker and partly stricter: only the weaker fields change', async () => {
    const { setting, writes } = setUp({
      ...STRICTER,
      MaxPasswordAge: 0,
      RequireSymbols: false,
      AllowUsersToChangePassword: false,
    });
    const { changed } = await applySetting(setting, enforce);
    expect(changed).toEqual(['MaxPasswordAge', 'RequireSymbols', 'AllowUsersToChangePassword']);
    expect(writes).toEqual([{ ...STRICTER, MaxPasswordAge: 90 }]);
  });

  test('enforce on any policy: as strict as both, and the second time nothing changes', async () => {
    const policy = fc.record<PasswordPolicy>({
      MinimumPasswordLength: fc.integer({ min: 6, max: 128 }),
      MaxPasswordAge: fc.integer({ min: 0, max: 1095 }),
      PasswordReusePrevention: fc.integer({ min: 0, max: 24 }),
      RequireSymbols: fc.boolean(),
      RequireNumbers: fc.boolean(),
      RequireUppercaseCharacters: fc.boolean(),
      RequireLowercaseCharacters: fc.boolean(),
      AllowUsersToChangePassword: fc.boolean(),
      HardExpiry: fc.boolean(),
    });
    const wish = fc.record({
      MinimumPasswordLength: fc.integer({ min: 6, max: 128 }),
      MaxPasswordAge: fc.integer({ min: 1, max: 1095 }),
      PasswordReusePrevention: fc.integer({ min: 1, max: 24 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.option(policy, { nil: undefined }), wish, async (found, numbers) => {
        const { setting, writes, account } = setUp(found);
        const raw = {
          MinimumPasswordLength: String(numbers.MinimumPasswordLength),
          MaxPasswordAge: String(numbers.MaxPasswordAge),
          PasswordReusePrevention: String(numbers.PasswordReusePrevention),
        };
        const first = await applySetting(setting, { ...raw, Mode: 'enforce' });
        const after = account.policy;
        if (after === undefined) {
          throw new Error('there must be a policy now');
        }
        expect(atLeastAsStrict(after, { ...WANTED, ...numbers })).toBe(true);
        expect(found === undefined || atLeastAsStrict(after, found)).toBe(true);
        expect(first.changed.length > 0).toBe(writes.length === 1);

        expect(await applySetting(setting, { ...raw, Mode: 'enforce' })).toEqual({ changed: [] });
        expect(await applySetting(setting, { ...raw, Mode: 'existing' })).toEqual({ changed: [] });
        expect(writes.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });

  test('existing, weaker: fails, says what differs and how to mend it', async () => {
    const { setting, writes } = setUp({
      ...WANTED,
      MinimumPasswordLength: 8,
      MaxPasswordAge: 0,
      RequireSymbols: false,
    });
    const failure = applySetting(setting, existing);
    await expect(failure).rejects.toThrow(WeakerSettingError);
    await expect(failure).rejects.toThrow(
      'The IAM password policy of the account is weaker than wanted (MinimumPasswordLength is 8, expected at least 14; MaxPasswordAge is endless, expected at most 90; RequireSymbols is false, expected true): strengthen it under IAM > Account settings > Password policy, or use mode enforce.',
    );
    expect(writes).toEqual([]);
  });

  test('existing, an age that is too long', async () => {
    const { setting } = setUp({ ...WANTED, MaxPasswordAge: 365 });
    await expect(applySetting(setting, existing)).rejects.toThrow(
      '(MaxPasswordAge is 365, expected at most 90)',
    );
  });

  test('existing, absent: fails', async () => {
    const { setting, writes } = setUp(undefined);
    await expect(applySetting(setting, existing)).rejects.toThrow('(there is none)');
    expect(writes).toEqual([]);
  });

  test.each([enforce, existing])('passes an error of AWS on (%p)', async (raw) => {
    const error = denied('iam:GetAccountPasswordPolicy');
    const setting = iamPasswordPolicy({
      read: () => Promise.reject(error),
      write: () => Promise.reject(error),
    });
    await expect(applySetting(setting, raw)).rejects.toBe(error);
  });

  test.each([
    ['MinimumPasswordLength', '5'],
    ['MinimumPasswordLength', '129'],
    ['MaxPasswordAge', '0'],
    ['MaxPasswordAge', '1096'],
    ['PasswordReusePrevention', '0'],
    ['PasswordReusePrevention', '25'],
  ])('refuses %s %s, which IAM would refuse or take as no limit', (name, value) => {
    const { setting } = setUp(WANTED);
    expect(() => setting.prepare({ ...enforce, [name]: value }, PLACE)).toThrow(PropertyError);
  });
});
