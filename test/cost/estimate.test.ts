import type { CostedTemplate } from '../../lib/cost/billings';
import { estimate, estimateUsage, total } from '../../lib/cost/estimate';
import { FIXED_PRICES } from '../../lib/cost/fixed-prices';
import type { Price } from '../../lib/cost/price';
import { USAGE_PRICES } from '../../lib/cost/usage-prices';
import { linesOf } from './cost-page';

function one(
  Type: string,
  Properties: Readonly<Record<string, unknown>>,
): Map<string, CostedTemplate> {
  return new Map([['Stack', { Resources: { It: { Type, Properties } } }]]);
}

test('an interface endpoint costs by the Availability Zones it stands in, a gateway endpoint nothing', () => {
  const endpoint = 'AWS::EC2::VPCEndpoint';
  const inThree = { VpcEndpointType: 'Interface', SubnetIds: ['a', 'b', 'c'] };
  expect(estimate(one(endpoint, inThree))).toEqual([
    {
      stack: 'Stack',
      price: 'interfaceEndpoint',
      item: 'Interface endpoint',
      count: 3,
      quantity: 2190,
      unit: 'AZ-hour',
      unitPrice: 0.01,
      usd: 21.9,
    },
  ]);
  expect(estimate(one(endpoint, { VpcEndpointType: 'Gateway' }))).toEqual([]);
  const other = { ...inThree, VpcEndpointType: 'GatewayLoadBalancer' };
  expect(() => estimate(one(endpoint, other))).toThrow('no price for an endpoint of type Gateway');
});

function stream(hours: number): number {
  const properties = { ShardCount: 2, RetentionPeriodHours: hours };
  return total(estimate(one('AWS::Kinesis::Stream', properties)));
}

test('a shard costs more when it keeps records for longer than a day', () => {
  expect(stream(24)).toBe(21.9);
  expect(stream(168)).toBe(51.1);
  expect(() => stream(169)).toThrow('no price for a retention of 169 hours');
});

test('a NAT gateway costs its hours and those of its address', () => {
  const Resources = {
    Gateway: { Type: 'AWS::EC2::NatGateway' },
    Address: { Type: 'AWS::EC2::EIP' },
  };
  expect(total(estimate(new Map([['Network', { Resources }]])))).toBe(36.5);
});

const DATABASE = {
  Engine: 'postgres',
  StorageType: 'gp3',
  DatabaseInsightsMode: 'standard',
  DBInstanceClass: 'db.t4g.micro',
  AllocatedStorage: '20',
};

function database(properties: Readonly<Record<string, unknown>>): readonly [string, number][] {
  return estimate(one('AWS::RDS::DBInstance', { ...DATABASE, ...properties })).map(
    ({ item, usd }) => [item, usd],
  );
}

test('a standby doubles the instance and the storage of a database, not its secret', () => {
  expect(database({ MultiAZ: false, ManageMasterUserPassword: true })).toEqual([
    ['PostgreSQL db.t4g.micro', 11.68],
    ['Database storage, gp3', 2.3],
    ['Secret', 0.4],
  ]);
  expect(database({ MultiAZ: true, ManageMasterUserPassword: true })).toEqual([
    ['PostgreSQL db.t4g.micro', 23.36],
    ['Database storage, gp3', 4.6],
    ['Secret', 0.4],
  ]);
  expect(database({}).map(([item]) => item)).not.toContain('Secret');
});

test.each([
  ['DBInstanceClass', 'db.z9.large', 'lib/cost/fixed-prices.ts has no db.z9.large'],
  ['Engine', 'mysql', 'no price for a database of mysql gp3 standard'],
  ['StorageType', 'io2', 'no price for a database of postgres io2 standard'],
  ['DatabaseInsightsMode', 'advanced', 'no price for a database of postgres gp3 advanced'],
  ['AllocatedStorage', '', 'AllocatedStorage is not a number'],
] as const)('a database with %s %s is no silent zero', (property, value, message) => {
  expect(() => database({ [property]: value })).toThrow(message);
});

function alarm(properties: Readonly<Record<string, unknown>>): readonly [string, number][] {
  return estimate(one('AWS::CloudWatch::Alarm', properties)).map(({ item, count }) => [
    item,
    count,
  ]);
}

