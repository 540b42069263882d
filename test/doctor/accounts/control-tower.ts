import type { ZoneConfig } from '../../../lib/config/schema';
import type { Answers } from '../../../lib/doctor/answers';
import { seen } from '../../../lib/doctor/look';
import { emptyAccount } from './empty';

/** Account that runs what watches the others; made up. */
export const SECURITY_ACCOUNT = '222233334444';

/** A member of an organization under Control Tower, made by hand: everything is run from elsewhere. */
export function controlTowerAccount(zone: ZoneConfig): Answers {
  return {
    ...emptyAccount(zone),
    trails: seen([
      {
        trail: {
          Name: 'aws-controltower-BaselineCloudTrail',
          TrailARN:
            'arn:aws:cloudtrail:us-east-1:999900001111:trail/aws-controltower-BaselineCloudTrail',
          HomeRegion: 'us-east-1',
          IsMultiRegionTrail: true,
          IsOrganizationTrail: true,
          IncludeGlobalServiceEvents: true,
          LogFileValidationEnabled: true,
          KmsKeyId: 'arn:aws:kms:us-east-1:999900001111:key/made-up',
          CloudWatchLogsLogGroupArn:
            'arn:aws:logs:us-east-1:999900001111:log-group:aws-controltower/CloudTrailLogs:*',
        },
        status: seen({ IsLogging: true }),
        selectors: seen({
          basic: [{ ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [] }],
          advanced: [],
        }),
      },
    ]),
    recorders: seen([
      {
        name: 'aws-controltower-BaselineConfigRecorder',
        roleARN: 'arn:aws:iam::111122223333:role/aws-controltower-ConfigRecorderRole',
        recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
      },
    ]),
    recorderStatus: seen([{ name: 'aws-controltower-BaselineConfigRecorder', recording: true }]),
    channels: seen([{ name: 'aws-controltower-BaselineConfigDeliveryChannel' }]),
    detectors: seen([
      {
        id: '12abc34d567e8fa901bc2d34e56789f0',
        settings: seen({
          Status: 'ENABLED',
          Features: [
            { Name: 'S3_DATA_EVENTS', Status: 'ENABLED' },
            { Name: 'EKS_AUDIT_LOGS', Status: 'ENABLED' },
            { Name: 'EBS_MALWARE_PROTECTION', Status: 'ENABLED' },
            { Name: 'RDS_LOGIN_EVENTS', Status: 'ENABLED' },
            { Name: 'LAMBDA_NETWORK_LOGS', Status: 'ENABLED' },
            { Name: 'RUNTIME_MONITORING', Status: 'DISABLED' },
          ],
        }),
      },
    ]),
    guardDutyAdministrator: seen(SECURITY_ACCOUNT),
    securityHub: seen({
      hub: {
        HubArn: 'arn:aws:securityhub:us-east-1:111122223333:hub/default',
        AutoEnableControls: true,
      },
      standards: seen([
        {
          StandardsSubscriptionArn: 'arn:made-up',
          StandardsArn:
            'arn:aws:securityhub:us-east-1::standards/aws-foundational-security-best-practices/v/1.0.0',
          StandardsInput: {},
          StandardsStatus: 'READY',
        },
      ]),
    }),
    securityHubAdministrator: seen(SECURITY_ACCOUNT),
    macie: seen({ status: 'ENABLED' }),
    macieAdministrator: seen(SECURITY_ACCOUNT),
    publicAccessBlock: seen({
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    }),
    ebsEncryption: seen(true),
  };
}
