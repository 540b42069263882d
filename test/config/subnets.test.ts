import { App, Stack } from 'aws-cdk-lib';
import { IpAddresses, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import * as fc from 'fast-check';
import { parseCidr } from '../../lib/config/cidr';
import { addressesNeeded, subnetTiers, zoneCount } from '../../lib/config/subnets';

const SUBNET_TYPES = {
  workload: SubnetType.PRIVATE_ISOLATED,
  data: SubnetType.PRIVATE_ISOLATED,
  public: SubnetType.PUBLIC,
} as const;

const network = fc.record({
  cidr: fc.integer({ min: 16, max: 24 }).map((prefix) => `10.0.0.0/${prefix}`),
  availabilityZones: fc.constantFrom(2, 3),
  subnetPrefix: fc.integer({ min: 18, max: 27 }),
  egress: fc.constantFrom('none', 'nat'),
});

type Network = typeof network extends fc.Arbitrary<infer T> ? T : never;

/** Whether aws-cdk-lib finds room for the tiers, in their order. */
function isAllocated(config: Network): boolean {
  const availabilityZones = ['a', 'b', 'c'].slice(0, zoneCount(config));
  try {
    const vpc = new Vpc(new Stack(new App(), 'Stack'), 'Vpc', {
      ipAddresses: IpAddresses.cidr(config.cidr),
      availabilityZones,
      natGateways: 0,
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: subnetTiers(config).map(({ name, prefix }) => ({
        name,
        subnetType: SUBNET_TYPES[name],
        cidrMask: prefix,
      })),
    });
    return vpc.isolatedSubnets.length === 2 * availabilityZones.length;
  } catch {
    return false;
  }
}

it('the subnets fit exactly when aws-cdk-lib can lay them out', () => {
  fc.assert(
    fc.property(network, (config) => {
      const fits = addressesNeeded(config) <= parseCidr(config.cidr).size;
      expect(fits).toBe(isAllocated(config));
    }),
    { numRuns: 150 },
  );
});

it('larger subnets come first, so that none must be aligned', () => {
  expect(subnetTiers({ subnetPrefix: 22, egress: 'nat' })).toEqual([
    { name: 'workload', prefix: 22 },
    { name: 'data', prefix: 22 },
    { name: 'public', prefix: 28 },
  ]);
});

it('named zones count as many as they are', () => {
  expect(zoneCount({ availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1f'] })).toBe(3);
});
