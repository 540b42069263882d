import { cognitoUserPool } from '../../../lib/compliance/rules/cognito-user-pool';
import { findIn, PRODUCTION } from '../../support/rule';

const POOL = {
  UserPoolTier: 'PLUS',
  UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
  DeletionProtection: 'ACTIVE',
};
const RISK = { Actions: { EventAction: 'BLOCK' } };
const ATTACHMENT = {
  UserPoolId: { Ref: 'Subject' },
  ClientId: 'ALL',
  CompromisedCredentialsRiskConfiguration: RISK,
};

const find = (change: object, attachment: object = {}, permanent = true) =>
  findIn(
    cognitoUserPool,
    {
      Subject: { Type: 'AWS::Cognito::UserPool', Properties: { ...POOL, ...change } },
      Other: { Type: 'AWS::Cognito::UserPool' },
      OtherRisk: {
        Type: 'AWS::Cognito::UserPoolRiskConfigurationAttachment',
        Properties: { ...ATTACHMENT, UserPoolId: { Ref: 'Other' } },
      },
      Risk: {
        Type: 'AWS::Cognito::UserPoolRiskConfigurationAttachment',
        Properties: { ...ATTACHMENT, ...attachment },
      },
    },
    { expectations: { ...PRODUCTION, permanent } },
  );

it('takes a protected pool', () => {
  expect(find({})).toEqual([]);
  expect(
    find(
      {},
      {
        CompromisedCredentialsRiskConfiguration: {
          ...RISK,
          EventFilter: ['SIGN_IN', 'SIGN_UP', 'PASSWORD_CHANGE'],
        },
      },
    ),
  ).toEqual([]);
});

it('lets a pool be deleted where a zone may be torn down', () => {
  expect(find({ DeletionProtection: 'INACTIVE' }, {}, false)).toEqual([]);
});

it.each([
  [{ UserPoolTier: 'ESSENTIALS' }, 'UserPoolTier is ESSENTIALS'],
  [{ UserPoolTier: undefined }, 'UserPoolTier is missing'],
  [{ UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' } }, 'AdvancedSecurityMode is AUDIT'],
  [{ UserPoolAddOns: { Ref: 'Parameter' } }, 'AdvancedSecurityMode is missing'],
  [{ DeletionProtection: undefined }, 'DeletionProtection is missing'],
  [{ DeletionProtection: 'INACTIVE' }, 'DeletionProtection is INACTIVE'],
])('refuses %j', (change, problem) => {
  expect(find(change)).toEqual([expect.stringContaining(problem)]);
});

it.each([
  { UserPoolId: { Ref: 'Other' } },
  { ClientId: 'abc' },
  { CompromisedCredentialsRiskConfiguration: undefined },
  { CompromisedCredentialsRiskConfiguration: { Actions: { EventAction: 'NO_ACTION' } } },
  { CompromisedCredentialsRiskConfiguration: { ...RISK, EventFilter: ['SIGN_IN'] } },
  { CompromisedCredentialsRiskConfiguration: { ...RISK, EventFilter: { Ref: 'Parameter' } } },
])('refuses the risk configuration %j', (attachment) => {
  expect(find({}, attachment)).toEqual([expect.stringContaining('blocks compromised credentials')]);
});
