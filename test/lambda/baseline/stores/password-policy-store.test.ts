import { IAMClient } from '@aws-sdk/client-iam';
import { passwordPolicyStore } from '../../../../lambda/baseline/stores/password-policy-store';
import { fakeAws, queryOf } from '../../support/fake-aws';
import type { FakeAnswer } from '../../support/fake-aws';

function setUp(answer: FakeAnswer) {
  const { config, requests } = fakeAws(() => answer);
  return { store: passwordPolicyStore(new IAMClient(config)), requests };
}

const refused = (code: string, status: number): FakeAnswer => ({
  status,
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`,
});
const policyAnswer = (fields: string): FakeAnswer => ({
  body: `<GetAccountPasswordPolicyResponse><GetAccountPasswordPolicyResult><PasswordPolicy>${fields}</PasswordPolicy></GetAccountPasswordPolicyResult></GetAccountPasswordPolicyResponse>`,
});

const POLICY = {
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

describe('passwordPolicyStore', () => {
  test('reads a policy', async () => {
    const fields = Object.entries({ ...POLICY, ExpirePasswords: true })
      .map(([name, value]) => `<${name}>${value}</${name}>`)
      .join('');
    expect(await setUp(policyAnswer(fields)).store.read()).toEqual(POLICY);
  });

  test('what IAM leaves out is the weakest', async () => {
    const { store } = setUp(policyAnswer('<ExpirePasswords>false</ExpirePasswords>'));
    expect(await store.read()).toEqual({
      MinimumPasswordLength: 6,
      MaxPasswordAge: 0,
      PasswordReusePrevention: 0,
      RequireSymbols: false,
      RequireNumbers: false,
      RequireUppercaseCharacters: false,
      RequireLowercaseCharacters: false,
      AllowUsersToChangePassword: false,
      HardExpiry: false,
    });
  });

  test('none is none', async () => {
    expect(await setUp(refused('NoSuchEntity', 404)).store.read()).toBeUndefined();
  });

  test('writes every field: IAM resets what is left out', async () => {
    const { store, requests } = setUp({ body: '<UpdateAccountPasswordPolicyResponse/>' });
    await store.write(POLICY);
    expect(requests.map(queryOf)).toEqual([
      {
        Action: 'UpdateAccountPasswordPolicy',
        ...Object.fromEntries(Object.entries(POLICY).map(([name, value]) => [name, String(value)])),
      },
    ]);
  });

  test('says which action was denied', async () => {
    const { store } = setUp(refused('AccessDenied', 403));
    await expect(store.read()).rejects.toThrow(/^iam:GetAccountPasswordPolicy was denied/);
    await expect(store.write(POLICY)).rejects.toThrow(
      /^iam:UpdateAccountPasswordPolicy was denied/,
    );
  });
});
