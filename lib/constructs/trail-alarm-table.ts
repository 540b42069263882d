import type { JsonPattern } from 'aws-cdk-lib/aws-logs';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import type { ZoneConfig } from '../config/schema';
import { stackName, teardownRoleArn, EXECUTION_ROLE_PREFIX } from '../names';
import { CIS_ALARMS } from './cis-alarm-table';
import type { TrailAlarm } from './trail-alarm';

/** What the alarms of a zone watch for: what the CIS benchmark asks for, then what this zone promises. */
export function trailAlarms(config: ZoneConfig): readonly TrailAlarm[] {
  return [...CIS_ALARMS, ...zoneAlarms(config)];
}

/** What would break a promise of this zone. */
function zoneAlarms(config: ZoneConfig): readonly TrailAlarm[] {
  return [
    {
      // An event of IAM names a role, not its path: every role counts. The account is the zone's own.
      id: 'RoleChangedByHand',
      meaning: 'A role, or a policy of roles, was changed by somebody else than a deploy.',
      citation: '45 CFR 164.312(a)(1)',
      pattern: FilterPattern.all(
        events('iam.amazonaws.com', [
          'AttachRolePolicy',
          'CreatePolicyVersion',
          'CreateRole',
          'DeleteRolePermissionsBoundary',
          'DeleteRolePolicy',
          'DetachRolePolicy',
          'PutRolePermissionsBoundary',
          'PutRolePolicy',
          'SetDefaultPolicyVersion',
          'TagRole',
          'UntagRole',
          'UpdateAssumeRolePolicy',
        ]),
        notByADeploy(),
      ),
    },
    {
      // A deploy rings too: who may use a key changes rarely, and never by the way.
      id: 'KeyPolicyChanged',
      meaning: 'Who may use a KMS key, where it lies, or whether it rotates was changed.',
      citation: '45 CFR 164.312(a)(2)(iv)',
      pattern: FilterPattern.any(
        events('kms.amazonaws.com', [
          'DeleteImportedKeyMaterial',
          'DisableKeyRotation',
          'PutKeyPolicy',
          'ReplicateKey',
          'UpdatePrimaryRegion',
        ]),
        // Services make a grant for each volume and database; a person has no need to.
        FilterPattern.all(
          events('kms.amazonaws.com', ['CreateGrant']),
          FilterPattern.notExists('$.userIdentity.invokedBy'),
        ),
      ),
    },
    {
      id: 'KeyUseDenied',
      meaning: 'Somebody tried to use a KMS key and was denied.',
      citation: '45 CFR 164.308(a)(1)(ii)(D)',
      pattern: FilterPattern.all(
        events('kms.amazonaws.com', [
          'CreateGrant',
          'Decrypt',
          'Encrypt',
          'GenerateDataKey*',
          'GenerateMac',
          'ReEncrypt*',
          'Sign',
          'VerifyMac',
        ]),
        equals('errorCode', 'AccessDenied*'),
      ),
    },
    {
      id: 'BackupWeakened',
      meaning: 'A recovery point, a vault, its lock or its policy, or a backup plan was changed.',
      citation: '45 CFR 164.308(a)(7)(ii)(A)',
      pattern: events('backup.amazonaws.com', [
        'DeleteBackupPlan',
        'DeleteBackupSelection',
        'DeleteBackupVault*',
        'DeleteRecoveryPoint',
        'DisassociateRecoveryPoint*',
        'PutBackupVaultAccessPolicy',
        'PutBackupVaultLockConfiguration',
        'UpdateBackupPlan',
        'UpdateRecoveryPointLifecycle',
        'UpdateRegionSettings',
      ]),
    },
    {
      // All four buckets: what has landed in the others is evidence until it is replicated.
      id: 'ArchiveChanged',
      meaning:
        'Somebody changed, or tried to change, an archive bucket, or a retention or object in it.',
      citation: '45 CFR 164.316(b)(2)(i)',
      pattern: FilterPattern.all(
        events('s3.amazonaws.com', [
          'DeleteBucket*',
          'DeleteObject*',
          'DeletePublicAccessBlock',
          'PutBucket*',
          'PutObjectLegalHold',
          'PutObjectLockConfiguration',
          'PutObjectRetention',
          'PutPublicAccessBlock',
        ]),
        // CloudFormation gives them the name of their stack.
        equals('requestParameters.bucketName', `${stackName(config, 'Archive')}-*`),
      ),
    },
    {
      // What 4.5 and 4.9 of the benchmark do not name.
      id: 'DetectionWeakened',
      meaning:
        'What the trail, AWS Config, GuardDuty, Security Hub, Macie or Access Analyzer look at was changed.',
      citation: '45 CFR 164.312(b)',
      pattern: FilterPattern.any(
        events('cloudtrail.amazonaws.com', ['PutEventSelectors', 'PutInsightSelectors']),
        events('config.amazonaws.com', ['DeleteConfigurationRecorder', 'DeleteConformancePack']),
        events('guardduty.amazonaws.com', ['DeleteDetector', 'UpdateDetector']),
        events('securityhub.amazonaws.com', ['BatchDisableStandards', 'DisableSecurityHub*']),
        events('macie2.amazonaws.com', ['DisableMacie', 'UpdateMacieSession']),
        events('access-analyzer.amazonaws.com', ['DeleteAnalyzer']),
      ),
    },
    {
      id: 'FindingsHidden',
      meaning: 'A filter, rule or list was made or changed that can hide findings.',
      citation: '45 CFR 164.308(a)(1)(ii)(D)',
      pattern: FilterPattern.any(
        events('guardduty.amazonaws.com', [
          'CreateFilter',
          'CreateIPSet',
          'CreateTrustedEntitySet',
          'UpdateFilter',
          'UpdateIPSet',
          'UpdateTrustedEntitySet',
        ]),
        events('securityhub.amazonaws.com', [
          'BatchUpdateStandardsControlAssociations',
          'CreateAutomationRule*',
          'UpdateStandardsControl',
        ]),
        events('macie2.amazonaws.com', ['CreateFindingsFilter', 'UpdateFindingsFilter']),
        events('access-analyzer.amazonaws.com', ['CreateArchiveRule', 'UpdateArchiveRule']),
      ),
    },
    {
      id: 'AlertingWeakened',
      meaning:
        'An alarm, a metric filter, a log group or an alert topic was changed by somebody else than a deploy.',
      citation: '45 CFR 164.308(a)(6)(ii)',
      pattern: FilterPattern.all(
        FilterPattern.any(
          events('monitoring.amazonaws.com', [
            'DeleteAlarms',
            'DisableAlarmActions',
            'SetAlarmState',
          ]),
          // Auto scaling keeps alarms of its own.
          FilterPattern.all(
            events('monitoring.amazonaws.com', ['PutMetricAlarm']),
            equals('requestParameters.alarmName', `hlz-${config.name}-*`),
          ),
          events('logs.amazonaws.com', [
            'DeleteLogGroup',
            'DeleteLogStream',
            'DeleteMetricFilter',
            'DisassociateKmsKey',
            'PutMetricFilter',
          ]),
          events('sns.amazonaws.com', ['DeleteTopic', 'SetTopicAttributes', 'Unsubscribe']),
        ),
        notByADeploy(),
      ),
    },
    ...(config.profile === 'sandbox'
      ? [
          {
            id: 'TeardownRoleUsed',
            meaning: 'The role that empties this sandbox was assumed.',
            citation: '45 CFR 164.310(d)(2)(i)',
            pattern: FilterPattern.all(
              events('sts.amazonaws.com', ['AssumeRole']),
              equals('requestParameters.roleArn', teardownRoleArn(config)),
            ),
          },
        ]
      : []),
  ];
}

/** Events of a service; `*` stands for any end of a name. */
function events(source: string, names: readonly string[]): JsonPattern {
  return FilterPattern.all(
    equals('eventSource', source),
    FilterPattern.any(...names.map((name) => equals('eventName', name))),
  );
}

/**
 * Not CloudFormation with the execution role of the bootstrap, which nobody else can assume. Whether
 * `!=` holds for a field that is not there is not documented, so both are asked.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
function notByADeploy(): JsonPattern {
  const role = '$.userIdentity.sessionContext.sessionIssuer.userName';
  return FilterPattern.any(
    FilterPattern.notExists(role),
    FilterPattern.stringValue(role, '!=', `${EXECUTION_ROLE_PREFIX}*`),
  );
}

function equals(field: string, value: string): JsonPattern {
  return FilterPattern.stringValue(`$.${field}`, '=', value);
}
