import { cognitoTokens } from '../../../lib/compliance/rules/cognito-tokens';
import { findIn } from '../../support/rule';

const UNITS = { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'hours' };
const CLIENT = {
  AccessTokenValidity: 15,
  IdTokenValidity: 15,
  RefreshTokenValidity: 8,
  TokenValidityUnits: UNITS,
  PreventUserExistenceErrors: 'ENABLED',
  RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
  ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
};

const find = (change: object) =>
  findIn(cognitoTokens, {
    Subject: { Type: 'AWS::Cognito::UserPoolClient', Properties: { ...CLIENT, ...change } },
  });

it.each([
  {},
  { EnableTokenRevocation: true },
  { AllowedOAuthFlows: ['code'] },
  { AllowedOAuthFlows: ['client_credentials'] },
  { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH'] },
  { AccessTokenValidity: 60, RefreshTokenValidity: 12 },
  { AccessTokenValidity: 3600, TokenValidityUnits: { ...UNITS, AccessToken: 'seconds' } },
  { IdTokenValidity: 1, TokenValidityUnits: { ...UNITS, IdToken: undefined } },
])('takes %j', (change) => {
  expect(find(change)).toEqual([]);
});

it.each([
  [{ AccessTokenValidity: undefined }, 'AccessTokenValidity is missing, which means 60 minutes'],
  [{ IdTokenValidity: undefined }, 'IdTokenValidity is missing, which means 60 minutes'],
  [{ RefreshTokenValidity: undefined }, 'RefreshTokenValidity is missing, which means 30 days'],
  [{ AccessTokenValidity: 61 }, 'AccessTokenValidity is 61 minutes, expected at most 60'],
  [{ AccessTokenValidity: { Ref: 'Parameter' } }, 'AccessTokenValidity is no literal'],
  [{ AccessTokenValidity: 0 }, 'AccessTokenValidity is 0'],
  // The unit left out is hours, and days of a refresh token.
  [{ TokenValidityUnits: { ...UNITS, IdToken: undefined } }, 'IdTokenValidity is 15 hours'],
  [{ TokenValidityUnits: { ...UNITS, RefreshToken: undefined } }, 'RefreshTokenValidity is 8 days'],
  [{ TokenValidityUnits: { ...UNITS, AccessToken: 'weeks' } }, 'AccessTokenValidity is 15 weeks'],
  [
    { TokenValidityUnits: { ...UNITS, AccessToken: { Ref: 'Parameter' } } },
    'AccessTokenValidity is 15 no literal',
  ],
  [{ RefreshTokenValidity: 13 }, 'RefreshTokenValidity is 13 hours, expected at most 720'],
  [{ PreventUserExistenceErrors: undefined }, 'PreventUserExistenceErrors is missing'],
  [{ PreventUserExistenceErrors: 'LEGACY' }, 'PreventUserExistenceErrors is LEGACY'],
  [{ EnableTokenRevocation: false }, 'EnableTokenRevocation is false'],
  [{ EnableTokenRevocation: { Ref: 'Parameter' } }, 'EnableTokenRevocation is no literal'],
  [{ RefreshTokenRotation: undefined }, 'RefreshTokenRotation.Feature is missing'],
  [{ RefreshTokenRotation: { Feature: 'DISABLED' } }, 'RefreshTokenRotation.Feature is DISABLED'],
  [{ AllowedOAuthFlows: ['code', 'implicit'] }, 'AllowedOAuthFlows has implicit'],
  [{ AllowedOAuthFlows: { Ref: 'Parameter' } }, 'AllowedOAuthFlows is no literal'],
  [{ ExplicitAuthFlows: undefined }, 'ExplicitAuthFlows is missing'],
  [{ ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] }, 'has ALLOW_USER_PASSWORD_AUTH'],
  [{ ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'] }, 'has ALLOW_ADMIN_USER_PASSWORD_AUTH'],
  [{ ExplicitAuthFlows: ['ADMIN_NO_SRP_AUTH'] }, 'has ADMIN_NO_SRP_AUTH'],
  [{ ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'] }, 'has ALLOW_CUSTOM_AUTH'],
  [{ ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] }, 'has ALLOW_REFRESH_TOKEN_AUTH'],
])('refuses %j', (change, problem) => {
  expect(find(change)).toEqual([expect.stringContaining(problem)]);
});
