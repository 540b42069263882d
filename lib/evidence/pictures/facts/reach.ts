import { isSame } from '../../../compliance/reading/value-text';
import { listOf } from '../../../compliance/reading/policy';
import { at } from '../../../compliance/reading/json';
import type { ResourceView } from '../../../compliance/reading/zone-view';
import type { EvidenceZone } from '../../zone/evidence-zone';
import { overlap, parseCidr } from '../../../config/cidr';
import { idOf } from './labels';

/** That one may open a connection to another, as security groups of both sides say. */
export interface Reach {
  /** Security group by id, or a CIDR. */
  readonly from: string;
  /** Security group by id, or a CIDR that no group of the zone answers for. */
  readonly to: string;
  /** `tcp 443`. */
  readonly port: string;
}

interface Rule {
  readonly group: ResourceView;
  readonly peer: ResourceView | string;
  readonly protocol: string;
  readonly first: number;
  readonly last: number;
}

/** A rule, and the resource whose references stand in it. */
interface Source {
  readonly group: ResourceView;
  readonly owner: ResourceView;
  readonly rule: unknown;
}

/** CDK's way to say nothing: an address that nobody has. */
const NOBODY = '255.255.255.255/32';

/** Who may reach whom, in the order of words. */
export function reachOf(zone: EvidenceZone): readonly Reach[] {
  const inward = rulesOf(zone, 'SecurityGroupIngress', 'AWS::EC2::SecurityGroupIngress', [
    'SourceSecurityGroupId',
    'CidrIp',
    'CidrIpv6',
    'SourcePrefixListId',
  ]);
  const outward = rulesOf(zone, 'SecurityGroupEgress', 'AWS::EC2::SecurityGroupEgress', [
    'DestinationSecurityGroupId',
    'CidrIp',
    'CidrIpv6',
    'DestinationPrefixListId',
  ]);
  const between = outward.flatMap((out) =>
    inward.flatMap((into) => {
      const open =
        meets(zone, into.peer, out.group) &&
        meets(zone, out.peer, into.group) &&
        !isSame(into.group, out.group);
      const port = open ? common(out, into) : undefined;
      return port === undefined ? [] : [{ from: idOf(out.group), to: idOf(into.group), port }];
    }),
  );
  const fromOutside = inward.flatMap(({ group, peer, ...rule }) =>
    typeof peer === 'string' ? [{ from: peer, to: idOf(group), port: portOf(rule) }] : [],
  );
  const toOutside = outward.flatMap(({ group, peer, ...rule }) =>
    typeof peer === 'string' ? [{ from: idOf(group), to: peer, port: portOf(rule) }] : [],
  );
  const all = [...between, ...fromOutside, ...toOutside].map((reach): [string, Reach] => [
    JSON.stringify([reach.from, reach.to, reach.port]),
    reach,
  ]);
  return [...new Map(all)].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, reach]) => reach);
}

function rulesOf(
  zone: EvidenceZone,
  property: string,
  type: string,
  peers: readonly string[],
): readonly Rule[] {
  const inline: readonly Source[] = zone
    .ofType('AWS::EC2::SecurityGroup')
    .flatMap((group) =>
      listOf(group.properties[property]).map((rule) => ({ group, owner: group, rule })),
    );
  const apart: readonly Source[] = zone.ofType(type).flatMap((owner) => {
    const group = zone.follow(owner, owner.properties['GroupId']);
    return group === undefined ? [] : [{ group, owner, rule: owner.properties }];
  });
  return [...inline, ...apart].flatMap(({ group, owner, rule }) => {
    const peer = peers
      .map((name) => at(rule, name))
      .filter((value) => value !== undefined)
      .map(
        (value) => zone.follow(owner, value) ?? (typeof value === 'string' ? value : 'elsewhere'),
      )
      .at(0);
    if (peer === undefined || peer === NOBODY) return [];
    const [first, last] = [at(rule, 'FromPort'), at(rule, 'ToPort')].map(Number);
    return [
      {
        group,
        peer,
        protocol: String(at(rule, 'IpProtocol')),
        first: Number.isFinite(first) ? (first ?? 0) : 0,
        last: Number.isFinite(last) ? (last ?? 65_535) : 65_535,
      },
    ];
  });
}

/** Whether a rule that names a peer is for a group: it names the group, or addresses of its VPC. */
function meets(zone: EvidenceZone, peer: Rule['peer'], group: ResourceView): boolean {
  if (typeof peer !== 'string') return isSame(peer, group);
  const vpc = zone.follow(group, group.properties['VpcId'])?.properties['CidrBlock'];
  // What is no block of IPv4 addresses may be anything.
  return !isBlock(peer) || !isBlock(vpc) || overlap(parseCidr(peer), parseCidr(vpc));
}

function isBlock(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,3}(?:\.\d{1,3}){3}\/\d{1,2}$/.test(value);
}

/** The ports that two rules have in common. */
function common(a: Rule, b: Rule): string | undefined {
  const any = [a, b].filter(({ protocol }) => protocol === '-1');
  if (any.length === 0 && a.protocol !== b.protocol) return undefined;
  const [first, last] = [Math.max(a.first, b.first), Math.min(a.last, b.last)];
  const protocol = any.length === 2 ? '-1' : any[0] === a ? b.protocol : a.protocol;
  return first > last ? undefined : portOf({ protocol, first, last });
}

function portOf({ protocol, first, last }: Pick<Rule, 'protocol' | 'first' | 'last'>): string {
  if (protocol === '-1') return 'any traffic';
  if (first <= 0 && last >= 65_535) return `${protocol}, any port`;
  return first === last ? `${protocol} ${first}` : `${protocol} ${first} to ${last}`;
}
