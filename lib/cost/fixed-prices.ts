import type { Price, Seen } from './price';
import { firstHand, infracost, PAGES, price, secondHand, transcript } from './price';

/** Billed while nothing happens. */
export const FIXED_PRICES = {
  kmsKey: price(
    'KMS key',
    'key-month',
    1,
    PAGES.kms,
    firstHand(
      'An undated copy of the page: $1/month for each key, multi-Region primaries and replicas alike; none while scheduled for deletion.',
    ),
  ),
  interfaceEndpoint: price(
    'Interface endpoint',
    'AZ-hour',
    0.01,
    PAGES.privateLink,
    infracost('one interface endpoint, 730 hours, $7.30'),
  ),
  shard: price(
    'Kinesis shard',
    'shard-hour',
    0.015,
    PAGES.kinesis,
    infracost('a provisioned stream of one shard, 730 hours, $10.95'),
  ),
  extendedRetention: price(
    'Kinesis retention from 24 hours to 7 days',
    'shard-hour',
    0.02,
    PAGES.kinesis,
  ),
  natGateway: price('NAT gateway', 'hour', 0.045, PAGES.vpc, infracost('730 hours, $32.85')),
  publicAddress: price(
    'Public IPv4 address',
    'hour',
    0.005,
    PAGES.vpc,
    secondHand(
      'An article of February 2024 on community.aws: $0.005 per IP per hour from 2024-02-01, for every resource that has one.',
    ),
  ),
  alarm: price(
    'Alarm, for a metric',
    'metric-month',
    0.1,
    PAGES.cloudWatch,
    infracost('standard resolution, $0.10 for one alarm metric and $0.20 for two'),
  ),
  queryAlarm: price(
    'Alarm on a query, for one metric that it finds',
    'metric-month',
    0.1,
    PAGES.cloudWatch,
  ),
  dashboard: price(
    'Dashboard',
    'dashboard-month',
    3,
    PAGES.cloudWatch,
    infracost('one month, $3.00'),
  ),
  unusedAccess: price(
    'Unused-access analysis, for a role',
    'role-month',
    0.2,
    PAGES.accessAnalyzer,
    secondHand(
      'A copy of an article of GeeksforGeeks: $0.20 per month per IAM role or user. AWS only says by what: "the number of IAM roles and users analyzed per month" (IAM user guide).',
    ),
  ),
  macieBucket: price(
    'Macie, for a bucket',
    'bucket-month',
    0.1,
    PAGES.macie,
    transcript('2026-10-07', '$0.10 per S3 bucket/month'),
  ),
  databaseStorage: price(
    'Database storage, gp3',
    'GB-month',
    0.115,
    PAGES.rds,
    infracost('Multi-AZ gp3, 400 GB, $92.00: twice $0.115; that of MySQL'),
  ),
  secret: price(
    'Secret',
    'secret-month',
    0.4,
    PAGES.secretsManager,
    transcript('2026-09-20', '$0.40 / secret / month'),
  ),
  webAcl: price('Web ACL', 'month', 5, PAGES.waf, infracost('web ACL usage, $5.00 a month')),
  webAclRule: price(
    'Rule or group of rules of a web ACL',
    'rule-month',
    1,
    PAGES.waf,
    infracost('16 rules $16.00, one managed rule group $1.00'),
  ),
  restoreTest: price('Restore test, for a recovery point', 'test', 1.5, PAGES.backup),
  'db.t4g.micro': database('db.t4g.micro', 0.016, infratally('$0.016')),
  'db.t4g.small': database('db.t4g.small', 0.032, infratally('$0.032')),
  'db.t4g.medium': database('db.t4g.medium', 0.065, infratally('$0.065')),
  'db.t4g.large': database('db.t4g.large', 0.129),
  'db.m7g.large': database('db.m7g.large', 0.168),
  'db.m7g.xlarge': database('db.m7g.xlarge', 0.337),
  'db.m7g.2xlarge': database('db.m7g.2xlarge', 0.674),
  'db.r7g.large': database('db.r7g.large', 0.239),
} as const satisfies Readonly<Record<string, Price>>;

export type FixedPriceId = keyof typeof FIXED_PRICES;

/** PostgreSQL in one Availability Zone. A standby costs as much again, to the tenth of a cent. */
function database(instanceClass: string, usd: number, checked?: Seen): Price {
  return price(`PostgreSQL ${instanceClass}`, 'instance-hour', usd, PAGES.rds, checked);
}

/** https://infratally.com/articles/aws-rds-pricing-explained-2026.html */
function infratally(what: string): Seen {
  return secondHand(`A table on infratally.com, PostgreSQL in us-east-1, 2026: ${what} an hour.`);
}
