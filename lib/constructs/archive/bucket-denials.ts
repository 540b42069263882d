import * as iam from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { FunctionName, ZoneConfig } from '../../config/schema';
import { iamArn, WORKLOAD_ROLE_PATH, WORKLOAD_TAG } from '../../names';
import { exceptTeardown } from '../base/teardown-role';

/**
 * What nobody may do to a write-once bucket. Object Lock keeps a version; it does not keep a
 * delete marker from hiding it, nor an `If-None-Match` write from succeeding on top of a marker.
 */

/** Nobody deletes: neither a version, nor by laying a marker over it, nor past a governance lock. */
export function denyDelete(bucket: IBucket, config: ZoneConfig): iam.PolicyStatement {
  return deny('DenyDelete', {
    actions: ['s3:DeleteObject*', 's3:BypassGovernanceRetention'],
    resources: [bucket.arnForObjects('*')],
    conditions: exceptTeardown(config),
  });
}

/**
 * Life cycle and default retention are set when the bucket is made; a later life cycle could expire
 * what is kept, a later default could keep new objects for a day.
 */
export function denyConfigurationChange(bucket: IBucket, config: ZoneConfig): iam.PolicyStatement {
  return deny('DenyConfigurationChange', {
    actions: ['s3:PutLifecycleConfiguration', 's3:PutBucketObjectLockConfiguration'],
    resources: [bucket.bucketArn],
    conditions: exceptTeardown(config),
  });
}

/**
 * No writer gives an object of its own less time than the default. A write that names no time has
 * no such key, and gets the default.
 */
export function denyShorterRetention(
  bucket: IBucket,
  { retention }: ZoneConfig,
): iam.PolicyStatement {
  return deny('DenyShorterRetention', {
    actions: ['s3:PutObject', 's3:PutObjectRetention'],
    resources: [bucket.arnForObjects('*')],
    conditions: {
      // S3 counts whole days that remain: a day less than what was asked for a moment ago.
      NumericLessThan: { 's3:object-lock-remaining-retention-days': retention.auditDays - 1 },
    },
  });
}

/** Only AWS services write, and replication, which is not PutObject. */
export function denyPutByOthers(bucket: IBucket): iam.PolicyStatement {
  return deny('DenyPutByOthers', {
    actions: ['s3:PutObject'],
    resources: [bucket.arnForObjects('*')],
    conditions: { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } },
  });
}

/**
 * Every write says `If-None-Match: *`, so that no key is written twice. The parts of a multipart
 * upload and copies cannot say it, and are denied with the rest.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
 */
export function denyUnconditionalPut(bucket: IBucket): iam.PolicyStatement {
  return deny('DenyUnconditionalPut', {
    actions: ['s3:PutObject'],
    resources: [bucket.arnForObjects('*')],
    conditions: { Null: { 's3:if-none-match': 'true' } },
  });
}

/** Only workloads of the zone write: roles that nobody but a deploy makes (`bootstrap/`). */
export function denyPutByOthersThanWorkloads(
  bucket: IBucket,
  config: ZoneConfig,
): iam.PolicyStatement {
  return deny('DenyPutByOthersThanWorkloads', {
    actions: ['s3:PutObject'],
    resources: [bucket.arnForObjects('*')],
    conditions: {
      ArnNotLike: { 'aws:PrincipalArn': iamArn(config, `role${WORKLOAD_ROLE_PATH}*`) },
    },
  });
}

/**
 * Below these folders one workload alone writes, or a few. They are known by the tag of their roles,
 * since the policy stands in an earlier stack than these. A role without the tag is another one.
 *
 * @param workloads at least one
 * @param sid id of the statement
 */
export function denyPutExceptBy(
  workloads: readonly [FunctionName, ...FunctionName[]],
  sid: string,
  bucket: IBucket,
  folders: readonly string[],
): iam.PolicyStatement {
  return deny(sid, {
    actions: ['s3:PutObject'],
    resources: folders.map((folder) => bucket.arnForObjects(`${folder}*`)),
    conditions: { StringNotEquals: { [`aws:PrincipalTag/${WORKLOAD_TAG}`]: workloads } },
  });
}

/** Replication writes without conditions, and could bring markers. */
export function denyReplicationInto(bucket: IBucket): iam.PolicyStatement {
  return deny('DenyReplicationInto', {
    actions: ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'],
    resources: [bucket.arnForObjects('*')],
  });
}

/** Replicas come in, delete markers do not. */
export function denyReplicatedDelete(bucket: IBucket): iam.PolicyStatement {
  return deny('DenyReplicatedDelete', {
    actions: ['s3:ReplicateDelete'],
    resources: [bucket.arnForObjects('*')],
  });
}

/**
 * Nobody writes under a key that only he has (SSE-C), which Object Lock would keep unreadable. S3
 * blocks it by default in new buckets; whoever may set the encryption of a bucket could allow it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/blocking-unblocking-s3-c-encryption-gpb.html
 */
export function denyCustomerProvidedKeys(bucket: IBucket): iam.PolicyStatement {
  return deny('DenyCustomerProvidedKeys', {
    actions: ['s3:PutObject'],
    resources: [bucket.arnForObjects('*')],
    conditions: { Null: { 's3:x-amz-server-side-encryption-customer-algorithm': 'false' } },
  });
}

/**
 * Who may read, and until when, is what the key of the bucket says: nobody writes under another key,
 * or under none. A write that names no encryption gets this key; one that names it must give its ARN.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#require-sse-kms
 */
export function denyOtherEncryption(bucket: IBucket, key: IKey): iam.PolicyStatement {
  return deny('DenyOtherEncryption', {
    actions: ['s3:PutObject'],
    resources: [bucket.arnForObjects('*')],
    conditions: { Null: { 's3:x-amz-server-side-encryption': 'false' }, ...underAnotherKey(key) },
  });
}

/**
 * As `denyOtherEncryption`, but SSE-S3 may be named: CloudTrail writes its digests so, also where its
 * logs have a key. What S3 itself encrypts, no key that is lost makes unreadable.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html
 */
export function denyOtherKeys(bucket: IBucket, key: IKey): iam.PolicyStatement {
  return deny('DenyOtherKeys', {
    actions: ['s3:PutObject'],
    resources: [bucket.arnForObjects('*')],
    conditions: {
      Null: { 's3:x-amz-server-side-encryption-aws-kms-key-id': 'false' },
      ...underAnotherKey(key),
    },
  });
}

function underAnotherKey(key: IKey): iam.Conditions {
  return {
    StringNotEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': key.keyArn },
  };
}

function deny(
  sid: string,
  props: Required<Pick<iam.PolicyStatementProps, 'actions' | 'resources'>> &
    Pick<iam.PolicyStatementProps, 'conditions'>,
): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid,
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    ...props,
  });
}
