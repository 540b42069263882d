import * as iam from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { acknowledge } from '../../compliance/acknowledge';
import type { ZoneConfig } from '../../config/schema';
import { SERVICE_ROLE_PATH } from '../../names';
import { phiLifecycle } from './phi-bucket';
import { denyUncleanRead } from './scanned-objects';
import { replicaBucketName, replicationRoleName } from '../base/second-region';
import { ZoneBucket } from '../base/zone-bucket';
import { ZoneRole } from '../base/zone-role';

export interface PhiReplicaProps {
  /** As the second Region sees it. */
  readonly config: ZoneConfig;
  /** Key of this Region. */
  readonly key: IKey;
}

/**
 * Replica of the PHI bucket, and the role that fills it. Replication brings objects and their tags;
 * nobody else writes, until the loss of the first Region makes this the original.
 */
export class PhiReplica extends Construct {
  readonly bucket: ZoneBucket;

  constructor(scope: Construct, id: string, { config, key }: PhiReplicaProps) {
    super(scope, id);
    this.bucket = new ZoneBucket(this, 'Bucket', {
      config,
      retentionClass: 'phi',
      encryptionKey: key,
      // The first Region knows it by its name.
      bucketName: replicaBucketName(config),
      lifecycleRules: phiLifecycle(config),
    });
    const role = new ZoneRole(this, 'Role', {
      path: SERVICE_ROLE_PATH,
      roleName: replicationRoleName(config),
      // Without a condition on the source, for the reason that ArchiveReplication gives.
      assumedBy: new iam.ServicePrincipal('s3.amazonaws.com'),
      description: 'Replicates PHI into the second Region',
      statements: [
        new iam.PolicyStatement({
          sid: 'EncryptReplicas',
          actions: ['kms:Encrypt', 'kms:GenerateDataKey'],
          resources: [key.keyArn],
          conditions: { StringEquals: { 'kms:ViaService': `s3.${config.region}.amazonaws.com` } },
        }),
      ],
    });
    for (const statement of [
      allowReplication(this.bucket, role),
      denyPutByOthers(this.bucket),
      ...(config.phiBucket.malwareProtection ? [denyUncleanRead(this.bucket)] : []),
    ]) {
      this.bucket.addToResourcePolicy(statement);
    }
    acknowledgeEnd(this.bucket);
  }
}

function allowReplication(bucket: ZoneBucket, role: iam.IRole): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'ReplicationWrites',
    principals: [role],
    actions: ['s3:ReplicateObject', 's3:ReplicateTags'],
    resources: [bucket.arnForObjects('*')],
  });
}

/** Everybody but replication, which is none of these actions. */
function denyPutByOthers(bucket: ZoneBucket): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyPutByOthers',
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: ['s3:PutObject', 's3:PutObjectTagging', 's3:PutObjectVersionTagging'],
    resources: [bucket.arnForObjects('*')],
  });
}

function acknowledgeEnd(bucket: ZoneBucket): void {
  acknowledge(bucket, {
    rules: ['LandingZone-BackupSelected'],
    reason:
      'This is itself a copy. The bucket that it replicates is backed up, and its recovery points are copied into the vault of this Region.',
    citation: '45 CFR 164.308(a)(7)(ii)(A)',
    review: '2027-11-22',
  });
  acknowledge(bucket, {
    rules: [
      'HIPAA.Security-S3BucketReplicationEnabled',
      'NIST.800.53.R5-S3BucketReplicationEnabled',
    ],
    reason:
      'This is itself the replica of the PHI bucket: a copy of the copy would need the same rule again.',
    citation: '45 CFR 164.308(a)(7)(ii)(A)',
    review: '2027-11-22',
  });
  acknowledge(bucket, {
    rules: [
      'HIPAA.Security-S3BucketLoggingEnabled',
      'NIST.800.53.R5-S3BucketLoggingEnabled',
      'AwsSolutions-S1',
    ],
    reason:
      'S3 delivers access logs within a Region, and the write-once archive is in the other one. Nobody reads a replica in daily work; who does is for the trail of all Regions to record, as data events.',
    citation:
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html',
    review: '2027-11-22',
  });
}