test('an alarm costs by the metrics that it reads, listed or found', () => {
  const metric = { MetricStat: { Period: 300 } };
  const query = { Expression: 'SELECT SUM(Failed) FROM "AWS/Backup"', Period: 3600 };
  expect(alarm({ Period: 300 })).toEqual([['Alarm, for a metric', 1]]);
  expect(alarm({ Metrics: [metric, metric, { Expression: 'a / b' }] })).toEqual([
    ['Alarm, for a metric', 2],
  ]);
  expect(alarm({ Metrics: [query] })).toEqual([
    ['Alarm on a query, for one metric that it finds', 1],
  ]);
  expect(() => alarm({ Period: 10 })).toThrow('no price for an alarm of less than a minute');
});

function watched(Type: string, Properties: Readonly<Record<string, unknown>>): number {
  const Role = { Type: 'AWS::IAM::Role' };
  const Bucket = { Type: 'AWS::S3::Bucket' };
  const zone = new Map<string, CostedTemplate>([
    ['Archive', { Resources: { Role, Bucket, Other: Bucket } }],
    ['Governance', { Resources: { It: { Type, Properties } } }],
    ['SecondRegion', { Resources: { Role, Bucket } }],
  ]);
  return estimate(zone).reduce((sum, { count }) => sum + count, 0);
}

test('what watches costs by what there is to watch: roles everywhere, buckets of one Region', () => {
  const analyzer = 'AWS::AccessAnalyzer::Analyzer';
  expect(watched(analyzer, { Type: 'ACCOUNT_UNUSED_ACCESS' })).toBe(2);
  expect(watched(analyzer, { Type: 'ACCOUNT' })).toBe(0);
  expect(() => watched(analyzer, { Type: 'ORGANIZATION_INTERNAL_ACCESS' })).toThrow(
    'no price for an analyzer of type ORGANIZATION_INTERNAL_ACCESS',
  );
  expect(watched('AWS::Macie::Session', {})).toBe(2);
});

test('resources of one kind are one line a stack', () => {
  const Key = { Type: 'AWS::KMS::Key' };
  const lines = estimate(
    new Map<string, CostedTemplate>([
      ['Keys', { Resources: { A: Key, B: Key } }],
      ['Other', { Resources: { A: Key } }],
    ]),
  );
  expect(lines.map(({ stack, quantity, usd }) => [stack, quantity, usd])).toEqual([
    ['Keys', 2, 2],
    ['Other', 1, 1],
  ]);
});

test('a type of which nobody said what it costs is no silent zero', () => {
  expect(() => estimate(one('AWS::Redshift::Cluster', {}))).toThrow(
    'lib/cost/billings.ts does not say what AWS::Redshift::Cluster costs while it is idle',
  );
});

test('a quantity that is not in the template is no silent zero', () => {
  const shards = { ShardCount: { Ref: 'Shards' }, RetentionPeriodHours: 24 };
  expect(() => estimate(one('AWS::Kinesis::Stream', shards))).toThrow('ShardCount is not a number');
});

test.each(['production', 'sandbox'] as const)(
  'the %s zone costs something in every stack but Baseline',
  (profile) => {
    const lines = linesOf(profile);
    const stacks = ['Keys', 'Archive', 'Network', 'Governance', 'Data', 'Api', 'Operations'];
    expect(new Set(lines.map(({ stack }) => stack))).toEqual(new Set(stacks));
    expect(lines.every(({ usd }) => usd > 0)).toBe(true);
  },
);

test('usage costs its quantity at its price, to the cent', () => {
  const [data, insights] = estimateUsage([
    { price: 'trailData', quantity: 20, basis: 'assumed' },
    { price: 'trailInsights', quantity: 3.3, basis: 'assumed' },
  ]);
  expect(data).toMatchObject({ unit: '100,000', usd: 2, basis: 'assumed' });
  expect(insights).toMatchObject({ unit: '100,000', usd: 1.16 });
});

test('a sandbox costs less than a third of production', () => {
  expect(total(linesOf('sandbox'))).toBeLessThan(total(linesOf('production')) / 3);
});

test('every price has a page of AWS, and says whether somebody saw it there', () => {
  const prices: readonly Price[] = Object.values({ ...FIXED_PRICES, ...USAGE_PRICES });
  for (const { usd, source, checked } of prices) {
    expect(usd).toBeGreaterThan(0);
    expect(source).toMatch(/^https:\/\/aws\.amazon\.com\/[a-z0-9/-]+\/pricing\/$/);
    const { date, what } = checked === 'unverified' ? { date: checked, what: checked } : checked;
    expect(date).toMatch(/^(unverified|\d{4}-\d{2}-\d{2})$/);
    expect(what).not.toBe('');
  }
});
