import { Duration, Tags } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { BucketProps, IBucket } from 'aws-cdk-lib/aws-s3';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { RetentionClass } from '../../compliance/reading/tags';
import { RETENTION_CLASS_TAG } from '../../compliance/reading/tags';
import type { ZoneConfig } from '../../config/schema';
import { removalPolicy } from './removal-policy';
import { deliveryPrefix } from './log-delivery';

/** What a bucket may choose; the rest is the same for all. */
export interface ZoneBucketProps extends Pick<
  BucketProps,
  | 'bucketName'
  | 'lifecycleRules'
  | 'objectLockDefaultRetention'
  | 'replicationRole'
  | 'replicationRules'
> {
  readonly config: ZoneConfig;
  /** How strictly it is kept; rules hold each class to its own demands. */
  readonly retentionClass: RetentionClass;
  /**
   * Key of the bucket, with a bucket key.
   *
   * @default - SSE-S3, for the one bucket to which AWS delivers with nothing else
   */
  readonly encryptionKey?: IKey;
  /**
   * Bucket that takes the server access logs.
   *
   * @default - none, for the bucket that is itself the target
   */
  readonly accessLogs?: IBucket;
}

/** A private, versioned, encrypted bucket that answers to TLS 1.2 and later only. */
export class ZoneBucket extends Bucket {
  constructor(scope: Construct, id: string, props: ZoneBucketProps) {
    const {
      config,
      retentionClass,
      encryptionKey,
      accessLogs,
      lifecycleRules = [],
      ...chosen
    } = props;
    super(scope, id, {
      ...chosen,
      ...(encryptionKey === undefined
        ? { encryption: BucketEncryption.S3_MANAGED }
        : { encryption: BucketEncryption.KMS, encryptionKey, bucketKeyEnabled: true }),
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      lifecycleRules: [
        { id: 'AbortIncompleteUploads', abortIncompleteMultipartUploadAfter: Duration.days(7) },
        ...lifecycleRules,
      ],
      removalPolicy: removalPolicy(config),
    });
    Tags.of(this).add(RETENTION_CLASS_TAG, retentionClass);
    if (accessLogs !== undefined && this.node.defaultChild instanceof CfnBucket) {
      // Not `serverAccessLogsBucket`: it would add this bucket's ARN to the policy of the target,
      // which is a cycle when the two are in different stacks. The target trusts the account instead.
      this.node.defaultChild.loggingConfiguration = {
        destinationBucketName: accessLogs.bucketName,
        logFilePrefix: `${deliveryPrefix('logging.s3.amazonaws.com')}/${id.toLowerCase()}/`,
      };
    }
  }
}
