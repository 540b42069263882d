import type { Weakening } from '../support/weaken';

const TRAIL = 'Governance/Trail/Trail';
const STORE = 'Data/PhiBucket/Resource';

export const DETECTION: readonly Weakening[] = [
  {
    what: 'a trail of one Region',
    path: TRAIL,
    change: { IsMultiRegionTrail: false },
    rule: 'LandingZone-TrailComplete',
  },
  {
    what: 'a trail that is stopped',
    path: TRAIL,
    change: { IsLogging: false },
    rule: 'LandingZone-TrailComplete',
  },
  {
    what: 'a trail whose files can be changed unnoticed',
    path: TRAIL,
    change: { EnableLogFileValidation: false },
    rule: 'HIPAA.Security-CloudTrailLogFileValidationEnabled',
  },
  {
    what: 'a trail without a key',
    path: TRAIL,
    change: { KMSKeyId: undefined },
    rule: 'LandingZone-CustomerManagedKey',
    alone: true,
  },
  {
    what: 'a trail that does not see who reads objects',
    path: TRAIL,
    change: { AdvancedEventSelectors: [] },
    rule: 'LandingZone-TrailComplete',
  },
  {
    what: 'a trail that leaves every object out',
    path: TRAIL,
    change: { 'AdvancedEventSelectors.1.FieldSelectors.2.NotStartsWith': ['arn:aws:s3:::'] },
    rule: 'LandingZone-TrailComplete',
  },
  {
    what: 'a trail that may write for another account',
    path: 'Archive/Archive/Policy/Resource',
    change: {
      'PolicyDocument.Statement.2': {
        Effect: 'Allow',
        Principal: { Service: 'cloudtrail.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: '*',
        Condition: {
          StringEquals: { 'aws:SourceArn': 'arn:aws:cloudtrail:us-east-1:999988887777:trail/x' },
        },
      },
    },
    rule: 'LandingZone-ServicePrincipalSource',
  },
  {
    what: 'a trail into a bucket without a lock',
    path: 'Archive/Archive/Resource',
    change: { ObjectLockConfiguration: undefined },
    rule: 'LandingZone-ObjectLock',
  },
  {
    what: 'a zone without its trail',
    path: TRAIL,
    change: 'remove',
    rule: 'LandingZone-WatchedStore',
    named: STORE,
  },
  {
    what: 'a zone without its recorder',
    path: 'Governance/Config/Recorder',
    change: 'remove',
    rule: 'LandingZone-WatchedStore',
    named: STORE,
  },
  {
    what: 'a zone without GuardDuty',
    path: 'Governance/GuardDuty',
    change: 'remove',
    rule: 'LandingZone-WatchedStore',
    named: STORE,
  },
  {
    what: 'a zone without Macie',
    path: 'Governance/Macie',
    change: 'remove',
    rule: 'LandingZone-WatchedStore',
    named: STORE,
  },
  {
    what: 'a recorder that leaves types out',
    path: 'Governance/Config/Recorder',
    change: { 'RecordingGroup.AllSupported': false },
    rule: 'LandingZone-ConfigRecorderComplete',
  },
  {
    what: 'a recorder that leaves IAM out',
    path: 'Governance/Config/Recorder',
    change: { 'RecordingGroup.IncludeGlobalResourceTypes': false },
    rule: 'LandingZone-ConfigRecorderComplete',
  },
  {
    what: 'a detector that is off',
    path: 'Governance/GuardDuty',
    change: { Enable: false },
    rule: 'LandingZone-GuardDutyComplete',
  },
  {
    what: 'a detector that does not watch S3',
    path: 'Governance/GuardDuty',
    change: { 'Features.0.Status': 'DISABLED' },
    rule: 'LandingZone-GuardDutyComplete',
  },
  {
    what: 'Security Hub without NIST SP 800-53',
    path: 'Governance/SecurityHub/Nist80053',
    change: 'remove',
    rule: 'LandingZone-SecurityHubStandards',
    named: 'Governance/SecurityHub/Hub',
  },
  {
    what: 'an alarm that tells nobody',
    path: 'Governance/Alarms/RootUsed/Resource',
    change: { AlarmActions: [] },
    rule: 'LandingZone-AlarmNotifies',
  },
  {
    what: 'alarms that may not use the key of their topic',
    path: 'Keys/Messaging/Resource',
    change: { 'KeyPolicy.Statement.1.Principal': { Service: 's3.amazonaws.com' } },
    rule: 'LandingZone-AlarmNotifies',
    named: 'Governance/Alarms/RootUsed/Resource',
  },
  {
    what: 'alarms to which nobody is subscribed',
    path: 'Baseline/OperationsTopic/platform-alerts@hospital.example',
    change: 'remove',
    rule: 'LandingZone-AlarmNotifies',
    named: 'Baseline/OperationsTopic/Resource',
  },
];
