import * as iam from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ZoneConfig } from '../../config/schema';
import { trailName, zoneArn } from '../../names';

/** Which bucket takes a delivery. */
export type DeliveryBucket = 'archive' | 'landing' | 'access-logs';

/** An AWS service that writes into a bucket of ours, with what its documentation asks for. */
export interface LogDelivery {
  readonly bucket: DeliveryBucket;
  /** Folder of the bucket; no two writers share one. */
  readonly prefix: string;
  readonly principal: string;
  /** Ids of its two statements: those that AWS's own documentation gives them, where it does. */
  readonly sids: { readonly look: string; readonly deliver: string };
  /** What it asks of the bucket before it writes. */
  readonly bucketActions: readonly string[];
  /** Below its folder, where it writes. */
  readonly objects: (config: ZoneConfig) => string;
  /** Ties the service to this account. */
  readonly source: (config: ZoneConfig) => iam.Conditions;
  /** Whether it writes `x-amz-acl: bucket-owner-full-control`, which the policy then requires. */
  readonly writesAcl: boolean;
  readonly page: string;
}

/**
 * Who writes what where. Config and server access logs cannot be delivered into a bucket with
 * Object Lock, and access logs into none with a CMK: they land elsewhere and are replicated.
 */
export const LOG_DELIVERIES: readonly LogDelivery[] = [
  {
    bucket: 'archive',
    prefix: 'cloudtrail',
    principal: 'cloudtrail.amazonaws.com',
    sids: { look: 'AWSCloudTrailAclCheck', deliver: 'AWSCloudTrailWrite' },
    objects: ({ account }) => `AWSLogs/${account}/*`,
    bucketActions: ['s3:GetBucketAcl'],
    source: (config) => ({
      StringEquals: {
        'aws:SourceArn': zoneArn(config, 'cloudtrail', `trail/${trailName(config)}`),
      },
    }),
    writesAcl: true,
    page: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html',
  },
  {
    bucket: 'landing',
    prefix: 'flow-logs',
    principal: 'delivery.logs.amazonaws.com',
    // To the letter: CreateFlowLogs adds AWS's statements to the policy when it does not find them.
    sids: { look: 'AWSLogDeliveryAclCheck', deliver: 'AWSLogDeliveryWrite' },
    objects: ({ account }) => `AWSLogs/${account}/*`,
    bucketActions: ['s3:GetBucketAcl'],
    source: (config) => ({
      StringEquals: { 'aws:SourceAccount': config.account },
      ArnLike: { 'aws:SourceArn': zoneArn(config, 'logs', '*') },
    }),
    writesAcl: true,
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html',
  },
  {
    bucket: 'landing',
    prefix: 'config',
    principal: 'config.amazonaws.com',
    sids: { look: 'AWSConfigBucketPermissionsCheck', deliver: 'AWSConfigBucketDelivery' },
    objects: ({ account }) => `AWSLogs/${account}/Config/*`,
    bucketActions: ['s3:GetBucketAcl', 's3:ListBucket'],
    source: ({ account }) => ({ StringEquals: { 'aws:SourceAccount': account } }),
    writesAcl: true,
    page: 'https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html',
  },
  {
    bucket: 'access-logs',
    prefix: 's3-access-logs',
    principal: 'logging.s3.amazonaws.com',
    sids: { look: '', deliver: 'S3ServerAccessLogsPolicy' },
    objects: () => '*',
    bucketActions: [],
    source: ({ account }) => ({ StringEquals: { 'aws:SourceAccount': account } }),
    writesAcl: false,
    page: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html',
  },
];

/** Where a writer puts its objects. */
export function deliveryPrefix(principal: string): string {
  const delivery = LOG_DELIVERIES.find((entry) => entry.principal === principal);
  if (delivery === undefined) throw new Error(`${principal} delivers into no bucket of the zone`);
  return delivery.prefix;
}

/** Folders of a bucket, one a writer. */
export function deliveryFolders(bucket: DeliveryBucket): readonly string[] {
  return LOG_DELIVERIES.filter((entry) => entry.bucket === bucket).map(({ prefix }) => prefix);
}

/** Lets every writer of a bucket deliver into it, and nothing more. */
export function allowDeliveries(bucket: IBucket, role: DeliveryBucket, config: ZoneConfig): void {
  for (const delivery of LOG_DELIVERIES.filter((entry) => entry.bucket === role)) {
    const principals = [new iam.ServicePrincipal(delivery.principal)];
    const source = delivery.source(config);
    if (delivery.bucketActions.length > 0) {
      bucket.addToResourcePolicy(
        new iam.PolicyStatement({
          sid: delivery.sids.look,
          principals,
          actions: [...delivery.bucketActions],
          resources: [bucket.bucketArn],
          conditions: source,
        }),
      );
    }
    bucket.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: delivery.sids.deliver,
        principals,
        actions: ['s3:PutObject'],
        resources: [bucket.arnForObjects(`${delivery.prefix}/${delivery.objects(config)}`)],
        conditions: delivery.writesAcl ? withAcl(source) : source,
      }),
    );
  }
}

function withAcl(source: iam.Conditions): iam.Conditions {
  const equals: unknown = source['StringEquals'];
  return {
    ...source,
    StringEquals: {
      ...(typeof equals === 'object' ? equals : {}),
      's3:x-amz-acl': 'bucket-owner-full-control',
    },
  };
}
