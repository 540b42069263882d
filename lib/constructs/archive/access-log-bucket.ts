import type { Construct } from 'constructs';
import { acknowledge } from '../../compliance/acknowledge';
import type { ZoneConfig } from '../../config/schema';
import type { ArchiveReplication } from './archive-replication';
import { expireAfter } from './landing-bucket';
import { allowDeliveries, deliveryFolders } from '../base/log-delivery';
import { ZoneBucket } from '../base/zone-bucket';

export interface AccessLogBucketProps {
  readonly config: ZoneConfig;
  readonly replication: ArchiveReplication;
}

/**
 * Takes the server access logs of every bucket. S3 delivers them only into a bucket with SSE-S3 and
 * without a default retention; the archive gets a replica.
 */
export class AccessLogBucket extends ZoneBucket {
  constructor(scope: Construct, id: string, props: AccessLogBucketProps) {
    const { config, replication } = props;
    super(scope, id, {
      config,
      retentionClass: 'operational',
      replicationRole: replication.role,
      replicationRules: replication.rules(deliveryFolders('access-logs'), { encrypted: false }),
      lifecycleRules: [expireAfter(config.retention.landingDays)],
    });
    replication.allowSource(this);
    allowDeliveries(this, 'access-logs', config);
    acknowledge(this, {
      rules: ['HIPAA.Security-S3DefaultEncryptionKMS', 'NIST.800.53.R5-S3DefaultEncryptionKMS'],
      reason:
        'S3 delivers server access logs only into a bucket whose default encryption is SSE-S3, and a replica keeps the encryption of its source. The logs name requests and object keys, which are to be opaque ids (docs/architecture.md).',
      citation:
        'https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html',
      review: '2027-11-22',
    });
  }
}
