import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ZoneConfig } from '../../../lib/config/schema';
import { counts } from '../../support/filter-pattern';
import { resources } from '../../support/statements';
import { ROOT } from '../../support/root';
import { firstTemplate, shippedConfig } from '../../support/templates';

interface Alarm {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Threshold: number;
}

interface Filter {
  readonly FilterPattern: string;
  readonly LogGroupName: unknown;
  readonly MetricTransformations: readonly {
    readonly MetricNamespace: string;
    readonly MetricName: string;
    readonly MetricValue: string;
  }[];
}

/** Alarms of a zone by name without its prefix, each with the pattern that feeds its metric. */
function alarmsOf(config: ZoneConfig, template = firstTemplate(config, 'Governance')) {
  const filters = resources(template, 'AWS::Logs::MetricFilter').map(
    ([, properties]) => properties as unknown as Filter,
  );
  return new Map(
    resources(template, 'AWS::CloudWatch::Alarm').map(([, properties]) => {
      const alarm = properties as unknown as Alarm;
      const patterns = filters
        .filter(({ MetricTransformations: [metric] }) =>
          [metric?.MetricNamespace, metric?.MetricName].every(
            (name, index) => name === [alarm.Namespace, alarm.MetricName][index],
          ),
        )
        .map(({ FilterPattern: pattern }) => pattern);
      const name = alarm.AlarmName.replace(`hlz-${config.name}-`, '');
      return [name, { ...alarm, patterns }] as const;
    }),
  );
}

const TEMPLATE = firstTemplate(shippedConfig('production'), 'Governance');
const PRODUCTION = alarmsOf(shippedConfig('production'), TEMPLATE);
const SANDBOX = alarmsOf(shippedConfig('sandbox'));
const TWO_REGIONS = alarmsOf(withSecondRegion(shippedConfig('production'), 'us-west-2'));

function withSecondRegion(config: ZoneConfig, secondRegion: string): ZoneConfig {
  return { ...config, disasterRecovery: { ...config.disasterRecovery, secondRegion } };
}

/** Names of the alarms for which an event counts, whatever CloudWatch makes of a field that is not there. */
function ringing(event: unknown, alarms = PRODUCTION): readonly string[] {
  const [strict, lax] = [false, true].map((absentDiffers) =>
    [...alarms]
      .filter(([, { patterns }]) =>
        patterns.some((pattern) => counts(pattern, event, { absentDiffers })),
      )
      .map(([name]) => name),
  );
  expect(lax).toEqual(strict);
  return strict ?? [];
}

/** A session of a role of the zone's account, named by what its ARN has after `role`. */
function session(path: string): object {
  const issuer = {
    type: 'Role',
    arn: `arn:aws:iam::111122223333:role${path}`,
    userName: path.slice(path.lastIndexOf('/') + 1),
  };
  return { type: 'AssumedRole', sessionContext: { sessionIssuer: issuer } };
}

const BY_CLOUDFORMATION = { invokedBy: 'cloudformation.amazonaws.com' };
const DEPLOY = {
  ...session('/cdk-hlz-cfn-exec-role-111122223333-us-east-1'),
  ...BY_CLOUDFORMATION,
};
const DEPLOY_THERE = {
  ...session('/cdk-hlz-cfn-exec-role-111122223333-us-west-2'),
  ...BY_CLOUDFORMATION,
};
const PERSON = session(
  '/aws-reserved/sso.amazonaws.com/us-east-1/AWSReservedSSO_Admin_0123456789abcdef',
);
const USER = { type: 'IAMUser', userName: 'somebody' };
const ROOT_USER = { type: 'Root' };
const SERVICE = { ...PERSON, invokedBy: 'rds.amazonaws.com' };
const AUTO_SCALING = session(
  '/aws-service-role/dynamodb.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_DynamoDBTable',
);
const BACKUP = { ...session('/hlz-service/hlz-mercy-backup'), invokedBy: 'backup.amazonaws.com' };
const RESTORE_TEST = {
  ...session(
    '/aws-service-role/restore-testing.backup.amazonaws.com/AWSServiceRoleForBackupRestoreTesting',
  ),
  invokedBy: 'restore-testing.backup.amazonaws.com',
};
const GUARDDUTY = {
  ...session('/hlz-service/hlz-mercy-data-MalwareProtectionRole'),
  invokedBy: 'malware-protection-plan.guardduty.amazonaws.com',
};
const MACIE = session('/aws-service-role/macie.amazonaws.com/AWSServiceRoleForAmazonMacie');

function event(
  service: string,
  eventName: string,
  userIdentity: object = PERSON,
  more: Readonly<Record<string, unknown>> = {},
): object {
  return {
    eventSource: `${service}.amazonaws.com`,
    eventName,
    eventType: 'AwsApiCall',
    userIdentity,
    additionalEventData: {},
    ...more,
  };
}

