import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { StorageClass } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from '../../compliance/acknowledge';
import type { ZoneConfig } from '../../config/schema';
import {
  denyConfigurationChange,
  denyCustomerProvidedKeys,
  denyDelete,
  denyOtherKeys,
  denyPutByOthers,
  denyReplicatedDelete,
  denyShorterRetention,
} from './bucket-denials';
import { allowDeliveries } from '../base/log-delivery';
import { objectLock } from './object-lock';
import { ZoneBucket } from '../base/zone-bucket';

export interface ArchiveBucketProps {
  readonly config: ZoneConfig;
  readonly key: IKey;
}

/** Write-once archive: the trail, and replicas of what cannot be delivered into a locked bucket. */
export class ArchiveBucket extends ZoneBucket {
  constructor(scope: Construct, id: string, { config, key }: ArchiveBucketProps) {
    super(scope, id, {
      config,
      retentionClass: 'audit',
      encryptionKey: key,
      objectLockDefaultRetention: objectLock(config),
      lifecycleRules: [
        {
          id: 'CoolDown',
          transitions: [
            {
              storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL,
              transitionAfter: Duration.days(90),
            },
          ],
        },
      ],
    });
    allowDeliveries(this, 'archive', config);
    for (const statement of [
      denyDelete(this, config),
      denyConfigurationChange(this, config),
      denyShorterRetention(this, config),
      denyPutByOthers(this),
      denyCustomerProvidedKeys(this),
      denyOtherKeys(this, key),
      denyReplicatedDelete(this),
    ]) {
      this.addToResourcePolicy(statement);
    }
    acknowledge(this, {
      rules: [
        'HIPAA.Security-S3BucketReplicationEnabled',
        'NIST.800.53.R5-S3BucketReplicationEnabled',
      ],
      reason:
        'The archive is where replication ends: every other bucket of the zone replicates into it, and a copy of the copy would need the same rule again. Its objects are write-once in at least three Availability Zones.',
      citation: '45 CFR 164.308(a)(7)(ii)(A)',
      review: '2027-11-22',
    });
    acknowledge(this, {
      rules: [
        'HIPAA.Security-S3BucketLoggingEnabled',
        'NIST.800.53.R5-S3BucketLoggingEnabled',
        'AwsSolutions-S1',
      ],
      reason:
        'The access-log bucket replicates into the archive, and S3 accepts a replication rule only when its destination exists, and a log target only when it exists: the two cannot each be made first. Reads of the archive are for the trail to record, as data events.',
      citation: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketReplication.html',
      review: '2027-11-22',
    });
  }
}
