import type { Check, Finding } from './check';
import { check, repeated } from './check';
import { cidrText, contains, overlap, parseCidr } from './cidr';
import type { NetworkConfig } from './schema';
import { addressesNeeded, subnetTiers, zoneCount } from './subnets';

/** A VPC can have /16 to /28; behind /24 no useful subnets are left. */
const LARGEST_VPC_PREFIX = 16;
const SMALLEST_VPC_PREFIX = 24;
const SMALLEST_WORKLOAD_PREFIX = 27;

/** Addresses that nobody has on the Internet: RFC 1918, and the shared space of RFC 6598. */
export const PRIVATE_RANGES: readonly string[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
];

export const NETWORK_CHECKS: readonly Check[] = [
  check(['network.cidr'], ({ network }) => vpcRange(network)),
  check(
    ['network.cidr', 'network.subnetPrefix', 'network.availabilityZones', 'network.egress'],
    ({ network }) => subnetsFit(network),
  ),
  check(['network.cidr', 'network.connectedCidrs'], ({ network }) => overlaps(network)),
  check(['network.connectedCidrs'], ({ network }) => connectedNetworks(network)),
  check(['network.interfaceEndpoints'], ({ network }) =>
    repeated(network.interfaceEndpoints, 'network.interfaceEndpoints'),
  ),
  check(['network.availabilityZones'], ({ network }) => zonesTwice(network)),
  check(['network.availabilityZones', 'region'], ({ network, region }) =>
    zonesOfRegion(network, region),
  ),
];

function vpcRange({ cidr }: Pick<NetworkConfig, 'cidr'>): readonly Finding[] {
  const path = 'network.cidr';
  const vpc = parseCidr(cidr);
  const findings: Finding[] = [...strayBits(cidr, path)];
  if (vpc.prefix < LARGEST_VPC_PREFIX || vpc.prefix > SMALLEST_VPC_PREFIX) {
    const wanted = vpc.prefix < LARGEST_VPC_PREFIX ? LARGEST_VPC_PREFIX : SMALLEST_VPC_PREFIX;
    findings.push({
      path,
      message: `found a /${vpc.prefix}, expected /${LARGEST_VPC_PREFIX} to /${SMALLEST_VPC_PREFIX}.`,
      mend: `Write ${cidrText(parseCidr(`${cidr.split('/')[0]}/${wanted}`))}.`,
    });
  }
  if (!PRIVATE_RANGES.some((range) => contains(parseCidr(range), vpc))) {
    findings.push({
      path,
      message: `${cidr} has addresses of the public Internet, expected a private range.`,
      mend: `Take a block of ${PRIVATE_RANGES.join(', ')}.`,
    });
  }
  return findings;
}

/** A finding where a block has bits behind its prefix. */
export function strayBits(cidr: string, path: string): readonly Finding[] {
  const clean = cidrText(parseCidr(cidr));
  if (clean === cidr) return [];
  const message = `${cidr} is an address in a network, expected the network.`;
  return [{ path, message, mend: `Write ${clean}.` }];
}

/** What subnets depend on. */
type Subnetted = Pick<NetworkConfig, 'cidr' | 'subnetPrefix' | 'availabilityZones' | 'egress'>;

function subnetsFit(network: Subnetted): readonly Finding[] {
  const path = 'network.subnetPrefix';
  const vpc = parseCidr(network.cidr);
  const needed = addressesNeeded(network);
  if (needed <= vpc.size) return [];
  const mend = smallerSubnets(network, vpc.size);
  if (network.subnetPrefix <= vpc.prefix) {
    const found = `found ${network.subnetPrefix}`;
    const expected = `expected more than the ${vpc.prefix} of network.cidr ${network.cidr}`;
    return [{ path, message: `${found}, ${expected}.`, mend }];
  }
  const tiers = subnetTiers(network).map(({ name, prefix }) => `${name} /${prefix}`);
  const rows = `${tiers.join(' + ')}, in each of ${zoneCount(network)} zones`;
  const message = `the subnets (${rows}) need ${needed} addresses, but ${network.cidr} has ${vpc.size}.`;
  return [{ path, message, mend }];
}

function smallerSubnets(network: Subnetted, size: number): string {
  const prefixes = Array.from(
    { length: SMALLEST_WORKLOAD_PREFIX - network.subnetPrefix },
    (_, step) => network.subnetPrefix + step + 1,
  );
  const fitting = prefixes.find(
    (subnetPrefix) => addressesNeeded({ ...network, subnetPrefix }) <= size,
  );
  const larger = 'a larger network.cidr';
  return fitting === undefined ? `Take ${larger}.` : `Write ${fitting}, or take ${larger}.`;
}

const CONNECTED = 'network.connectedCidrs';

function connectedNetworks({
  connectedCidrs,
}: Pick<NetworkConfig, 'connectedCidrs'>): readonly Finding[] {
  return [
    ...connectedCidrs.flatMap((connected, index) => strayBits(connected, `${CONNECTED}.${index}`)),
    ...repeated(connectedCidrs, CONNECTED, (connected) => cidrText(parseCidr(connected))),
  ];
}

function overlaps({
  cidr,
  connectedCidrs,
}: Pick<NetworkConfig, 'cidr' | 'connectedCidrs'>): readonly Finding[] {
  return connectedCidrs.flatMap((connected, index) =>
    overlapping(cidr, connected, `${CONNECTED}.${index}`),
  );
}

function overlapping(cidr: string, connected: string, path: string): readonly Finding[] {
  if (!overlap(parseCidr(cidr), parseCidr(connected))) return [];
  const message = `${connected} overlaps network.cidr ${cidr}: neither could reach the other.`;
  return [{ path, message, mend: 'Take another network.cidr, or correct it.' }];
}

type Zones = Pick<NetworkConfig, 'availabilityZones'>;
const ZONES = 'network.availabilityZones';

function zonesTwice({ availabilityZones }: Zones): readonly Finding[] {
  return typeof availabilityZones === 'number' ? [] : repeated(availabilityZones, ZONES);
}

function zonesOfRegion({ availabilityZones }: Zones, region: string): readonly Finding[] {
  if (typeof availabilityZones === 'number') return [];
  return availabilityZones.flatMap((zone, index) => {
    if (zone.slice(0, -1) === region) return [];
    const message = `"${zone}" is not a zone of ${region}.`;
    return [{ path: `${ZONES}.${index}`, message, mend: `Write ${region}${zone.at(-1)}.` }];
  });
}