const DENIED = { errorCode: 'AccessDenied' };
const inBucket = (bucketName: string, more: object = {}): Readonly<Record<string, unknown>> => ({
  requestParameters: { bucketName, ...more },
});
const PHI = 'hlz-mercy-data-phibucket6d07dc53-1';
const REPLICA = 'hlz-mercy-phi-replica-111122223333';
const secret = (secretId: string): Readonly<Record<string, unknown>> => ({
  requestParameters: { secretId },
});
const dataKey = (purpose: string): Readonly<Record<string, unknown>> => ({
  requestParameters: { encryptionContext: { purpose, tenant: 'mercy' } },
});
const PASSWORD = 'rds!db-3af6352b-e7f0-4fdc-9c52-4910b0dd815c';
const SECRETS = 'arn:aws:secretsmanager:us-east-1:111122223333:secret';
const SCAN_RULE = 'DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3-1';
const BACKUP_RULE = 'AwsBackupManagedRule-BucketSystemTag';
/** Tables of an event, each by what its ARN has after `table/`, or by its ARN. */
const onTables = (...tables: readonly string[]): Readonly<Record<string, unknown>> => ({
  resources: tables.map((table) => ({
    accountId: '111122223333',
    type: 'AWS::DynamoDB::Table',
    ARN: table.startsWith('arn:')
      ? table
      : `arn:aws:dynamodb:us-east-1:111122223333:table/${table}`,
  })),
});
const DIRECTORY = 'hlz-mercy-identity-TablesDirectory6AF4A4B4-1B2C3D4E5F6G7';
const CARE_TEAMS = 'hlz-mercy-access-TablesCareTeams0F0A3D4C-7G6F5E4D3C2B1';
const FUNCTION = session('/hlz/hlz-mercy-identity-DeskRole-1A2B3C4D');
const rule = (requestParameters: object): Readonly<Record<string, unknown>> => ({
  requestParameters,
});
const signIn = (more: object): object =>
  event('signin', 'ConsoleLogin', USER, {
    eventType: 'AwsConsoleSignIn',
    additionalEventData: { MFAUsed: 'Yes' },
    responseElements: { ConsoleLogin: 'Success' },
    ...more,
  });

/**
 * To the letter: https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html,
 * and the benchmark itself for the last one.
 */
const CIS: readonly (readonly [control: string, name: string, pattern: string])[] = [
  [
    '4.1',
    'unauthorized-calls',
    '{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}',
  ],
  [
    '4.2',
    'sign-in-without-mfa',
    '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
  ],
  [
    '4.3',
    'root-used',
    '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}',
  ],
  [
    '4.4',
    'iam-policy-changed',
    '{($.eventSource=iam.amazonaws.com) && (($.eventName=DeleteGroupPolicy) || ($.eventName=DeleteRolePolicy) || ($.eventName=DeleteUserPolicy) || ($.eventName=PutGroupPolicy) || ($.eventName=PutRolePolicy) || ($.eventName=PutUserPolicy) || ($.eventName=CreatePolicy) || ($.eventName=DeletePolicy) || ($.eventName=CreatePolicyVersion) || ($.eventName=DeletePolicyVersion) || ($.eventName=AttachRolePolicy) || ($.eventName=DetachRolePolicy) || ($.eventName=AttachUserPolicy) || ($.eventName=DetachUserPolicy) || ($.eventName=AttachGroupPolicy) || ($.eventName=DetachGroupPolicy))}',
  ],
  [
    '4.5',
    'trail-changed',
    '{($.eventName=CreateTrail) || ($.eventName=UpdateTrail) || ($.eventName=DeleteTrail) || ($.eventName=StartLogging) || ($.eventName=StopLogging)}',
  ],
  [
    '4.6',
    'sign-in-failed',
    '{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}',
  ],
  [
    '4.7',
    'key-disabled',
    '{($.eventSource=kms.amazonaws.com) && (($.eventName=DisableKey) || ($.eventName=ScheduleKeyDeletion))}',
  ],
  [
    '4.8',
    'bucket-policy-changed',
    '{($.eventSource=s3.amazonaws.com) && (($.eventName=PutBucketAcl) || ($.eventName=PutBucketPolicy) || ($.eventName=PutBucketCors) || ($.eventName=PutBucketLifecycle) || ($.eventName=PutBucketReplication) || ($.eventName=DeleteBucketPolicy) || ($.eventName=DeleteBucketCors) || ($.eventName=DeleteBucketLifecycle) || ($.eventName=DeleteBucketReplication))}',
  ],
  [
    '4.9',
    'recorder-changed',
    '{($.eventSource=config.amazonaws.com) && (($.eventName=StopConfigurationRecorder) || ($.eventName=DeleteDeliveryChannel) || ($.eventName=PutDeliveryChannel) || ($.eventName=PutConfigurationRecorder))}',
  ],
  [
    '4.10',
    'security-group-changed',
    '{($.eventName=AuthorizeSecurityGroupIngress) || ($.eventName=AuthorizeSecurityGroupEgress) || ($.eventName=RevokeSecurityGroupIngress) || ($.eventName=RevokeSecurityGroupEgress) || ($.eventName=CreateSecurityGroup) || ($.eventName=DeleteSecurityGroup)}',
  ],
  [
    '4.11',
    'network-acl-changed',
    '{($.eventName=CreateNetworkAcl) || ($.eventName=CreateNetworkAclEntry) || ($.eventName=DeleteNetworkAcl) || ($.eventName=DeleteNetworkAclEntry) || ($.eventName=ReplaceNetworkAclEntry) || ($.eventName=ReplaceNetworkAclAssociation)}',
  ],
  [
    '4.12',
    'gateway-changed',
    '{($.eventName=CreateCustomerGateway) || ($.eventName=DeleteCustomerGateway) || ($.eventName=AttachInternetGateway) || ($.eventName=CreateInternetGateway) || ($.eventName=DeleteInternetGateway) || ($.eventName=DetachInternetGateway)}',
  ],
  [
    '4.13',
    'route-table-changed',
    '{($.eventSource=ec2.amazonaws.com) && (($.eventName=CreateRoute) || ($.eventName=CreateRouteTable) || ($.eventName=ReplaceRoute) || ($.eventName=ReplaceRouteTableAssociation) || ($.eventName=DeleteRouteTable) || ($.eventName=DeleteRoute) || ($.eventName=DisassociateRouteTable))}',
  ],
  [
    '4.14',
    'vpc-changed',
    '{($.eventName=CreateVpc) || ($.eventName=DeleteVpc) || ($.eventName=ModifyVpcAttribute) || ($.eventName=AcceptVpcPeeringConnection) || ($.eventName=CreateVpcPeeringConnection) || ($.eventName=DeleteVpcPeeringConnection) || ($.eventName=RejectVpcPeeringConnection) || ($.eventName=AttachClassicLinkVpc) || ($.eventName=DetachClassicLinkVpc) || ($.eventName=DisableVpcClassicLink) || ($.eventName=EnableVpcClassicLink)}',
  ],
  [
    '4.15',
    'organization-changed',
    '{ ($.eventSource = organizations.amazonaws.com) && (($.eventName = "AcceptHandshake") || ($.eventName = "AttachPolicy") || ($.eventName = "CreateAccount") || ($.eventName = "CreateOrganizationalUnit") || ($.eventName = "CreatePolicy") || ($.eventName = "DeclineHandshake") || ($.eventName = "DeleteOrganization") || ($.eventName = "DeleteOrganizationalUnit") || ($.eventName = "DeletePolicy") || ($.eventName = "DetachPolicy") || ($.eventName = "DisablePolicyType") || ($.eventName = "EnablePolicyType") || ($.eventName = "InviteAccountToOrganization") || ($.eventName = "LeaveOrganization") || ($.eventName = "MoveAccount") || ($.eventName = "RemoveAccountFromOrganization") || ($.eventName = "UpdatePolicy") || ($.eventName = "UpdateOrganizationalUnit")) }',
  ],
];

