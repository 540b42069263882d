import type { Weakening } from '../support/weaken';

const POOL = 'Identity/UserPool/Pool';

export const PEOPLE: readonly Weakening[] = [
  {
    what: 'people who may do without a second factor',
    path: POOL,
    change: { MfaConfiguration: 'OPTIONAL' },
    rule: 'LandingZone-CognitoMfa',
  },
  {
    what: 'second factors by text message',
    path: POOL,
    change: { EnabledMfas: ['SMS_MFA'] },
    rule: 'LandingZone-CognitoMfa',
  },
  {
    what: 'passwords that are known from breaches',
    path: 'Identity/UserPool/Risk',
    change: 'remove',
    rule: 'LandingZone-CognitoUserPool',
    named: POOL,
  },
  {
    what: 'a session longer than a shift',
    path: 'Identity/AppClients/workstation',
    change: { RefreshTokenValidity: 24 },
    rule: 'LandingZone-CognitoTokens',
  },
  {
    what: 'care teams under a key of AWS',
    path: 'Access/Tables/CareTeams/Resource',
    change: { 'SSESpecification.KMSMasterKeyId': undefined },
    rule: 'LandingZone-CustomerManagedKey',
  },
  {
    what: 'approvals that cannot be brought back',
    path: 'Access/Tables/Approvals/Resource',
    change: { 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled': false },
    rule: 'LandingZone-TableRecovery',
  },
  {
    what: 'tables that no backup plan holds',
    path: 'Access/TableBackup',
    change: 'remove',
    rule: 'LandingZone-BackupSelected',
    named: 'Access/Tables/CareTeams/Resource',
  },
  {
    what: 'a function that any account can call through Cognito',
    path: 'Identity/UserPool/CallsSignIn',
    change: { SourceAccount: undefined, SourceArn: undefined },
    rule: 'LandingZone-ServicePrincipalSource',
  },
  {
    what: 'second factors that nobody hears of',
    path: 'Identity/MfaChanges',
    change: { State: 'DISABLED' },
    rule: 'LandingZone-EventRuleReaches',
  },
  {
    what: 'an access API outside the VPC',
    path: 'Access/Api/Function/Resource',
    change: { VpcConfig: undefined },
    rule: 'HIPAA.Security-LambdaInsideVPC',
  },
];
