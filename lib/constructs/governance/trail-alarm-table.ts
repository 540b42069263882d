import type { JsonPattern } from 'aws-cdk-lib/aws-logs';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import type { ZoneConfig } from '../../config/schema';
import { executionRoleArn, iamArn, stackName, teardownRoleArn, zoneArn } from '../../names';
import { CIS_ALARMS } from './cis-alarm-table';
import { inSecondRegion, needsSecondRegion, replicaBucketName } from '../base/second-region';
import type { TrailAlarm } from './trail-alarm';

/** Services that hear of new objects of PHI, however they call themselves. */
const LISTENERS = ['*backup.amazonaws.com', '*guardduty.amazonaws.com'] as const;
/**
 * The rules by which they do.
 * https://docs.aws.amazon.com/guardduty/latest/ug/malware-protection-s3-iam-policy-prerequisite.html
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForS3Backup.html
 */
const LISTENER_RULES = ['AwsBackupManagedRule*', 'DO-NOT-DELETE-AmazonGuardDuty*'] as const;

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
      meaning:
        'A role or a policy of roles was changed, or a person given a way in, by somebody else than a deploy.',
      citation: '45 CFR 164.312(a)(1)',
      pattern: FilterPattern.all(
        events('iam.amazonaws.com', [
          'AddUserToGroup',
          'AttachRolePolicy',
          'CreateAccessKey',
          'CreateLoginProfile',
          'CreatePolicyVersion',
          'CreateRole',
          'CreateUser',
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
        notByADeploy(config),
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
        // Its automated discovery tries an object of every bucket, also where the key says no.
        // https://docs.aws.amazon.com/macie/latest/user/discovery-asdd.html
        unless('userIdentity.sessionContext.sessionIssuer.arn', [
          iamArn(config, 'role/aws-service-role/macie.amazonaws.com/AWSServiceRoleForAmazonMacie'),
        ]),
      ),
    },
    {
      id: 'PhiTakenOut',
      meaning: 'PHI was restored, copied, exported or shared by somebody else than a deploy.',
      citation: '45 CFR 164.308(a)(1)(ii)(D)',
      pattern: FilterPattern.all(
        FilterPattern.any(
          events('backup.amazonaws.com', ['StartCopyJob', 'StartRestoreJob']),
          events('rds.amazonaws.com', [
            'CopyDBSnapshot',
            'ModifyDBSnapshotAttribute',
            'RestoreDBInstance*',
            'StartExportTask',
          ]),
          events('dynamodb.amazonaws.com', ['ExportTableToPointInTime', 'RestoreTable*']),
        ),
        // Copies and restore tests, the latter under a principal of their own. What AWS Backup does
        // for a person began with a call of that person, which counts.
        // https://docs.aws.amazon.com/aws-backup/latest/devguide/using-service-linked-roles-AWSServiceRoleForBackupRestoreTesting.html
        unless('userIdentity.invokedBy', ['*backup.amazonaws.com']),
        notByADeploy(config),
      ),
    },
    {
      // People and functions sign in with IAM. BatchGetSecretValue leaves this event for each secret.
      // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_BatchGetSecretValue.html
      id: 'DatabasePasswordRead',
      meaning: 'The master password of a database was read by somebody else than RDS.',
      citation: '45 CFR 164.312(d)',
      pattern: FilterPattern.all(
        events('secretsmanager.amazonaws.com', ['GetSecretValue']),
        // By name or by ARN, as the caller wrote it.
        FilterPattern.any(
          equals('requestParameters.secretId', 'rds!*'),
          equals('requestParameters.secretId', zoneArn(config, 'secretsmanager', 'secret:rds!*')),
        ),
        unless('userIdentity.invokedBy', ['rds.amazonaws.com']),
        notByADeploy(config),
      ),
    },
    {
      id: 'PhiStoreChanged',
      meaning:
        'A PHI bucket was changed, a version in it deleted, or a database or its parameters changed by somebody else than a deploy.',
      citation: '45 CFR 164.312(c)(1)',
      pattern: FilterPattern.all(
        FilterPattern.any(
          FilterPattern.all(
            events('s3.amazonaws.com', [
              'DeleteBucket*',
              'PutBucket*',
              // DeleteObjects leaves this event for each object.
              // https://aws.amazon.com/about-aws/whats-new/2025/06/aws-cloudtrail-logging-amazon-s3-deleteobjects-api/
              FilterPattern.all(
                equals('eventName', 'DeleteObject'),
                FilterPattern.exists('$.requestParameters.versionId'),
              ),
            ]),
            FilterPattern.any(
              // CloudFormation gives it the name of its stack.
              equals('requestParameters.bucketName', `${stackName(config, 'Data')}-*`),
              equals('requestParameters.bucketName', replicaBucketName(config)),
            ),
          ),
          events('rds.amazonaws.com', ['ModifyDBInstance', 'ModifyDBParameterGroup']),
        ),
        // They have the bucket tell them of new objects.
        unless('userIdentity.invokedBy', LISTENERS),
        notByADeploy(config),
      ),
    },
    {
      // Who may sign in and how, and the tables that say what he may. A client or provider that nobody
      // knows is a way in; whoever writes the public keys makes tokens.
      id: 'IdentityChanged',
      meaning:
        'The user pool, a client or identity provider of it, or a table or its policy was changed by somebody else than a deploy.',
      citation: '45 CFR 164.312(d)',
      pattern: FilterPattern.all(
        FilterPattern.any(
          events('cognito-idp.amazonaws.com', [
            'CreateIdentity*',
            'CreateUserPool*',
            'DeleteIdentity*',
            'DeleteUserPool*',
            'SetLog*',
            'SetRisk*',
            // Not what a person sets for himself.
            'SetUserPool*',
            'UpdateIdentity*',
            'UpdateUserPool*',
          ]),
          events('dynamodb.amazonaws.com', [
            'DeleteResourcePolicy',
            'DeleteTable',
            'PutResourcePolicy',
            'UpdateContinuous*',
            'UpdateTable*',
            'UpdateTime*',
          ]),
        ),
        notByADeploy(config),
      ),
    },
    {
      // A stage that traces data writes bodies into a log; without its authorizer or its web ACL an
      // operation is open to everybody who reaches it.
      id: 'ApiChanged',
      meaning:
        'An API, its stage, its web ACL or the log of it was changed by somebody else than a deploy.',
      citation: '45 CFR 164.312(e)(1)',
      pattern: FilterPattern.all(
        FilterPattern.any(
          events('apigateway.amazonaws.com', ['CreateDeployment', 'Delete*', 'Put*', 'Update*']),
          events('wafv2.amazonaws.com', [
            'Associate*',
            'Delete*',
            'Disassociate*',
            'PutLogging*',
            'UpdateWebACL',
          ]),
        ),
        notByADeploy(config),
      ),
    },
    {
      id: 'PhiEventsCut',
      meaning:
        'A rule by which GuardDuty or AWS Backup hears of new objects was disabled, emptied or deleted by somebody else.',
      citation: '45 CFR 164.308(a)(5)(ii)(B)',
      pattern: FilterPattern.all(
        events('events.amazonaws.com', ['DeleteRule', 'DisableRule', 'RemoveTargets']),
        // RemoveTargets calls it rule, the others name.
        FilterPattern.any(
          ...['name', 'rule'].flatMap((parameter) =>
            LISTENER_RULES.map((rule) => equals(`requestParameters.${parameter}`, rule)),
          ),
        ),
        unless('userIdentity.invokedBy', LISTENERS),
      ),
    },
    {
      id: 'BackupWeakened',
      meaning:
        'A recovery point, a vault, its lock or its policy, a backup plan or a restore test was changed.',
      citation: '45 CFR 164.308(a)(7)(ii)(A)',
      pattern: events('backup.amazonaws.com', [
        'DeleteBackupPlan',
        'DeleteBackupSelection',
        'DeleteBackupVault*',
        'DeleteRecoveryPoint',
        'DeleteRestoreTesting*',
        'DisassociateRecoveryPoint*',
        'PutBackupVaultAccessPolicy',
        'PutBackupVaultLockConfiguration',
        'UpdateBackupPlan',
        'UpdateRecoveryPointLifecycle',
        'UpdateRegionSettings',
        'UpdateRestoreTesting*',
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
      // A filter or a limit of retries would drop records, and no count of errors would show it.
      id: 'AuditIntakeChanged',
      meaning:
        'A stream, who may use it, what reads it, or a schedule was changed by somebody else than a deploy.',
      citation: '45 CFR 164.312(b)',
      pattern: FilterPattern.all(
        FilterPattern.any(
          // Lambda writes the date of its API behind them.
          events('lambda.amazonaws.com', [
            'DeleteEventSourceMapping*',
            'UpdateEventSourceMapping*',
          ]),
          events('scheduler.amazonaws.com', ['DeleteSchedule*', 'UpdateSchedule']),
          events('kinesis.amazonaws.com', [
            'DecreaseStreamRetentionPeriod',
            'DeleteStream',
            'PutResourcePolicy',
            'StartStreamEncryption',
            'StopStreamEncryption',
            'UpdateShardCount',
            'UpdateStreamMode',
          ]),
        ),
        notByADeploy(config),
      ),
    },
    {
      // Whoever changes the code of a function, or makes one with its role, does what it may: the
      // checkpointer may sign. Lambda writes the date of its API behind the names.
      // https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html
      id: 'FunctionChangedByHand',
      meaning:
        'A function was made, changed, throttled, opened to a caller or deleted by somebody else than a deploy.',
      citation: '45 CFR 164.312(c)(1)',
      pattern: FilterPattern.all(
        events('lambda.amazonaws.com', [
          'AddPermission*',
          'CreateFunction*',
          'DeleteFunction*',
          'PutFunction*',
          'PutRuntimeManagementConfig*',
          'UpdateFunction*',
        ]),
        notByADeploy(config),
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
            // Auto scaling keeps alarms of its own.
            FilterPattern.all(
              equals('eventName', 'PutMetricAlarm'),
              equals('requestParameters.alarmName', `hlz-${config.name}-*`),
            ),
          ]),
          events('logs.amazonaws.com', [
            'DeleteLogGroup',
            'DeleteLogStream',
            'DeleteMetricFilter',
            'DisassociateKmsKey',
            'PutMetricFilter',
          ]),
          events('sns.amazonaws.com', ['DeleteTopic', 'SetTopicAttributes', 'Unsubscribe']),
        ),
        notByADeploy(config),
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

/** Events of a service, by name or by more than it; `*` stands for any end of a name. */
function events(source: string, which: readonly (string | JsonPattern)[]): JsonPattern {
  return FilterPattern.all(
    equals('eventSource', source),
    FilterPattern.any(
      ...which.map((one) => (typeof one === 'string' ? equals('eventName', one) : one)),
    ),
  );
}

/**
 * Not CloudFormation with an execution role of the bootstrap, which nobody else can assume. By its
 * ARN: a name says nothing of the path. Events of IAM come from both Regions to the same place.
 */
function notByADeploy(config: ZoneConfig): JsonPattern {
  const zones = needsSecondRegion(config) ? [config, inSecondRegion(config)] : [config];
  return unless('userIdentity.sessionContext.sessionIssuer.arn', zones.map(executionRoleArn));
}

/**
 * Where a field has none of these values. Whether `!=` holds for a field that is not there is not
 * documented, so both are asked.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
function unless(field: string, values: readonly string[]): JsonPattern {
  return FilterPattern.any(
    FilterPattern.notExists(`$.${field}`),
    FilterPattern.all(
      ...values.map((value) => FilterPattern.stringValue(`$.${field}`, '!=', value)),
    ),
  );
}

function equals(field: string, value: string): JsonPattern {
  return FilterPattern.stringValue(`$.${field}`, '=', value);
}