describe('the CIS benchmark', () => {
  it.each(CIS)(
    '%s is %s, with the pattern that Security Hub compares',
    (control, name, pattern) => {
      expect(PRODUCTION.get(name)?.patterns).toEqual([pattern]);
      expect(PRODUCTION.get(name)?.AlarmDescription).toContain(
        ` CIS AWS Foundations Benchmark v1.4.0, ${control}. `,
      );
    },
  );

  it.each([
    [
      'a sign-in without a second factor',
      signIn({ additionalEventData: { MFAUsed: 'No' } }),
      'sign-in-without-mfa',
    ],
    [
      'a failed sign-in',
      signIn({
        responseElements: { ConsoleLogin: 'Failure' },
        errorMessage: 'Failed authentication',
      }),
      'sign-in-failed',
    ],
    ['the root user', event('ec2', 'DescribeInstances', ROOT_USER), 'root-used'],
    ['a stopped trail', event('cloudtrail', 'StopLogging'), 'trail-changed'],
    ['a key that is to be deleted', event('kms', 'ScheduleKeyDeletion'), 'key-disabled'],
    ['an internet gateway', event('ec2', 'AttachInternetGateway'), 'gateway-changed'],
    [
      'a denial',
      event('ec2', 'RunInstances', PERSON, { errorCode: 'Client.UnauthorizedOperation' }),
      'unauthorized-calls',
    ],
  ])('tells of %s', (_, happened, name) => {
    expect(ringing(happened)).toEqual([name]);
  });

  it.each([
    ['a sign-in with a second factor', signIn({})],
    [
      'a service that acts for the root user',
      event('ec2', 'DescribeInstances', { ...ROOT_USER, invokedBy: 'support.amazonaws.com' }),
    ],
    ['reading', event('ec2', 'DescribeInstances')],
  ])('is silent about %s', (_, happened) => {
    expect(ringing(happened)).toEqual([]);
  });

  it('waits for more than one where one says nothing', () => {
    const patient = [...PRODUCTION].filter(([, { Threshold: threshold }]) => threshold > 1);
    expect(patient.map(([name, { Threshold: threshold }]) => [name, threshold])).toEqual([
      ['unauthorized-calls', 5],
      ['sign-in-failed', 3],
      ['data-keys-made-often', 5],
    ]);
  });
});

