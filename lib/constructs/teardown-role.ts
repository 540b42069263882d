import * as iam from 'aws-cdk-lib/aws-iam';
import type { IBackupVault } from 'aws-cdk-lib/aws-backup';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledge } from '../compliance/acknowledge';
import type { ZoneConfig } from '../config/schema';
import { OPERATIONS_ROLE_PATH, teardownRoleName, zoneArn } from '../names';
import { ZoneRole } from './zone-role';

export interface TeardownRoleProps {
  readonly config: ZoneConfig;
  readonly buckets: readonly IBucket[];
  readonly vault: IBackupVault;
}

/** The one role that may empty a sandbox, for `hlz teardown`. A production zone has none. */
export class TeardownRole extends ZoneRole {
  constructor(scope: Construct, id: string, { config, buckets, vault }: TeardownRoleProps) {
    const recoveryPoints = [
      zoneArn(config, 'backup', 'recovery-point:*'),
      zoneArn(config, 'rds', 'snapshot:awsbackup:*'),
    ];
    super(scope, id, {
      path: OPERATIONS_ROLE_PATH,
      roleName: teardownRoleName(config),
      assumedBy: new iam.AccountRootPrincipal(),
      description: 'Empties the buckets and the backup vault of this sandbox',
      statements: [
        new iam.PolicyStatement({
          sid: 'ListVersions',
          actions: ['s3:ListBucketVersions', 's3:GetBucketObjectLockConfiguration'],
          resources: buckets.map(({ bucketArn }) => bucketArn),
        }),
        new iam.PolicyStatement({
          sid: 'DeleteVersions',
          actions: ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:BypassGovernanceRetention'],
          resources: buckets.map((bucket) => bucket.arnForObjects('*')),
        }),
        new iam.PolicyStatement({
          sid: 'EmptyTheVault',
          actions: [
            'backup:ListRecoveryPointsByBackupVault',
            'backup:DeleteBackupVaultLockConfiguration',
          ],
          resources: [vault.backupVaultArn],
        }),
        new iam.PolicyStatement({
          sid: 'DeleteRecoveryPoints',
          actions: ['backup:DeleteRecoveryPoint'],
          resources: recoveryPoints,
        }),
      ],
    });
    const { resolve } = Stack.of(this);
    void resolve;
    for (const finding of [...recoveryPoints]) {
      acknowledge(this.policy, {
        rules: ['AwsSolutions-IAM5'],
        finding: `Resource::${finding}`,
        kind: 'sandbox',
        reason:
          'Emptying a sandbox means deleting every object and recovery point of it, whose names nobody knows beforehand.',
        citation: '45 CFR 164.310(d)(2)(i)',
        review: '2027-11-22',
      });
    }
  }
}
