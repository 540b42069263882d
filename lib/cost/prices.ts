/**
 * List prices of what a zone is billed for, in us-east-1, in USD, without free tier, discount and
 * tax. Every price says where AWS publishes it and whether anybody has looked.
 */

/** Region of the prices. Others differ, most are dearer. */
export const PRICE_REGION = 'us-east-1';

/** Hours of an average month: how AWS's own calculator counts. */
export const HOURS_A_MONTH = 730;

/** What somebody saw on the page, and when he looked. */
export interface Seen {
  /** ISO date. */
  readonly date: string;
  readonly what: string;
}

export interface Price {
  /** What is billed, as the table of an estimate names it. */
  readonly item: string;
  /** What one quantity is. */
  readonly unit: string;
  readonly usd: number;
  /** Page of AWS to check it on. */
  readonly source: string;
  /** `unverified`: from memory. */
  readonly checked: 'unverified' | Seen;
}

const PRIVATELINK = 'https://aws.amazon.com/privatelink/pricing/';
const VPC = 'https://aws.amazon.com/vpc/pricing/';
const KINESIS = 'https://aws.amazon.com/kinesis/data-streams/pricing/';
const KMS = 'https://aws.amazon.com/kms/pricing/';
const S3 = 'https://aws.amazon.com/s3/pricing/';
const CLOUDWATCH = 'https://aws.amazon.com/cloudwatch/pricing/';
const LAMBDA = 'https://aws.amazon.com/lambda/pricing/';

/** Billed while nothing happens. */
export const FIXED_PRICES = {
  kmsKey: {
    item: 'KMS key',
    unit: 'key-month',
    usd: 1,
    source: KMS,
    checked: {
      date: '2026-11-22',
      what: 'An undated copy of the page: $1/month for each key, multi-Region primaries and replicas alike; none while scheduled for deletion.',
    },
  },
  interfaceEndpoint: {
    item: 'Interface endpoint',
    unit: 'AZ-hour',
    usd: 0.01,
    source: PRIVATELINK,
    checked: 'unverified',
  },
  shard: {
    item: 'Kinesis shard',
    unit: 'shard-hour',
    usd: 0.015,
    source: KINESIS,
    checked: 'unverified',
  },
  extendedRetention: {
    item: 'Kinesis retention from 24 hours to 7 days',
    unit: 'shard-hour',
    usd: 0.02,
    source: KINESIS,
    checked: 'unverified',
  },
  natGateway: {
    item: 'NAT gateway',
    unit: 'hour',
    usd: 0.045,
    source: VPC,
    checked: 'unverified',
  },
  publicAddress: {
    item: 'Public IPv4 address',
    unit: 'hour',
    usd: 0.005,
    source: VPC,
    checked: 'unverified',
  },
} as const satisfies Readonly<Record<string, Price>>;

export type FixedPriceId = keyof typeof FIXED_PRICES;

/** Billed by use. An estimate of an idle zone has none of it. */
export const USAGE_PRICES = {
  kmsRequests: usage('KMS requests, symmetric', '10,000', 0.03, KMS),
  putUnits: usage('Kinesis PUT payload units of 25 KB', 'million', 0.014, KINESIS),
  s3Standard: usage('S3 Standard', 'GB-month', 0.023, S3),
  s3InstantRetrieval: usage('S3 Glacier Instant Retrieval', 'GB-month', 0.004, S3),
  s3Put: usage('S3 PUT and replication PUT', '1,000', 0.005, S3),
  s3Transition: usage('S3 transition to Glacier Instant Retrieval', '1,000', 0.02, S3),
  logs: usage('CloudWatch Logs ingestion', 'GB', 0.5, CLOUDWATCH),
  flowLogs: usage('VPC flow logs delivered to S3', 'GB', 0.25, CLOUDWATCH),
  metric: usage('S3 replication metric, while it reports', 'metric-month', 0.3, CLOUDWATCH),
  lambdaRequests: usage('Lambda requests', 'million', 0.2, LAMBDA),
  lambdaTime: usage('Lambda time, arm64', 'GB-second', 0.000_013_333_4, LAMBDA),
  endpointData: usage('Data through interface endpoints', 'GB', 0.01, PRIVATELINK),
  natData: usage('Data through NAT gateways', 'GB', 0.045, VPC),
  mail: usage('SNS e-mails', '100,000', 2, 'https://aws.amazon.com/sns/pricing/'),
} as const satisfies Readonly<Record<string, Price>>;

/** A price from memory. */
function usage(item: string, unit: string, usd: number, source: string): Price {
  return { item, unit, usd, source, checked: 'unverified' };
}
