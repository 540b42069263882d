import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket, LifecycleRule } from 'aws-cdk-lib/aws-s3';
import { CfnBucket, StorageClass } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from '../../compliance/acknowledge';
import type { ZoneConfig } from '../../config/schema';
import {
  denyCustomerProvidedKeys,
  denyOtherEncryption,
  denyReplicationInto,
} from '../archive/bucket-denials';
import type { PhiReplication } from './phi-replication';
import { ZoneBucket } from '../base/zone-bucket';

export interface PhiBucketProps {
  readonly config: ZoneConfig;
  readonly key: IKey;
  readonly accessLogs: IBucket;
  /** @default - none, where config asks for no second Region */
  readonly replication?: PhiReplication;
}

/** The bucket for PHI. Current objects stay; who deletes them, and when, is for their owner to decide. */
export class PhiBucket extends ZoneBucket {
  constructor(scope: Construct, id: string, props: PhiBucketProps) {
    const { config, key, accessLogs, replication } = props;
    super(scope, id, {
      config,
      retentionClass: 'phi',
      encryptionKey: key,
      accessLogs,
      lifecycleRules: phiLifecycle(config),
      ...(replication === undefined
        ? {}
        : { replicationRole: replication.role, replicationRules: replication.rules() }),
    });
    if (this.node.defaultChild instanceof CfnBucket) {
      // Not `eventBridgeEnabled`, for which CDK adds a function of its own. GuardDuty and AWS Backup
      // hear of new objects this way, and so can workloads.
      this.node.defaultChild.notificationConfiguration = {
        eventBridgeConfiguration: { eventBridgeEnabled: true },
      };
    }
    this.addToResourcePolicy(denyCustomerProvidedKeys(this));
    this.addToResourcePolicy(denyOtherEncryption(this, key));
    this.addToResourcePolicy(denyReplicationInto(this));
    if (replication === undefined) this.acknowledgeOneRegion();
    else replication.allowSource(this);
  }

  private acknowledgeOneRegion(): void {
    acknowledge(this, {
      rules: [
        'HIPAA.Security-S3BucketReplicationEnabled',
        'NIST.800.53.R5-S3BucketReplicationEnabled',
      ],
      reason:
        'Config asks for no second Region (disasterRecovery.secondRegion: none), and a replica in the same one would be lost with it. Every version is backed up continuously into the locked vault.',
      citation: '45 CFR 164.308(a)(7)(ii)(A)',
      review: '2027-11-22',
    });
  }
}

/** Life cycle of PHI and of its replica: cheaper with age, and what was overwritten ends. */
export function phiLifecycle({ phiBucket }: Pick<ZoneConfig, 'phiBucket'>): LifecycleRule[] {
  return [
    {
      id: 'CoolDown',
      transitions: [
        {
          storageClass: StorageClass.INFREQUENT_ACCESS,
          transitionAfter: Duration.days(phiBucket.infrequentAccessDays),
        },
      ],
    },
    {
      id: 'ExpireOverwritten',
      noncurrentVersionExpiration: Duration.days(phiBucket.noncurrentDays),
    },
  ];
}
