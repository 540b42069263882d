import type { Price } from './price';
import { firstHand, infracost, PAGES, price, secondHand, transcript } from './price';

/** Day of the transcripts below. */
const OCTOBER = '2026-10-07';

/** Billed by use. An estimate of an idle zone has none of it. */
export const USAGE_PRICES = {
  kmsRequests: price(
    'KMS requests, symmetric',
    '10,000',
    0.03,
    PAGES.kms,
    infracost('$0.03 per 10k requests'),
  ),
  putUnits: price(
    'Kinesis PUT payload units of 25 KB',
    'million',
    0.014,
    PAGES.kinesis,
    infracost('$0.000000014 per unit'),
  ),
  s3Standard: price('S3 Standard', 'GB-month', 0.023, PAGES.s3, infracost('$0.023 per GB')),
  s3InfrequentAccess: price(
    'S3 Standard-IA',
    'GB-month',
    0.0125,
    PAGES.s3,
    infracost('30,000 GB, $375.00'),
  ),
  s3InstantRetrieval: price('S3 Glacier Instant Retrieval', 'GB-month', 0.004, PAGES.s3),
  s3Put: price(
    'S3 PUT and replication PUT',
    '1,000',
    0.005,
    PAGES.s3,
    infracost('$0.005 per 1k requests, of PUT alone'),
  ),
  s3Transition: price('S3 transition to Glacier Instant Retrieval', '1,000', 0.02, PAGES.s3),
  databaseBackup: price(
    'Database backups, beyond the size of the database',
    'GB-month',
    0.095,
    PAGES.rds,
    infracost('additional backup storage of PostgreSQL, 1,000 GB, $95.00'),
  ),
  bucketBackup: price('AWS Backup of a bucket', 'GB-month', 0.05, PAGES.backup),
  betweenRegions: price('Data to the second Region', 'GB', 0.02, PAGES.s3),
  logs: price('CloudWatch Logs ingestion', 'GB', 0.5, PAGES.cloudWatch, infracost('$0.50 per GB')),
  flowLogs: price('VPC flow logs delivered to S3', 'GB', 0.25, PAGES.cloudWatch),
  metric: price(
    'Metric of a filter or of S3 replication, while it reports',
    'metric-month',
    0.3,
    PAGES.cloudWatch,
  ),
  lambdaRequests: price(
    'Lambda requests',
    'million',
    0.2,
    PAGES.lambda,
    infracost('$0.20 per 1M requests'),
  ),
  lambdaTime: price(
    'Lambda time, arm64',
    'GB-second',
    0.000_013_333_4,
    PAGES.lambda,
    infracost('$0.0000133334 per GB-second, the first 7.5 billion'),
  ),
  endpointData: price(
    'Data through interface endpoints',
    'GB',
    0.01,
    PAGES.privateLink,
    infracost('$0.01 per GB, the first PB'),
  ),
  natData: price('Data through NAT gateways', 'GB', 0.045, PAGES.vpc, infracost('$0.045 per GB')),
  mail: price(
    'SNS e-mails',
    '100,000',
    2,
    PAGES.sns,
    infracost('$2.00 per 100k notifications, beyond 1,000'),
  ),
  trailData: price(
    'CloudTrail data events',
    '100,000',
    0.1,
    PAGES.cloudTrail,
    firstHand(
      'An old undated copy of the page: $0.10 per 100,000 data events; the first copy of management events is free.',
    ),
  ),
  trailInsights: price(
    'CloudTrail Insights, management events analyzed',
    '100,000',
    0.35,
    PAGES.cloudTrail,
    infracost('Insight events, $0.35 per 100k'),
  ),
  configItems: price(
    'AWS Config configuration items, continuous',
    '1,000',
    3,
    PAGES.config,
    infracost('$0.003 per record'),
  ),
  configEvaluations: price(
    'AWS Config evaluations, of a rule or in a pack',
    '1,000',
    1,
    PAGES.config,
    firstHand(
      'A copy of the Chinese page of 2019: $0.001 for each of the first 100,000 evaluations of rules in a Region. It is older than conformance packs.',
    ),
  ),
  guardDutyEvents: price(
    'GuardDuty, management events',
    'million',
    4,
    PAGES.guardDuty,
    transcript(OCTOBER, '$4.00'),
  ),
  guardDutyLogs: price(
    'GuardDuty, flow and DNS logs',
    'GB',
    1,
    PAGES.guardDuty,
    transcript(OCTOBER, '$1.00, the first 500 GB'),
  ),
  guardDutyObjects: price(
    'GuardDuty, S3 data events',
    'million',
    0.8,
    PAGES.guardDuty,
    transcript(OCTOBER, '$0.80, the first 500 million'),
  ),
  guardDutyLambda: price(
    'GuardDuty, network of functions',
    'GB',
    1,
    PAGES.guardDuty,
    transcript(OCTOBER, '$1.00 (first 500 GB)'),
  ),
  guardDutyDatabase: price(
    'GuardDuty, sign-ins to databases',
    'vCPU-month',
    1,
    PAGES.guardDuty,
    transcript(OCTOBER, '$1.00 (per vCPU)'),
  ),
  malwareData: price(
    'GuardDuty, malware scan of objects',
    'GB',
    0.09,
    PAGES.guardDuty,
    transcript(OCTOBER, '$0.09 per GB'),
  ),
  malwareObjects: price(
    'GuardDuty, objects scanned for malware',
    '1,000',
    0.215,
    PAGES.guardDuty,
    transcript(OCTOBER, '4,000/1,000 * $0.215 for objects evaluated'),
  ),
  hubChecks: price(
    'Security Hub checks',
    '1,000',
    1,
    PAGES.securityHub,
    secondHand(
      'A page of the AWS GCR security team on gitbook.io: $0.0010 for each of the first 100,000 checks per account and Region. Findings of those checks are free, as are 10,000 others.',
    ),
  ),
  macieObjects: price(
    'Macie, objects watched for discovery',
    '100,000',
    0.01,
    PAGES.macie,
    transcript(OCTOBER, '$0.01 per 100K objects'),
  ),
  macieData: price(
    'Macie, data inspected',
    'GB',
    1,
    PAGES.macie,
    transcript(OCTOBER, '$1 per GB, beyond the first of each month'),
  ),
} as const satisfies Readonly<Record<string, Price>>;

export type UsagePriceId = keyof typeof USAGE_PRICES;
