import type { AvailabilityZone, ServiceDetail } from '@aws-sdk/client-ec2';
import { overlap, parseCidr } from '../../config/cidr';
import type { ZoneConfig } from '../../config/schema';
import { zoneCount } from '../../config/subnets';
import { interfaceEndpoints } from '../../constructs/network/endpoint-needs';
import type { Answers } from '../answers';
import type { Finding } from '../finding';
import { ifSeen, some, teller } from '../finding';
import { owned } from '../owned';

/** Addresses, Availability Zones, endpoints, and the default VPC. */
export function network(zone: ZoneConfig, answers: Answers): readonly Finding[] {
  return [...addresses(zone, answers), ...availabilityZones(zone, answers), ...defaultVpc(answers)];
}

function addresses({ network: { cidr } }: ZoneConfig, answers: Answers): readonly Finding[] {
  const tell = teller('network', 'network.cidr');
  return ifSeen(answers.vpcs, tell.unseen, (vpcs) => {
    const { has } = owned(answers);
    const mine = parseCidr(cidr);
    const overlapping = vpcs.filter(({ VpcId, CidrBlock, CidrBlockAssociationSet = [] }) => {
      if (VpcId !== undefined && has('AWS::EC2::VPC', VpcId)) return false;
      const blocks = [CidrBlock, ...CidrBlockAssociationSet.map((one) => one.CidrBlock)];
      return blocks.some((block) => block !== undefined && overlap(mine, parseCidr(block)));
    });
    if (overlapping.length === 0)
      return tell.fine(`The range ${cidr} overlaps no VPC of this Region.`);
    const names = overlapping.map(({ VpcId = '?', CidrBlock = '?' }) => `${VpcId} (${CidrBlock})`);
    return tell.look(
      `The range ${cidr} overlaps ${some(names)}. The deploy goes through, but the two can never be connected.`,
      'Choose another range now: it cannot be changed later.',
    );
  });
}

/** Names of zones that CloudFormation hands out, in its order (`Fn::GetAZs`). */
export function handedOut(
  zones: readonly AvailabilityZone[],
  defaultSubnets: readonly { readonly AvailabilityZone?: string | undefined }[],
): readonly string[] {
  const there = zones
    .filter(
      ({ State, ZoneType }) =>
        State === 'available' && (ZoneType ?? 'availability-zone') === 'availability-zone',
    )
    .flatMap(({ ZoneName }) => ZoneName ?? [])
    .toSorted();
  const withDefault = new Set(defaultSubnets.map((subnet) => subnet.AvailabilityZone));
  const preferred = there.filter((name) => withDefault.has(name));
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getavailabilityzones.html
  return preferred.length === 0 ? there : preferred;
}

function availabilityZones(zone: ZoneConfig, answers: Answers): readonly Finding[] {
  const tell = teller('network', 'network.availabilityZones');
  const { availabilityZones: wanted } = zone.network;
  const number = zoneCount(zone.network);
  return ifSeen(answers.zones, tell.unknown, (zones) =>
    ifSeen(answers.defaultSubnets, tell.unknown, (subnets) =>
      ifSeen(answers.endpointServices, tell.unknown, (services) => {
        const all = handedOut(zones, []);
        const chosen =
          typeof wanted === 'number' ? handedOut(zones, subnets).slice(0, wanted) : wanted;
        const endpoints = endpointZones(zone, services);
        const able = all.filter((name) => endpoints.every(({ has }) => has.includes(name)));
        const choice =
          able.length >= number
            ? ({
                section: 'network',
                setting: 'availabilityZones',
                value: able.slice(0, number),
              } as const)
            : undefined;
        const instead =
          choice === undefined
            ? `No ${number} zones have all endpoints: ask for fewer zones, or fewer endpoints (network.interfaceEndpoints).`
            : `Name the zones: ${choice.value.join(', ')}.`;
        const missing = endpoints.filter(({ has }) => has.length === 0);
        if (missing.length > 0) {
          return tell.breaks(
            `The Region ${zone.region} has no endpoint service ${some(missing.map(({ service }) => service))}.`,
            'Take it out of network.interfaceEndpoints; if the zone itself needs it, choose another Region.',
          );
        }
        if (chosen.length < number) {
          return tell.breaks(
            `Config asks for ${number}, and CloudFormation hands out ${chosen.length} (${chosen.join(', ') || 'none'}): only zones with a default subnet, once there is one.`,
            instead,
            choice,
          );
        }
        const unknown = chosen.filter((name) => !all.includes(name));
        if (unknown.length > 0) {
          return tell.breaks(
            `Not available in this account: ${unknown.join(', ')}.`,
            instead,
            choice,
          );
        }
        const lacking = endpoints.flatMap(({ service, has }) => {
          const without = chosen.filter((name) => !has.includes(name));
          return without.length === 0 ? [] : [`${service} in ${without.join(', ')}`];
        });
        if (lacking.length === 0) {
          return tell.fine(
            `The zone stands in ${chosen.join(', ')}, which have all its endpoints.`,
          );
        }
        return tell.breaks(`No endpoint of ${lacking.join('; ')}.`, instead, choice);
      }),
    ),
  );
}

/** Zones in which each endpoint can be made; none where the Region has no such service. */
function endpointZones(
  zone: ZoneConfig,
  services: readonly ServiceDetail[],
): readonly { readonly service: string; readonly has: readonly string[] }[] {
  return interfaceEndpoints(zone).map((service) => {
    const name = endpointServiceName(zone, service);
    const details = services.filter(({ ServiceName }) => ServiceName === name);
    return { service, has: details.flatMap(({ AvailabilityZones = [] }) => AvailabilityZones) };
  });
}

/** Full name of an endpoint service: `com.amazonaws.us-east-1.kms`. */
export function endpointServiceName(
  { region }: Pick<ZoneConfig, 'region'>,
  service: string,
): string {
  return `com.amazonaws.${region}.${service}`;
}

function defaultVpc(answers: Answers): readonly Finding[] {
  const tell = teller('network', 'Default VPC');
  return ifSeen(answers.vpcs, tell.unseen, (vpcs) => {
    const found = vpcs.find(({ IsDefault }) => IsDefault === true);
    if (found === undefined) return tell.fine('There is none.');
    const { VpcId = '?' } = found;
    return ifSeen(answers.defaultVpcUsers, tell.unseen, (users) =>
      users.length === 0
        ? tell.look(
            `The default VPC ${VpcId} is empty. Its subnets hand out public addresses, which the conformance pack shows red.`,
            `Delete it with its subnets and gateway, unless somebody counts on it (console of VPC, Delete default VPC).`,
          )
        : tell.look(
            `The default VPC ${VpcId} has ${users.length} network ${users.length === 1 ? 'interface' : 'interfaces'} in it: ${some(users.map(({ NetworkInterfaceId = '?', Description = '' }) => `${NetworkInterfaceId}${Description === '' ? '' : ` (${Description})`}`))}.`,
            'The zone does not touch it. Move what runs there into a VPC of its own, or into another account: a zone wants an account for itself.',
          ),
    );
  });
}
