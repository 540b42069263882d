import type {
  DefaultGroup,
  Direction,
  SecurityGroupStore,
} from '../../../lambda/baseline/settings/default-security-group';

export interface FakeRegionOptions {
  /** Called before (`before` true) and after the effect of each call; may throw. */
  readonly crash?: (call: string, before: boolean) => void;
  /** Called at each revoke; may change the region as another process would. */
  readonly meanwhile?: (groupId: string) => void;
  /** For how many reads after a change the old state is still shown. */
  readonly lag?: number;
}

type Rules = Readonly<Record<Direction, readonly string[]>>;

/** The default security groups of a Region, in memory. Its revoke is as literal as EC2's. */
export function fakeRegion(
  groups: Readonly<Record<string, Rules>>,
  options: FakeRegionOptions = {},
) {
  const { crash = () => {}, meanwhile = () => {}, lag = 0 } = options;
  const now = new Map(
    Object.entries(groups).map(([vpcId, { ingress, egress }]) => [
      vpcId,
      { ingress: new Set(ingress), egress: new Set(egress) },
    ]),
  );
  const snapshot = (): readonly DefaultGroup<string>[] =>
    [...now].map(([vpcId, rules]) => ({
      groupId: vpcId.replace('vpc', 'sg'),
      vpcId,
      ingress: [...rules.ingress],
      egress: [...rules.egress],
    }));
  let shown = snapshot();
  let stale = 0;
  const calls: string[] = [];

  const store: SecurityGroupStore<string> = {
    async defaultGroups(vpcId) {
      crash('read', true);
      calls.push(`read ${vpcId ?? 'all'}`);
      if (stale > 0) {
        stale -= 1;
      } else {
        shown = snapshot();
      }
      return shown.filter((group) => vpcId === undefined || group.vpcId === vpcId);
    },
    async revoke(groupId, direction, rules) {
      crash('revoke', true);
      meanwhile(groupId);
      calls.push(`revoke ${groupId} ${direction} ${rules.join(' ')}`);
      const held = now.get(groupId.replace('sg', 'vpc'))?.[direction];
      // EC2 refuses the whole request if one rule is not there; the port says that this is no error.
      if (held !== undefined && rules.every((rule) => held.has(rule))) {
        for (const rule of rules) {
          held.delete(rule);
        }
        stale = lag;
      }
      crash('revoke', false);
    },
  };
  return {
    store,
    calls,
    now,
    /** All rules that are really there. */
    left: () => snapshot().flatMap((group) => group.ingress.concat(group.egress)),
    /** From here on reads show what is really there. */
    settle: () => {
      stale = 0;
    },
  };
}
