import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Profile, ZoneConfig } from '../../lib/config/schema';
import { counts } from '../support/filter-pattern';
import { governanceOf } from '../support/governance';
import { resources } from '../support/statements';
import { ROOT, shippedConfig } from '../support/zone';

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
function alarmsOf(config: ZoneConfig, template = governanceOf(config).template) {
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

const { template: TEMPLATE } = governanceOf(shippedConfig('production'));
const PRODUCTION = alarmsOf(shippedConfig('production'), TEMPLATE);
const SANDBOX = alarmsOf(shippedConfig('sandbox'));

/** Names of the alarms for which an event counts, whatever CloudWatch makes of a field that is not there. */
function ringing(event: unknown, profile: Profile = 'production'): readonly string[] {
  const alarms = profile === 'production' ? PRODUCTION : SANDBOX;
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

const DEPLOY = {
  type: 'AssumedRole',
  invokedBy: 'cloudformation.amazonaws.com',
  sessionContext: {
    sessionIssuer: { userName: 'cdk-hlz-cfn-exec-role-111122223333-us-east-1' },
  },
};
const PERSON = {
  type: 'AssumedRole',
  sessionContext: { sessionIssuer: { userName: 'AWSReservedSSO_Admin_0123456789abcdef' } },
};
const USER = { type: 'IAMUser', userName: 'somebody' };
const ROOT_USER = { type: 'Root' };
const SERVICE = { ...PERSON, invokedBy: 'rds.amazonaws.com' };
const AUTO_SCALING = {
  type: 'AssumedRole',
  sessionContext: { sessionIssuer: { userName: 'AWSServiceRoleForApplicationAutoScaling' } },
};

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
const inBucket = (bucketName: string): Readonly<Record<string, unknown>> => ({
  requestParameters: { bucketName },
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

  it('the role that empties a sandbox, which a production zone does not have', () => {
    const assumed = (zone: string, account: string): object =>
      event('sts', 'AssumeRole', PERSON, {
        requestParameters: {
          roleArn: `arn:aws:iam::${account}:role/hlz-operations/${zone}-teardown`,
          roleSessionName: 'hlz-teardown',
        },
      });
    expect(ringing(assumed('sandbox', '444455556666'), 'sandbox')).toEqual(['teardown-role-used']);
    expect(ringing(assumed('mercy', '111122223333'))).toEqual([]);
  });
});

describe('our own alarms are silent about', () => {
  it.each([
    ['a role that a deploy tags', event('iam', 'TagRole', DEPLOY)],
    ['a role that a deploy makes', event('iam', 'CreateRole', DEPLOY)],
    ['reading a role', event('iam', 'GetRole')],
    ['a grant that a service makes', event('kms', 'CreateGrant', SERVICE)],
    ['use of a key', event('kms', 'Decrypt')],
    ['a backup', event('backup', 'StartBackupJob', SERVICE)],
    ['a selection that a deploy makes', event('backup', 'CreateBackupSelection', DEPLOY)],
    ['another bucket', event('s3', 'PutBucketVersioning', PERSON, inBucket('hlz-mercy-data-phi'))],
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
    const config = shippedConfig('sandbox');
    const alarms = alarmsOf({ ...config, name: 'n'.repeat(16), region: 'us-gov-west-1' });
    expect(alarms.size).toBeLessThanOrEqual(100);
    for (const [name, { patterns }] of alarms) {
      const tooLong = patterns.filter(({ length }) => length > 1024);
      expect({ name, tooLong }).toEqual({ name, tooLong: [] });
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
