import { sizeOf } from './cidr';
import type { NetworkConfig } from './schema';

/** A row of subnets, one in each Availability Zone. */
export interface SubnetTier {
  readonly name: 'workload' | 'data' | 'public';
  /** Prefix length of each of its subnets. */
  readonly prefix: number;
}

/** AWS makes no smaller subnet; a NAT gateway needs one address of it. */
const SMALLEST_SUBNET_PREFIX = 28;

/**
 * The tiers of the VPC, in the order in which they take addresses: larger subnets first, so that
 * each is aligned and no address is lost between them.
 */
export function subnetTiers(
  network: Pick<NetworkConfig, 'subnetPrefix' | 'egress'>,
): readonly SubnetTier[] {
  return [
    { name: 'workload', prefix: network.subnetPrefix },
    { name: 'data', prefix: network.subnetPrefix },
    ...(network.egress === 'nat'
      ? [{ name: 'public', prefix: SMALLEST_SUBNET_PREFIX } as const]
      : []),
  ];
}

/** In how many Availability Zones the VPC is. */
export function zoneCount({ availabilityZones }: Pick<NetworkConfig, 'availabilityZones'>): number {
  return typeof availabilityZones === 'number' ? availabilityZones : availabilityZones.length;
}

/** How many addresses all subnets of all tiers take. */
export function addressesNeeded(
  network: Pick<NetworkConfig, 'availabilityZones' | 'subnetPrefix' | 'egress'>,
): number {
  const perZone = subnetTiers(network).reduce((sum, { prefix }) => sum + sizeOf(prefix), 0);
  return perZone * zoneCount(network);
}
