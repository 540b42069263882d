import type { Weakening } from '../support/weaken';

const REGISTER = 'Breach/Tables/Register/Resource';
const WATCHES = 'Breach/Tables/Watches/Resource';
const RECORDS = 'Breach/Detector/Records';

export const BREACH: readonly Weakening[] = [
  {
    what: 'a register under a key of AWS',
    path: REGISTER,
    change: { 'SSESpecification.KMSMasterKeyId': undefined },
    rule: 'LandingZone-CustomerManagedKey',
  },
  {
    what: 'a register that cannot be brought back',
    path: REGISTER,
    change: { 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled': false },
    rule: 'LandingZone-TableRecovery',
  },
  {
    what: 'a register that is deleted by mistake',
    path: REGISTER,
    change: { DeletionProtectionEnabled: false },
    rule: 'LandingZone-TableRecovery',
  },
  {
    what: 'a register that no backup plan holds',
    path: 'Breach/TableBackup',
    change: 'remove',
    rule: 'LandingZone-BackupSelected',
    named: REGISTER,
  },
  {
    what: 'a detector that forgets for good',
    path: WATCHES,
    change: { 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled': false },
    rule: 'LandingZone-TableRecovery',
  },
  {
    what: 'windows of persons under a key of AWS',
    path: WATCHES,
    change: { 'SSESpecification.KMSMasterKeyId': undefined },
    rule: 'LandingZone-CustomerManagedKey',
  },
  {
    what: 'a detector that sees some records only',
    path: RECORDS,
    change: { FilterCriteria: { Filters: [{ Pattern: '{"data":{"tenant":["mercy"]}}' }] } },
    rule: 'LandingZone-EventSourceLosesNothing',
  },
  {
    what: 'a detector that gives up',
    path: RECORDS,
    change: { MaximumRetryAttempts: 3 },
    rule: 'LandingZone-EventSourceLosesNothing',
  },
  {
    what: 'a detector that sees acts out of order',
    path: RECORDS,
    change: { ParallelizationFactor: 10 },
    rule: 'LandingZone-EventSourceLosesNothing',
  },
  {
    what: 'a detector that reads any object',
    path: 'Breach/Detector/Role/Policy/Resource',
    change: { 'PolicyDocument.Statement.5.Resource': '*' },
    rule: 'AwsSolutions-IAM5',
  },
  {
    what: 'a clock that decrypts anything of patients',
    path: 'Breach/Clock/Role/Tables/Resource',
    change: { 'PolicyDocument.Statement.2.Condition.StringEquals': undefined },
    rule: 'LandingZone-KeyContext',
  },
  {
    what: 'a clock that stands still',
    path: 'Breach/Schedules/Clock',
    change: { State: 'DISABLED' },
    rule: 'LandingZone-EventRuleReaches',
  },
  {
    what: 'a clock of which nobody hears that it stands still',
    path: 'Operations/Breach/ClockSilent/Resource',
    change: { AlarmActions: [] },
    rule: 'LandingZone-AlarmNotifies',
  },
  {
    what: 'findings of GuardDuty that nobody hears of',
    path: 'Breach/FindingRules/GuardDuty',
    change: { State: 'DISABLED' },
    rule: 'LandingZone-EventRuleReaches',
  },
  {
    what: 'findings of Macie that are dropped when they fail',
    path: 'Breach/FindingRules/Macie',
    change: { 'Targets.0.DeadLetterConfig': undefined },
    rule: 'LandingZone-EventRuleReaches',
  },
  {
    what: 'findings that any account can make up',
    path: 'Breach/FindingRules/SecurityHub/CallsListener',
    change: { SourceAccount: undefined, SourceArn: undefined },
    rule: 'LandingZone-ServicePrincipalSource',
  },
  {
    what: 'calls with findings that vanish',
    path: 'Breach/Findings/Function/Resource',
    change: { DeadLetterConfig: undefined },
    rule: 'HIPAA.Security-LambdaDLQ',
  },
  {
    what: 'incidents told of in clear',
    path: 'Breach/Topics/High/Resource',
    change: { KmsMasterKeyId: undefined },
    rule: 'LandingZone-CustomerManagedKey',
  },
  {
    what: 'incidents told of without TLS',
    path: 'Breach/Topics/Low/Policy/Resource',
    change: 'remove',
    rule: 'LandingZone-TlsOnly',
    named: 'Breach/Topics/Low/Resource',
  },
  {
    what: 'incidents that anybody can make up',
    path: 'Breach/Topics/Medium/Policy/Resource',
    change: {
      'PolicyDocument.Statement.1': {
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: 'sns:Publish',
        Resource: '*',
      },
    },
    rule: 'LandingZone-PolicyPrincipal',
  },
  {
    what: 'a breach API outside the VPC',
    path: 'Breach/Api/Function/Resource',
    change: { VpcConfig: undefined },
    rule: 'HIPAA.Security-LambdaInsideVPC',
  },
  {
    what: 'a log of alerts under a key of AWS',
    path: 'Breach/Alert/Logs/Resource',
    change: { KmsKeyId: undefined },
    rule: 'LandingZone-CustomerManagedKey',
  },
];
