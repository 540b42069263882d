import type { FixedPriceId, Price } from './prices';
import { FIXED_PRICES, HOURS_A_MONTH } from './prices';

/** What an estimate reads of a synthesized template. */
export interface CostedTemplate {
  readonly Resources: Readonly<Record<string, CostedResource>>;
}

interface CostedResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** One line of the bill of an idle zone, for a month of 730 hours. */
export interface CostLine {
  readonly stack: string;
  readonly item: string;
  /** How many there are. */
  readonly count: number;
  /** Billed quantity, in `unit`. */
  readonly quantity: number;
  readonly unit: string;
  /** USD for one unit. */
  readonly unitPrice: number;
  /** USD a month, to the cent. */
  readonly usd: number;
}

/** How many of what a resource is billed as. */
type Billing = (
  properties: Readonly<Record<string, unknown>>,
) => Partial<Record<FixedPriceId, number>>;

const BILLINGS: Readonly<Record<string, Billing>> = {
  'AWS::EC2::EIP': () => ({ publicAddress: 1 }),
  'AWS::EC2::NatGateway': () => ({ natGateway: 1 }),
  'AWS::EC2::VPCEndpoint': ({ VpcEndpointType: type, SubnetIds: subnets }) => {
    if (type === 'Gateway') return {};
    // One subnet an Availability Zone.
    if (type === 'Interface' && Array.isArray(subnets))
      return { interfaceEndpoint: subnets.length };
    throw new Error(`no price for an endpoint of type ${String(type)}`);
  },
  'AWS::KMS::Key': () => ({ kmsKey: 1 }),
  'AWS::Kinesis::Stream': (properties) => {
    const shards = numberOf(properties, 'ShardCount');
    const hours = numberOf(properties, 'RetentionPeriodHours');
    if (hours > 168) throw new Error(`no price for a retention of ${hours} hours`);
    return hours > 24 ? { shard: shards, extendedRetention: shards } : { shard: shards };
  },
};

/** Types that are billed by use only, or not at all. */
const FREE_WHILE_IDLE: ReadonlySet<string> = new Set([
  'AWS::ApiGateway::Account',
  'AWS::Backup::BackupPlan',
  'AWS::Backup::BackupVault',
  'AWS::EC2::FlowLog',
  'AWS::EC2::InternetGateway',
  'AWS::EC2::Route',
  'AWS::EC2::RouteTable',
  'AWS::EC2::SecurityGroup',
  'AWS::EC2::Subnet',
  'AWS::EC2::SubnetRouteTableAssociation',
  'AWS::EC2::VPC',
  'AWS::EC2::VPCGatewayAttachment',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Role',
  'AWS::IAM::ServiceLinkedRole',
  'AWS::KMS::Alias',
  'AWS::Lambda::Function',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
]);

/**
 * Fixed monthly cost of an idle zone, by stack: what is billed while nobody uses it.
 *
 * @param templates templates by stack id, such as `Keys`
 * @throws Error when nobody has said what a type costs
 */
export function estimate(templates: ReadonlyMap<string, CostedTemplate>): readonly CostLine[] {
  return [...templates].flatMap(([stack, { Resources }]) => {
    const counts = new Map<FixedPriceId, number>();
    for (const resource of Object.values(Resources)) {
      for (const [id, count] of billed(resource)) counts.set(id, (counts.get(id) ?? 0) + count);
    }
    return [...counts].map(([id, count]) => costLine(stack, FIXED_PRICES[id], count));
  });
}

/** Sum of lines in USD, to the cent. */
export function total(lines: readonly CostLine[]): number {
  return toCents(lines.reduce((sum, { usd }) => sum + usd, 0));
}

function billed({ Type: type, Properties }: CostedResource): readonly [FixedPriceId, number][] {
  if (FREE_WHILE_IDLE.has(type) || type.startsWith('Custom::')) return [];
  const billing = BILLINGS[type];
  if (billing === undefined) {
    throw new Error(`lib/cost/estimate.ts does not say what ${type} costs while it is idle`);
  }
  const counts = Object.entries(billing(Properties ?? {})) as [FixedPriceId, number][];
  return counts.filter(([, count]) => count > 0);
}

function costLine(stack: string, { item, unit, usd: unitPrice }: Price, count: number): CostLine {
  const quantity = unit.endsWith('hour') ? count * HOURS_A_MONTH : count;
  return { stack, item, count, quantity, unit, unitPrice, usd: toCents(quantity * unitPrice) };
}

function numberOf(properties: Readonly<Record<string, unknown>>, name: string): number {
  const value = properties[name];
  if (typeof value !== 'number') throw new Error(`${name} is not a number in the template`);
  return value;
}

function toCents(usd: number): number {
  return Math.round(usd * 100) / 100;
}
