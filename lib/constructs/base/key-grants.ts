import type { ZoneConfig } from '../../config/schema';
import { trailName, zoneArn } from '../../names';

/** What a key protects. Each domain has its own key, so that one can be closed without the others. */
export type KeyDomain = 'phi' | 'audit' | 'logs' | 'messaging' | 'pseudonym' | 'checkpoint';

/** What an AWS service may do with a key, and for whom. */
export interface KeyGrant {
  readonly domain: KeyDomain;
  readonly sid: string;
  /** Service principal. */
  readonly principal: (config: ZoneConfig) => string;
  readonly actions: readonly string[];
  /**
   * Ties the service to this account: without it any account could use the service as its deputy. None
   * where the service sends nothing to tie it by; then what is encrypted with the key ties it.
   */
  readonly conditions: (config: ZoneConfig) => Readonly<Record<string, Record<string, string>>>;
  /** Page of AWS that asks for it. */
  readonly source: string;
}

const ENCRYPT_AND_DECRYPT = [
  'kms:Encrypt',
  'kms:Decrypt',
  'kms:ReEncrypt*',
  'kms:GenerateDataKey*',
  'kms:DescribeKey',
] as const;
const PUBLISH_ENCRYPTED = ['kms:Decrypt', 'kms:GenerateDataKey*'] as const;

/**
 * The service principals that CDK does not add. Without its row a log group fails to create, and a
 * trail, an alarm, a flow log or Config stays silent.
 *
 * Whom CDK needs not add: services that act with the caller's or their own role (S3, RDS, Kinesis,
 * Backup, Lambda) reach the key through IAM, to which the first statement of each key delegates.
 */
export const KEY_GRANTS: readonly KeyGrant[] = [
  {
    domain: 'logs',
    sid: 'CloudWatchLogs',
    principal: ({ region }) => `logs.${region}.amazonaws.com`,
    actions: ENCRYPT_AND_DECRYPT,
    conditions: (config) => ({
      ArnLike: { 'kms:EncryptionContext:aws:logs:arn': zoneArn(config, 'logs', 'log-group:*') },
    }),
    source:
      'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html#cmk-permissions',
  },
  {
    domain: 'logs',
    sid: 'FlowLogDelivery',
    principal: () => 'delivery.logs.amazonaws.com',
    actions: ENCRYPT_AND_DECRYPT,
    conditions: (config) => ({
      StringEquals: { 'aws:SourceAccount': config.account },
      ArnLike: { 'aws:SourceArn': zoneArn(config, 'logs', '*') },
    }),
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-cmk-policy.html',
  },
  {
    domain: 'logs',
    sid: 'ConfigDelivery',
    principal: () => 'config.amazonaws.com',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    conditions: ({ account }) => ({ StringEquals: { 'aws:SourceAccount': account } }),
    source: 'https://docs.aws.amazon.com/config/latest/developerguide/s3-kms-key-policy.html',
  },
  {
    domain: 'audit',
    sid: 'CloudTrailDelivery',
    principal: () => 'cloudtrail.amazonaws.com',
    // Decrypt since the archive has a bucket key, whose encryption context is the bucket and not
    // the trail: the trail's ARN as source is what ties it.
    actions: ['kms:GenerateDataKey*', 'kms:Decrypt', 'kms:DescribeKey'],
    conditions: (config) => ({
      StringEquals: {
        'aws:SourceArn': zoneArn(config, 'cloudtrail', `trail/${trailName(config)}`),
      },
    }),
    source:
      'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html',
  },
  {
    domain: 'messaging',
    sid: 'AlarmsPublish',
    principal: () => 'cloudwatch.amazonaws.com',
    actions: PUBLISH_ENCRYPTED,
    conditions: (config) => ({
      StringEquals: { 'aws:SourceAccount': config.account },
      ArnLike: { 'aws:SourceArn': zoneArn(config, 'cloudwatch', 'alarm:*') },
    }),
    source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html',
  },
  {
    domain: 'messaging',
    sid: 'TopicsReachTheFailureQueue',
    principal: () => 'sns.amazonaws.com',
    actions: PUBLISH_ENCRYPTED,
    conditions: (config) => ({
      StringEquals: { 'aws:SourceAccount': config.account },
      ArnLike: { 'aws:SourceArn': zoneArn(config, 'sns', '*') },
    }),
    source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-configure-dead-letter-queue.html',
  },
  {
    domain: 'messaging',
    sid: 'RulesReachTheFailureQueue',
    principal: () => 'events.amazonaws.com',
    actions: PUBLISH_ENCRYPTED,
    // It sends keys no source. The policy of the queue names the one rule that may send there.
    conditions: () => ({}),
    source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html',
  },
];
