import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledge } from '../../compliance/acknowledge';
import type { ZoneConfig } from '../../config/schema';
import {
  iamArn,
  OPERATIONS_ROLE_PATH,
  partitionOf,
  teardownRoleArn,
  teardownRoleName,
  zoneArn,
} from '../../names';
import { ZoneRole } from './zone-role';

/** Condition of a denial: a sandbox can be torn down, by one role; a production zone has no such role. */
export function exceptTeardown(config: ZoneConfig): iam.Conditions {
  return config.profile === 'production'
    ? {}
    : { ArnNotEquals: { 'aws:PrincipalArn': teardownRoleArn(config) } };
}

export interface TeardownRoleProps {
  readonly config: ZoneConfig;
}

/**
 * The one role that may empty a sandbox, for `hlz teardown`. A production zone has none.
 *
 * It names buckets and recovery points by pattern and stands in the stack that is deleted last: a
 * role that referred to the buckets would go before them, and with it the way to empty what fills
 * up again meanwhile.
 */
export class TeardownRole extends ZoneRole {
  constructor(scope: Construct, id: string, { config }: TeardownRoleProps) {
    const buckets = `arn:${partitionOf(config.region)}:s3:::hlz-${config.name}-*`;
    const vault = zoneArn(config, 'backup', `backup-vault:hlz-${config.name}`);
    const recoveryPoints = [
      zoneArn(config, 'backup', 'recovery-point:*'),
      zoneArn(config, 'rds', 'snapshot:awsbackup:*'),
      zoneArn(config, 'dynamodb', `table/hlz-${config.name}-*/backup/*`),
    ];
    const inThisZone = {
      StringEquals: {
        'aws:ResourceAccount': config.account,
        'aws:RequestedRegion': config.region,
      },
    };
    super(scope, id, {
      path: OPERATIONS_ROLE_PATH,
      roleName: teardownRoleName(config),
      assumedBy: new iam.AccountRootPrincipal().withConditions({
        StringEquals: { 'sts:RoleSessionName': 'hlz-teardown' },
      }),
      description: 'Empties the buckets and the backup vault of this sandbox',
      statements: [
        new iam.PolicyStatement({
          sid: 'ListVersions',
          actions: ['s3:ListBucketVersions'],
          resources: [buckets],
          conditions: inThisZone,
        }),
        new iam.PolicyStatement({
          sid: 'DeleteVersions',
          actions: [
            's3:DeleteObject',
            's3:DeleteObjectVersion',
            's3:BypassGovernanceRetention',
            's3:GetObjectRetention',
            's3:GetObjectLegalHold',
          ],
          resources: [`${buckets}/*`],
          conditions: inThisZone,
        }),
        new iam.PolicyStatement({
          sid: 'FindTheVault',
          actions: ['backup:ListBackupVaults'],
          resources: ['*'],
        }),
        new iam.PolicyStatement({
          sid: 'UnlockTheVault',
          actions: [
            'backup:ListRecoveryPointsByBackupVault',
            'backup:DeleteBackupVaultLockConfiguration',
          ],
          resources: [vault],
        }),
        new iam.PolicyStatement({
          sid: 'DeleteRecoveryPoints',
          actions: ['backup:DeleteRecoveryPoint'],
          resources: recoveryPoints,
        }),
        // Without its service-linked role AWS Backup accepts a deletion and does not carry it out.
        new iam.PolicyStatement({
          sid: 'LetBackupDelete',
          actions: ['iam:CreateServiceLinkedRole'],
          resources: [
            iamArn(config, 'role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup'),
          ],
          conditions: { StringEquals: { 'iam:AWSServiceName': 'backup.amazonaws.com' } },
        }),
      ],
    });
    for (const resource of [buckets, `${buckets}/*`, '*', ...recoveryPoints]) {
      acknowledge(this.policy, {
        rules: ['AwsSolutions-IAM5'],
        finding: `Resource::${resource}`,
        kind: 'sandbox',
        reason:
          'Emptying a sandbox means deleting every object and recovery point in it, whose names nobody knows beforehand.',
        citation: '45 CFR 164.310(d)(2)(i)',
        review: '2027-11-22',
      });
    }
  }
}
