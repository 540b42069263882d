import { cognitoMfa } from '../../../lib/compliance/rules/cognito-mfa';
import { findIn } from '../../support/rule';

const PASSWORD = {
  MinimumLength: 12,
  RequireUppercase: true,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
};
const POOL = {
  MfaConfiguration: 'ON',
  EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
  Policies: { PasswordPolicy: PASSWORD },
};
const PASSKEY = 'MULTI_FACTOR_WITH_USER_VERIFICATION';

const find = (change: object) =>
  findIn(cognitoMfa, {
    Subject: { Type: 'AWS::Cognito::UserPool', Properties: { ...POOL, ...change } },
  });
const password = (change: object) => ({
  Policies: { PasswordPolicy: { ...PASSWORD, ...change } },
});

it.each([
  {},
  password({ MinimumLength: 16 }),
  { EnabledMfas: undefined, WebAuthnFactorConfiguration: PASSKEY },
  { WebAuthnFactorConfiguration: 'SINGLE_FACTOR' },
  {
    Policies: {
      PasswordPolicy: PASSWORD,
      SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] },
    },
  },
])('takes %j', (change) => {
  expect(find(change)).toEqual([]);
});

it.each([
  [{ MfaConfiguration: undefined }, 'MfaConfiguration is missing'],
  [{ MfaConfiguration: 'OPTIONAL' }, 'MfaConfiguration is OPTIONAL'],
  [{ MfaConfiguration: { Ref: 'Parameter' } }, 'MfaConfiguration is no literal'],
  [{ EnabledMfas: undefined }, 'EnabledMfas is []'],
  [{ EnabledMfas: undefined, WebAuthnFactorConfiguration: 'SINGLE_FACTOR' }, 'EnabledMfas is []'],
  [{ EnabledMfas: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA'] }, 'SMS_MFA]'],
  [{ EnabledMfas: ['EMAIL_OTP'], WebAuthnFactorConfiguration: PASSKEY }, '[EMAIL_OTP]'],
  [{ EnabledMfas: { Ref: 'Parameter' } }, 'EnabledMfas is no literal'],
  [password({ MinimumLength: 11 }), 'MinimumLength is 11'],
  [password({ MinimumLength: undefined }), 'MinimumLength is missing'],
  [password({ MinimumLength: { Ref: 'Parameter' } }), 'MinimumLength is no literal'],
  [password({ RequireUppercase: false }), 'RequireUppercase is false'],
  [password({ RequireLowercase: false }), 'RequireLowercase is false'],
  [password({ RequireNumbers: false }), 'RequireNumbers is false'],
  [password({ RequireSymbols: undefined }), 'RequireSymbols is missing'],
  [
    {
      Policies: {
        PasswordPolicy: PASSWORD,
        SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'SMS_OTP'] },
      },
    },
    'AllowedFirstAuthFactors has more than',
  ],
])('refuses %j', (change, problem) => {
  expect(find(change)).toEqual([expect.stringContaining(problem)]);
});

it.each([
  [{ AllowUnauthenticatedIdentities: false }, 0],
  [{ AllowUnauthenticatedIdentities: true }, 1],
  [{ AllowUnauthenticatedIdentities: { Ref: 'Parameter' } }, 1],
  [{}, 1],
])('finds in the identity pool %j %i', (properties, count) => {
  expect(
    findIn(cognitoMfa, {
      Subject: { Type: 'AWS::Cognito::IdentityPool', Properties: properties },
    }),
  ).toHaveLength(count);
});
