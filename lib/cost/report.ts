import type { Profile, ZoneConfig } from '../config/schema';
import { auditCost, shardsFor } from './audit-events';
import type { CostedZone } from './billings';
import type { CostLine, UsageLine } from './estimate';
import { estimate, estimateUsage, largest, total } from './estimate';
import { leversFor, pulled } from './levers';
import { PRICES } from './prices';
import { SMALL_ACCOUNT } from './small-account';

/** What a zone costs a month while nobody uses it. */
export interface ZoneCost {
  /** Its config. */
  readonly file: string;
  readonly profile: Profile;
  readonly name: string;
  readonly region: string;
  readonly lines: readonly CostLine[];
  /** USD. */
  readonly total: number;
  /** USD of `total` at prices that nobody has looked up. */
  readonly unverified: number;
  readonly largest: readonly CostLine[];
  /** What saves most comes first. */
  readonly levers: readonly PulledLever[];
}

/** What one change of config does to the total. */
export interface PulledLever {
  readonly change: string;
  /** USD a month: less than zero saves. */
  readonly difference: number;
}

/** What is billed by use, on top of that. */
export interface UseCost {
  readonly auditEvents: readonly {
    readonly eventsAMonth: number;
    readonly shards: number;
    /** USD a month, the stream and the clock of the ledger included. */
    readonly usd: number;
  }[];
  readonly smallAccount: { readonly lines: readonly UsageLine[]; readonly usd: number };
}

/** Makes the templates of a zone: of its config, or of that with a lever pulled. */
export type MakeTemplates = (config: ZoneConfig) => CostedZone;

/** How many zones {@link zoneCost} builds: this one, and one for each lever of it. */
export function zonesBuilt(config: ZoneConfig): number {
  return 1 + leversFor(config).length;
}

/**
 * @param onBuilt called after each zone that was built
 * @throws PriceError when nobody has said what something of the zone costs
 */
export function zoneCost(
  file: string,
  config: ZoneConfig,
  make: MakeTemplates,
  onBuilt: () => void,
): ZoneCost {
  const linesOf = (built: ZoneConfig): readonly CostLine[] => {
    const lines = estimate(make(built));
    onBuilt();
    return lines;
  };
  const { profile, name, region } = config;
  const lines = linesOf(config);
  const unverified = lines.filter(({ price }) => PRICES[price].checked === 'unverified');
  const levers = leversFor(config).map((lever) => ({
    change: lever.change,
    difference: total([...linesOf(pulled(config, lever)), { usd: -total(lines) }]),
  }));
  return {
    file,
    profile,
    name,
    region,
    lines,
    total: total(lines),
    unverified: total(unverified),
    largest: largest(lines),
    levers: levers.toSorted((a, b) => a.difference - b.difference),
  };
}

const VOLUMES = [0, 1e6, 1e8, 1e10];

export function useCost(): UseCost {
  const lines = estimateUsage(SMALL_ACCOUNT);
  return {
    auditEvents: VOLUMES.map((eventsAMonth) => ({
      eventsAMonth,
      shards: shardsFor(eventsAMonth),
      usd: total(auditCost(eventsAMonth)),
    })),
    smallAccount: { lines, usd: total(lines) },
  };
}
