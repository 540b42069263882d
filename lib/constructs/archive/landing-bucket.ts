import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import type { ArchiveReplication } from './archive-replication';
import { allowDeliveries, deliveryFolders } from '../base/log-delivery';
import { ZoneBucket } from '../base/zone-bucket';

export interface LandingBucketProps {
  readonly config: ZoneConfig;
  readonly key: IKey;
  readonly accessLogs: IBucket;
  readonly replication: ArchiveReplication;
}

/** Takes what AWS does not deliver into a locked bucket (Config, flow logs) and hands it to the archive. */
export class LandingBucket extends ZoneBucket {
  constructor(scope: Construct, id: string, props: LandingBucketProps) {
    const { config, key, accessLogs, replication } = props;
    super(scope, id, {
      config,
      retentionClass: 'operational',
      encryptionKey: key,
      accessLogs,
      replicationRole: replication.role,
      replicationRules: replication.rules(deliveryFolders('landing'), { encrypted: true }),
      lifecycleRules: [expireAfter(config.retention.landingDays)],
    });
    replication.allowSource(this);
    allowDeliveries(this, 'landing', config);
  }
}

/** What has been replicated need not stay. */
export function expireAfter(days: number): {
  readonly id: string;
  readonly expiration: Duration;
  readonly noncurrentVersionExpiration: Duration;
} {
  return {
    id: 'ExpireReplicated',
    expiration: Duration.days(days),
    noncurrentVersionExpiration: Duration.days(1),
  };
}