describe('our own alarms tell of', () => {
  it.each([
    ['a role that is given the tag of a workload', event('iam', 'TagRole')],
    ['a role that is tagged by the root user', event('iam', 'TagRole', ROOT_USER), ['root-used']],
    ['a role that trusts somebody else', event('iam', 'UpdateAssumeRolePolicy', USER)],
    ['a role', event('iam', 'CreateRole')],
    ['a policy of a role', event('iam', 'PutRolePolicy'), ['iam-policy-changed']],
    ['an older version of a policy', event('iam', 'SetDefaultPolicyVersion')],
    ['a role without its boundary', event('iam', 'DeleteRolePermissionsBoundary')],
    ['a user', event('iam', 'CreateUser')],
    ['an access key', event('iam', 'CreateAccessKey')],
    ['a password for the console', event('iam', 'CreateLoginProfile', USER)],
    ['a user who joins a group', event('iam', 'AddUserToGroup')],
    [
      'a role whose path imitates that of a deploy',
      event('iam', 'TagRole', {
        ...session('/elsewhere/cdk-hlz-cfn-exec-role-111122223333-us-east-1'),
        ...BY_CLOUDFORMATION,
      }),
    ],
    [
      'a role whose name begins like that of a deploy',
      event('iam', 'TagRole', session('/cdk-hlz-cfn-exec-role-of-mine')),
    ],
    ['a deploy in a Region that the zone does not have', event('iam', 'TagRole', DEPLOY_THERE)],
  ])('%s', (_, happened, besides: readonly string[] = []) => {
    expect(ringing(happened)).toEqual([...besides, 'role-changed-by-hand']);
  });

  it.each([
    ['a key policy', event('kms', 'PutKeyPolicy'), ['key-policy-changed']],
    ['a key policy of a deploy', event('kms', 'PutKeyPolicy', DEPLOY), ['key-policy-changed']],
    ['a copy of a key', event('kms', 'ReplicateKey'), ['key-policy-changed']],
    ['a grant by a person', event('kms', 'CreateGrant'), ['key-policy-changed']],
    [
      'use of a key that was denied',
      event('kms', 'Decrypt', PERSON, DENIED),
      ['unauthorized-calls', 'key-use-denied'],
    ],
    [
      'a data key that was denied',
      event('kms', 'GenerateDataKeyWithoutPlaintext', SERVICE, {
        errorCode: 'AccessDeniedException',
      }),
      ['unauthorized-calls', 'key-use-denied'],
    ],
    [
      'use of a key that was denied to a role named like that of Macie',
      event('kms', 'Decrypt', session('/elsewhere/AWSServiceRoleForAmazonMacie'), DENIED),
      ['unauthorized-calls', 'key-use-denied'],
    ],
    [
      'a data key of a tenant',
      event('kms', 'GenerateDataKey', SERVICE, dataKey('phi-field')),
      ['data-keys-made-often'],
    ],
    ['a restore', event('backup', 'StartRestoreJob'), ['phi-taken-out']],
    ['a copy of a recovery point', event('backup', 'StartCopyJob', USER), ['phi-taken-out']],
    [
      'a database restored from a snapshot',
      event('rds', 'RestoreDBInstanceFromDBSnapshot'),
      ['phi-taken-out'],
    ],
    [
      'a database restored to a moment',
      event('rds', 'RestoreDBInstanceToPointInTime'),
      ['phi-taken-out'],
    ],
    [
      'a database restored from a bucket',
      event('rds', 'RestoreDBInstanceFromS3'),
      ['phi-taken-out'],
    ],
    ['a snapshot that is exported', event('rds', 'StartExportTask'), ['phi-taken-out']],
    ['a snapshot that is shared', event('rds', 'ModifyDBSnapshotAttribute'), ['phi-taken-out']],
    ['a snapshot that is copied', event('rds', 'CopyDBSnapshot'), ['phi-taken-out']],
    [
      'a snapshot that another service copies for somebody',
      event('rds', 'CopyDBSnapshot', { ...PERSON, invokedBy: 'ssm.amazonaws.com' }),
      ['phi-taken-out'],
    ],
    [
      'the password of a database, by name',
      event('secretsmanager', 'GetSecretValue', PERSON, secret(PASSWORD)),
      ['database-password-read'],
    ],
    [
      'the password of a database, by ARN',
      event('secretsmanager', 'GetSecretValue', USER, secret(`${SECRETS}:${PASSWORD}-lMb7qs`)),
      ['database-password-read'],
    ],
    [
      'the password of a database, by AWS Backup',
      event('secretsmanager', 'GetSecretValue', BACKUP, secret(PASSWORD)),
      ['database-password-read'],
    ],
    [
      'a PHI bucket without versions',
      event('s3', 'PutBucketVersioning', PERSON, inBucket(PHI)),
      ['phi-store-changed'],
    ],
    [
      'a PHI bucket that tells nobody',
      event('s3', 'PutBucketNotification', PERSON, inBucket(PHI)),
      ['phi-store-changed'],
    ],
    [
      'the policy of a PHI bucket',
      event('s3', 'PutBucketPolicy', PERSON, inBucket(PHI)),
      ['bucket-policy-changed', 'phi-store-changed'],
    ],
    [
      'a replica without a policy',
      event('s3', 'DeleteBucketPolicy', USER, inBucket(REPLICA)),
      ['bucket-policy-changed', 'phi-store-changed'],
    ],
    [
      'a deleted PHI bucket',
      event('s3', 'DeleteBucket', PERSON, inBucket(PHI)),
      ['phi-store-changed'],
    ],
    [
      'a deleted version of PHI',
      event('s3', 'DeleteObject', PERSON, inBucket(PHI, { key: 'a', versionId: 'x' })),
      ['phi-store-changed'],
    ],
    [
      'a deleted version of a replica',
      event('s3', 'DeleteObject', USER, inBucket(REPLICA, { key: 'a', versionId: 'x' })),
      ['phi-store-changed'],
    ],
    ['a database that is changed', event('rds', 'ModifyDBInstance'), ['phi-store-changed']],
    [
      'parameters of a database',
      event('rds', 'ModifyDBParameterGroup', USER),
      ['phi-store-changed'],
    ],
    ['a table that is exported', event('dynamodb', 'ExportTableToPointInTime'), ['phi-taken-out']],
    [
      'a table restored to a moment',
      event('dynamodb', 'RestoreTableToPointInTime', USER),
      ['phi-taken-out'],
    ],
    [
      'a rule of GuardDuty without its target',
      event('events', 'RemoveTargets', PERSON, rule({ rule: SCAN_RULE })),
      ['phi-events-cut'],
    ],
    [
      'a rule of GuardDuty that is deleted',
      event('events', 'DeleteRule', USER, rule({ name: SCAN_RULE })),
      ['phi-events-cut'],
    ],
    [
      'a rule of GuardDuty that a deploy deletes',
      event('events', 'DeleteRule', DEPLOY, rule({ name: SCAN_RULE })),
      ['phi-events-cut'],
    ],
    [
      'a rule of AWS Backup that is disabled',
      event('events', 'DisableRule', PERSON, rule({ name: BACKUP_RULE })),
      ['phi-events-cut'],
    ],
    [
      'a rule of AWS Backup without its target',
      event('events', 'RemoveTargets', PERSON, rule({ rule: BACKUP_RULE })),
      ['phi-events-cut'],
    ],
    ['a restore test that ends', event('backup', 'DeleteRestoreTestingPlan'), ['backup-weakened']],
    [
      'a restore test of nothing',
      event('backup', 'DeleteRestoreTestingSelection'),
      ['backup-weakened'],
    ],
    ['another restore test', event('backup', 'UpdateRestoreTestingPlan'), ['backup-weakened']],
    [
      'a restore test of something else',
      event('backup', 'UpdateRestoreTestingSelection'),
      ['backup-weakened'],
    ],
    [
      'a vault without its lock',
      event('backup', 'DeleteBackupVaultLockConfiguration'),
      ['backup-weakened'],
    ],
    [
      'another policy of a vault',
      event('backup', 'PutBackupVaultAccessPolicy'),
      ['backup-weakened'],
    ],
    ['a deleted recovery point', event('backup', 'DeleteRecoveryPoint'), ['backup-weakened']],
    [
      'a shorter life of recovery points',
      event('backup', 'UpdateRecoveryPointLifecycle'),
      ['backup-weakened'],
    ],
    [
      'the lock of an archive',
      event(
        's3',
        'PutBucketObjectLockConfiguration',
        PERSON,
        inBucket('hlz-mercy-archive-ledger-1'),
      ),
      ['archive-changed'],
    ],
    [
      'the policy of an archive',
      event('s3', 'PutBucketPolicy', PERSON, inBucket('hlz-mercy-archive-archive-1')),
      ['bucket-policy-changed', 'archive-changed'],
    ],
    [
      'a delete in an archive that was denied',
      event('s3', 'DeleteObject', PERSON, {
        ...inBucket('hlz-mercy-archive-archive-1'),
        ...DENIED,
      }),
      ['unauthorized-calls', 'archive-changed'],
    ],
    [
      'another retention in an archive',
      event('s3', 'PutObjectRetention', PERSON, inBucket('hlz-mercy-archive-ledger-1')),
      ['archive-changed'],
    ],
    ['a trail that looks away', event('cloudtrail', 'PutEventSelectors'), ['detection-weakened']],
    [
      'a detector that is switched off',
      event('guardduty', 'UpdateDetector'),
      ['detection-weakened'],
    ],
    [
      'a sealer that is switched off, or given a filter',
      event('lambda', 'UpdateEventSourceMapping20150331'),
      ['audit-intake-changed'],
    ],
    [
      'a sealer without its stream',
      event('lambda', 'DeleteEventSourceMapping20150331', USER),
      ['audit-intake-changed'],
    ],
    [
      'a checkpointer that nobody calls',
      event('scheduler', 'UpdateSchedule'),
      ['audit-intake-changed'],
    ],
    [
      'a stream that keeps less',
      event('kinesis', 'DecreaseStreamRetentionPeriod'),
      ['audit-intake-changed'],
    ],
    ['an archive rule', event('access-analyzer', 'CreateArchiveRule'), ['findings-hidden']],
    ['a filter of findings', event('guardduty', 'CreateFilter'), ['findings-hidden']],
    ['a trusted address', event('guardduty', 'UpdateIPSet'), ['findings-hidden']],
    [
      'a rule that suppresses findings',
      event('securityhub', 'CreateAutomationRule'),
      ['findings-hidden'],
    ],
    [
      'a control that is switched off',
      event('securityhub', 'BatchUpdateStandardsControlAssociations'),
      ['findings-hidden'],
    ],
    [
      'a hub without standards',
      event('securityhub', 'BatchDisableStandards'),
      ['detection-weakened'],
    ],
    ['Macie switched off', event('macie2', 'DisableMacie'), ['detection-weakened']],
    [
      'a recorder that is deleted',
      event('config', 'DeleteConfigurationRecorder'),
      ['detection-weakened'],
    ],
    [
      'an alarm that is silenced',
      event('monitoring', 'DisableAlarmActions'),
      ['alerting-weakened'],
    ],
    [
      'an alarm that is replaced',
      event('monitoring', 'PutMetricAlarm', PERSON, {
        requestParameters: { alarmName: 'hlz-mercy-root-used' },
      }),
      ['alerting-weakened'],
    ],
    [
      'a metric filter that is deleted',
      event('logs', 'DeleteMetricFilter', USER),
      ['alerting-weakened'],
    ],
    ['a mail that is unsubscribed', event('sns', 'Unsubscribe', {}), ['alerting-weakened']],
  ])('%s', (_, happened, names) => {
    expect(ringing(happened)).toEqual(names);
  });

  it.each([
    'CreateIdentityProvider',
    'CreateUserPoolClient',
    'DeleteUserPool',
    'DeleteUserPoolClient',
    'SetLogDeliveryConfiguration',
    'SetRiskConfiguration',
    'SetUserPoolMfaConfig',
    'UpdateIdentityProvider',
    'UpdateUserPool',
    'UpdateUserPoolClient',
  ])('a user pool after %s', (name) => {
    expect(ringing(event('cognito-idp', name))).toEqual(['identity-changed']);
  });

  it.each([
    'DeleteResourcePolicy',
    'DeleteTable',
    'PutResourcePolicy',
    'UpdateContinuousBackups',
    'UpdateTable',
    'UpdateTimeToLive',
  ])('a table after %s', (name) => {
    expect(ringing(event('dynamodb', name, USER))).toEqual(['identity-changed']);
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/logging-using-cloudtrail.html
  it.each([
    'BatchExecuteStatement',
    'BatchWriteItem',
    'DeleteItem',
    'ExecuteStatement',
    'ExecuteTransaction',
    'PutItem',
    'TransactWriteItems',
    'UpdateItem',
  ])('an item of identity or access that a person writes by %s', (name) => {
    for (const table of [DIRECTORY, CARE_TEAMS]) {
      for (const who of [PERSON, USER]) {
        expect(ringing(event('dynamodb', name, who, onTables(table)))).toEqual([
          'registers-written-by-others',
        ]);
      }
    }
  });

  it.each([
    ['the root user', ROOT_USER, ['root-used']],
    ['a deploy', DEPLOY, []],
    ['a role that AWS services act with', session('/hlz-service/hlz-mercy-backup'), []],
    ['a role that people act with', session('/hlz-operations/somebody'), []],
    ['a role whose path imitates ours', session('/elsewhere/hlz/desk'), []],
    [
      'a role of ours in another account',
      {
        type: 'AssumedRole',
        sessionContext: { sessionIssuer: { arn: 'arn:aws:iam::999999999999:role/hlz/desk' } },
      },
      [],
    ],
    ['another service for somebody', { ...PERSON, invokedBy: 'dax.amazonaws.com' }, []],
  ])('an item of the directory that %s writes', (_, who, besides) => {
    expect(ringing(event('dynamodb', 'PutItem', who, onTables(DIRECTORY)))).toEqual([
      ...besides,
      'registers-written-by-others',
    ]);
  });

  it.each(['PutItem', 'DeleteItem', 'TransactWriteItems'])(
    'an incident after %s by a person, and by no function',
    (name) => {
      const incident = onTables('hlz-mercy-breach-TablesRegister49F9B940-1A2B3C');
      expect(ringing(event('dynamodb', name, PERSON, incident))).toEqual([
        'incidents-written-by-others',
      ]);
      const clock = session('/hlz/hlz-mercy-breach-ClockRole');
      expect(ringing(event('dynamodb', name, clock, incident))).toEqual([]);
    },
  );

  it.each(['DeleteRule', 'DisableRule', 'RemoveTargets'])('a rule of findings after %s', (name) => {
    const parameter = name === 'RemoveTargets' ? 'rule' : 'name';
    const requestParameters = { [parameter]: 'hlz-mercy-findings-guardduty' };
    expect(ringing(event('events', name, PERSON, { requestParameters }))).toEqual([
      'phi-events-cut',
    ]);
  });

  it('an item of the directory in a transaction that begins with another table', () => {
    expect(
      ringing(event('dynamodb', 'TransactWriteItems', PERSON, onTables('orders', DIRECTORY))),
    ).toEqual(['registers-written-by-others']);
  });

  it('an attempt to write a public key', () => {
    const denied = {
      ...onTables('hlz-mercy-identity-TablesPublicKeys0A1B2C3D-1A2B3C'),
      errorCode: 'AccessDenied',
    };
    expect(ringing(event('dynamodb', 'PutItem', PERSON, denied))).toEqual([
      'unauthorized-calls',
      'registers-written-by-others',
    ]);
  });

  it.each([
    'CreateDeployment',
    'DeleteAuthorizer',
    'DeleteRestApi',
    'DeleteStage',
    'PutGatewayResponse',
    'PutMethod',
    'PutRestApi',
    'UpdateAccount',
    'UpdateMethod',
    'UpdateRestApi',
    'UpdateStage',
  ])('an API after %s', (name) => {
    expect(ringing(event('apigateway', name))).toEqual(['api-changed']);
  });

  it.each([
    'AssociateWebACL',
    'DeleteLoggingConfiguration',
    'DeleteWebACL',
    'DisassociateWebACL',
    'PutLoggingConfiguration',
    'UpdateWebACL',
  ])('a web ACL after %s', (name) => {
    expect(ringing(event('wafv2', name, USER))).toEqual(['api-changed']);
  });

  it.each(['PutResourcePolicy', 'StartStreamEncryption', 'UpdateStreamMode'])(
    'a stream after %s',
    (name) => {
      expect(ringing(event('kinesis', name))).toEqual(['audit-intake-changed']);
    },
  );

  // https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html
  it.each([
    'AddPermission20150331v2',
    'CreateFunction20150331',
    'CreateFunctionUrlConfig',
    'DeleteFunction20150331',
    'DeleteFunctionConcurrency20171031',
    'PutFunctionConcurrency20171031',
    'PutFunctionEventInvokeConfig',
    'PutRuntimeManagementConfig',
    'UpdateFunctionCode20150331v2',
    'UpdateFunctionConfiguration20150331v2',
  ])('a function after %s', (name) => {
    expect(ringing(event('lambda', name))).toEqual(['function-changed-by-hand']);
  });

  it('the role that empties a sandbox, which a production zone does not have', () => {
    const assumed = (zone: string, account: string): object =>
      event('sts', 'AssumeRole', PERSON, {
        requestParameters: {
          roleArn: `arn:aws:iam::${account}:role/hlz-operations/${zone}-teardown`,
          roleSessionName: 'hlz-teardown',
        },
      });
    expect(ringing(assumed('sandbox', '444455556666'), SANDBOX)).toEqual(['teardown-role-used']);
    expect(ringing(assumed('mercy', '111122223333'))).toEqual([]);
  });
});

describe('our own alarms are silent about', () => {
  it.each([
    ['a role that a deploy tags', event('iam', 'TagRole', DEPLOY)],
    ['a role that a deploy makes', event('iam', 'CreateRole', DEPLOY)],
    [
      'a mapping that a deploy changes',
      event('lambda', 'UpdateEventSourceMapping20150331', DEPLOY),
    ],
    ['code that a deploy brings', event('lambda', 'UpdateFunctionCode20150331v2', DEPLOY)],
    ['reading a function', event('lambda', 'GetFunction20150331v2')],
    ['reading a role', event('iam', 'GetRole')],
    ['a user pool that a deploy changes', event('cognito-idp', 'UpdateUserPool', DEPLOY)],
    ['a second factor that a person sets', event('cognito-idp', 'SetUserMFAPreference')],
    ['somebody who signs in', event('cognito-idp', 'InitiateAuth', { type: 'Unknown' })],
    ['an account that is made', event('cognito-idp', 'AdminCreateUser')],
    ['a table that a deploy changes', event('dynamodb', 'UpdateTable', DEPLOY)],
    ['an item', event('dynamodb', 'PutItem')],
    ['an item of another table', event('dynamodb', 'PutItem', PERSON, onTables('orders'))],
    [
      'an item of the ledger',
      event('dynamodb', 'PutItem', PERSON, onTables('hlz-mercy-ledger-TablesIndex8D5E0A3F-1A2B3C')),
    ],
    [
      'an item of the directory of another zone',
      event('dynamodb', 'PutItem', PERSON, onTables('hlz-other-identity-TablesDirectory-1')),
    ],
    [
      'items that functions write',
      event('dynamodb', 'UpdateItem', FUNCTION, onTables(DIRECTORY, CARE_TEAMS)),
    ],
    [
      'what DynamoDB deletes when it has expired',
      event(
        'dynamodb',
        'DeleteItem',
        { type: 'AWSService', invokedBy: 'dynamodb.amazonaws.com' },
        onTables(DIRECTORY),
      ),
    ],
    [
      'an item of the directory that is read',
      event('dynamodb', 'GetItem', PERSON, onTables(DIRECTORY)),
    ],
    ['items that are read', event('dynamodb', 'BatchGetItem', PERSON, onTables(DIRECTORY))],
    ['a query of the directory', event('dynamodb', 'Query', PERSON, onTables(DIRECTORY))],
    ['items read together', event('dynamodb', 'TransactGetItems', PERSON, onTables(DIRECTORY))],
    ['a restore test', event('backup', 'StartRestoreJob', RESTORE_TEST)],
    [
      'a database that a restore test makes',
      event('rds', 'RestoreDBInstanceFromDBSnapshot', BACKUP),
    ],
    ['a copy that a plan makes', event('rds', 'CopyDBSnapshot', BACKUP)],
    ['a database that a deploy restores', event('rds', 'RestoreDBInstanceFromDBSnapshot', DEPLOY)],
    ['a snapshot', event('rds', 'CreateDBSnapshot')],
    ['an export of something else', event('discovery', 'StartExportTask')],
    [
      'a password that RDS rotates',
      event('secretsmanager', 'GetSecretValue', SERVICE, secret(PASSWORD)),
    ],
    [
      'a password that a deploy reads',
      event('secretsmanager', 'GetSecretValue', DEPLOY, secret(PASSWORD)),
    ],
    [
      'a password that is written',
      event('secretsmanager', 'PutSecretValue', PERSON, secret(PASSWORD)),
    ],
    [
      'a secret of an application',
      event('secretsmanager', 'GetSecretValue', PERSON, secret(`${SECRETS}:application-rds!-1`)),
    ],
    [
      'a description of the secret of a database',
      event('secretsmanager', 'DescribeSecret', PERSON, secret(PASSWORD)),
    ],
    [
      'a PHI bucket that a deploy changes',
      event('s3', 'PutBucketVersioning', DEPLOY, inBucket(PHI)),
    ],
    [
      'a PHI bucket that GuardDuty asks for news',
      event('s3', 'PutBucketNotification', GUARDDUTY, inBucket(PHI)),
    ],
    [
      'a PHI bucket that AWS Backup asks for news',
      event('s3', 'PutBucketNotification', BACKUP, inBucket(PHI)),
    ],
    ['reading a PHI bucket', event('s3', 'GetBucketPolicy', PERSON, inBucket(PHI))],
    [
      'a version that is read',
      event('s3', 'GetObject', PERSON, inBucket(PHI, { key: 'a', versionId: 'x' })),
    ],
    ['an object under a marker', event('s3', 'DeleteObject', PERSON, inBucket(PHI, { key: 'a' }))],
    [
      'a deleted version elsewhere',
      event('s3', 'DeleteObject', PERSON, inBucket('reports', { key: 'a', versionId: 'x' })),
    ],
    ['a database that a deploy changes', event('rds', 'ModifyDBInstance', DEPLOY)],
    [
      'a rule that GuardDuty takes away',
      event('events', 'DeleteRule', GUARDDUTY, rule({ name: SCAN_RULE })),
    ],
    [
      'a rule that AWS Backup switches off',
      event('events', 'DisableRule', BACKUP, rule({ name: BACKUP_RULE })),
    ],
    ['a rule of a workload', event('events', 'DisableRule', PERSON, rule({ name: 'nightly' }))],
    ['a rule that is made', event('events', 'PutRule', PERSON, rule({ name: SCAN_RULE }))],
    ['a grant that a service makes', event('kms', 'CreateGrant', SERVICE)],
    ['use of a key', event('kms', 'Decrypt')],
    ['a backup', event('backup', 'StartBackupJob', SERVICE)],
    ['a selection that a deploy makes', event('backup', 'CreateBackupSelection', DEPLOY)],
    ['another bucket', event('s3', 'PutBucketVersioning', PERSON, inBucket('hlz-other-data-phi'))],
    [
      'reading an archive',
      event('s3', 'GetObject', PERSON, inBucket('hlz-mercy-archive-archive-1')),
    ],
    [
      'what AWS delivers',
      event('s3', 'PutObject', { type: 'AWSService' }, inBucket('hlz-mercy-archive-landing-1')),
    ],
    ['an alarm that a deploy changes', event('monitoring', 'DeleteAlarms', DEPLOY)],
    [
      'alarms of auto scaling',
      event('monitoring', 'PutMetricAlarm', AUTO_SCALING, {
        requestParameters: { alarmName: 'TargetTracking-table' },
      }),
    ],
  ])('%s', (_, happened) => {
    expect(ringing(happened)).toEqual([]);
  });
});

describe('where there is a second Region', () => {
  it.each([
    ['a role', event('iam', 'CreateRole', DEPLOY_THERE)],
    ['versions of a replica', event('s3', 'PutBucketVersioning', DEPLOY_THERE, inBucket(REPLICA))],
    ['a role of the first one', event('iam', 'CreateRole', DEPLOY)],
  ])('a deploy may make %s there', (_, happened) => {
    expect(ringing(happened, TWO_REGIONS)).toEqual([]);
  });

  it('nobody else may', () => {
    const elsewhere = session('/cdk-hlz-cfn-exec-role-111122223333-eu-west-1');
    for (const who of [PERSON, USER, elsewhere]) {
      expect(ringing(event('iam', 'CreateRole', who), TWO_REGIONS)).toEqual([
        'role-changed-by-hand',
      ]);
    }
  });
});

it('Macie may try a key that is not for it, which only the benchmark counts', () => {
  expect(ringing(event('kms', 'Decrypt', MACIE, DENIED))).toEqual(['unauthorized-calls']);
});

describe('every alarm', () => {
  it('has one filter, on the log group of the trail, that counts one an event', () => {
    const filters = resources(TEMPLATE, 'AWS::Logs::MetricFilter');
    expect(filters).toHaveLength(PRODUCTION.size);
    for (const [, filter] of filters) {
      expect(filter).toMatchObject({
        LogGroupName: { Ref: expect.stringMatching(/^TrailLogs/) as unknown },
        MetricTransformations: [{ MetricNamespace: 'hlz/mercy', MetricValue: '1' }],
      });
    }
    expect([...PRODUCTION.values()].map(({ patterns }) => patterns.length)).toEqual(
      Array.from({ length: PRODUCTION.size }, () => 1),
    );
  });

  it('tells the security topic when it rings once in five minutes, and is silent without events', () => {
    for (const [, alarm] of resources(TEMPLATE, 'AWS::CloudWatch::Alarm')) {
      expect(alarm).toMatchObject({
        AlarmActions: [{ 'Fn::ImportValue': expect.stringMatching(/RefSecurityTopic/) as unknown }],
        Statistic: 'Sum',
        Period: 300,
        EvaluationPeriods: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
      });
    }
  });

  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
  it('stays within the quotas of CloudWatch Logs, also with the longest names', () => {
    const config = withSecondRegion(shippedConfig('sandbox'), 'us-gov-east-1');
    const alarms = alarmsOf({ ...config, name: 'n'.repeat(16), region: 'us-gov-west-1' });
    expect(alarms.size).toBeLessThanOrEqual(100);
    for (const [name, { patterns }] of alarms) {
      const tooLong = patterns.filter(({ length }) => length > 1024);
      expect({ name, tooLong }).toEqual({ name, tooLong: [] });
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
      for (const pattern of patterns)
        expect(pattern.split('[*]').length - 1).toBeLessThanOrEqual(3);
    }
  });
});

describe('the runbook', () => {
  const sections = readFileSync(join(ROOT, 'docs/runbooks/security-alarms.md'), 'utf8')
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.split('\n')[0] ?? '', section] as const);

  it('has a section for each alarm, and for no other', () => {
    const anchors = [...SANDBOX.values()].map(
      ({ AlarmDescription: text }) => /security-alarms\.md#([a-z-]+)$/.exec(text)?.[1] ?? '',
    );
    expect(sections.map(([title]) => title).toSorted()).toEqual(anchors.toSorted());
    expect([...SANDBOX.keys()].toSorted()).toEqual(anchors.toSorted());
    for (const name of PRODUCTION.keys()) expect(anchors).toContain(name);
  });

  it.each(sections)('%s says what to ask, to do and to write down', (_, section) => {
    for (const part of ['**Ask**', '**Do**', '**Write down**']) expect(section).toContain(part);
  });
});
