import type { CostedTemplate } from '../../lib/cost/estimate';
import { estimate, total } from '../../lib/cost/estimate';
import type { Price } from '../../lib/cost/prices';
import { FIXED_PRICES, USAGE_PRICES } from '../../lib/cost/prices';
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
  expect(() => estimate(one('AWS::RDS::DBInstance', {}))).toThrow(
    'lib/cost/estimate.ts does not say what AWS::RDS::DBInstance costs while it is idle',
  );
});

test('a quantity that is not in the template is no silent zero', () => {
  const shards = { ShardCount: { Ref: 'Shards' }, RetentionPeriodHours: 24 };
  expect(() => estimate(one('AWS::Kinesis::Stream', shards))).toThrow('ShardCount is not a number');
});

test.each([
  ['production', ['Keys', 'Archive', 'Network']],
  ['sandbox', ['Keys', 'Archive', 'Network']],
] as const)(
  'the %s zone costs something in every stack that holds something',
  (profile, stacks) => {
    const lines = linesOf(profile);
    expect([...new Set(lines.map(({ stack }) => stack))]).toEqual(stacks);
    expect(lines.every(({ usd }) => usd > 0)).toBe(true);
  },
);

test('a sandbox costs less than a third of production', () => {
  expect(total(linesOf('sandbox'))).toBeLessThan(total(linesOf('production')) / 3);
});

test('every price has a page of AWS, and says whether somebody saw it there', () => {
  const prices: readonly Price[] = Object.values({ ...FIXED_PRICES, ...USAGE_PRICES });
  for (const { usd, source, checked } of prices) {
    expect(usd).toBeGreaterThan(0);
    expect(source).toMatch(/^https:\/\/aws\.amazon\.com\/[a-z0-9/-]+\/pricing\/$/);
    expect(checked === 'unverified' ? checked : checked.date).toMatch(
      /^(unverified|\d{4}-\d{2}-\d{2})$/,
    );
  }
});
