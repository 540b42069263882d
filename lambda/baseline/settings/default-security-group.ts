import { SettingStateError, WeakerSettingError } from '../errors';
import type { Sleep } from '../setting';

export type Direction = 'ingress' | 'egress';

/** The default security group of one VPC. `Rule` is whatever the store needs to name a rule again. */
export interface DefaultGroup<Rule> {
  readonly groupId: string;
  readonly vpcId: string;
  readonly ingress: readonly Rule[];
  readonly egress: readonly Rule[];
}

export interface SecurityGroupStore<Rule> {
  /** The default groups of one VPC (none or one), or of all VPCs of the Region. */
  defaultGroups(vpcId?: string): Promise<readonly DefaultGroup<Rule>[]>;
  /** Takes rules away. It is no error if they, or the group, are gone already. */
  revoke(groupId: string, direction: Direction, rules: readonly Rule[]): Promise<void>;
}

export interface SecurityGroupDependencies<Rule> {
  readonly store: SecurityGroupStore<Rule>;
  readonly sleep: Sleep;
}

const ROUNDS = 8;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2000;

/** The wait before a round that is not the first: about ten seconds in all. */
const pauseBefore = (round: number) =>
  Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (round - 1));

export function isOpen(group: DefaultGroup<unknown>): boolean {
  return group.ingress.length + group.egress.length > 0;
}

/** `sg-1 of vpc-1: 1 ingress, 1 egress` */
export function describeGroup(group: DefaultGroup<unknown>): string {
  return `${group.groupId} of ${group.vpcId}: ${group.ingress.length} ingress, ${group.egress.length} egress`;
}

export function mustBeEmpty(open: readonly DefaultGroup<unknown>[]): void {
  if (open.length > 0) {
    throw new WeakerSettingError(
      `The default security group of ${open.length === 1 ? 'a VPC' : `${open.length} VPCs`}`,
      open.map((group) => `${describeGroup(group)}, expected no rule`),
      'remove all rules of it',
    );
  }
}

/**
 * Takes away every rule, looking again after each round: another process may add or remove rules
 * meanwhile, and EC2 shows a change only after a moment.
 */
export async function emptyGroup<Rule>(
  { store, sleep }: SecurityGroupDependencies<Rule>,
  group: DefaultGroup<Rule>,
  signal: AbortSignal,
): Promise<void> {
  let seen: DefaultGroup<Rule> | undefined = group;
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round > 0) {
      await sleep(pauseBefore(round));
    }
    for (const direction of ['ingress', 'egress'] as const) {
      signal.throwIfAborted();
      if (seen[direction].length > 0) {
        await store.revoke(seen.groupId, direction, seen[direction]);
      }
    }
    seen = (await store.defaultGroups(group.vpcId)).find((now) => now.groupId === group.groupId);
    // Gone with its VPC is as good as empty.
    if (seen === undefined || !isOpen(seen)) {
      return;
    }
  }
  throw new SettingStateError(
    `The default security group still has rules after ${ROUNDS} rounds (${describeGroup(seen)}), expected none: find out who adds them, then deploy again.`,
  );
}

/** The default group of one VPC. Waits a little for it: a new VPC is not seen everywhere at once. */
export async function findGroup<Rule>(
  { store, sleep }: SecurityGroupDependencies<Rule>,
  vpcId: string,
  signal: AbortSignal,
): Promise<DefaultGroup<Rule>> {
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round > 0) {
      await sleep(pauseBefore(round));
    }
    signal.throwIfAborted();
    const [group] = await store.defaultGroups(vpcId);
    if (group !== undefined) {
      return group;
    }
  }
  throw new SettingStateError(
    `VPC ${vpcId} has no default security group in this Region, expected one: check property VpcId and that the VPC exists.`,
  );
}
