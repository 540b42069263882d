import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import type { ZoneConfig } from '../../config/schema';
import { findingRuleName, stackName } from '../../names';
import { replicaBucketName } from '../base/second-region';
import type { TrailAlarm } from './trail-alarm';
import { equals, events, notByADeploy, unless } from './trail-patterns';

/** Services that hear of new objects of PHI, however they call themselves. */
const LISTENERS = ['*backup.amazonaws.com', '*guardduty.amazonaws.com'] as const;
/**
 * The rules by which they do.
 * https://docs.aws.amazon.com/guardduty/latest/ug/malware-protection-s3-iam-policy-prerequisite.html
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForS3Backup.html
 */
const LISTENER_RULES = ['AwsBackupManagedRule*', 'DO-NOT-DELETE-AmazonGuardDuty*'] as const;

/** What would take PHI or evidence out, change it or lose it. */
export function dataAlarms(config: ZoneConfig): readonly TrailAlarm[] {
  return [
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
      id: 'PhiEventsCut',
      meaning:
        'A rule by which GuardDuty or AWS Backup hears of new objects, or the breach desk of findings, was disabled, emptied or deleted by somebody else.',
      citation: '45 CFR 164.308(a)(5)(ii)(B)',
      pattern: FilterPattern.all(
        events('events.amazonaws.com', ['DeleteRule', 'DisableRule', 'RemoveTargets']),
        // RemoveTargets calls it rule, the others name.
        FilterPattern.any(
          ...['name', 'rule'].flatMap((parameter) =>
            [...LISTENER_RULES, findingRuleName(config, '*')].map((rule) =>
              equals(`requestParameters.${parameter}`, rule),
            ),
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
  ];
}
