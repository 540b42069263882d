import type { CostedResource, CostedZone } from './billings';
import { billed, PriceError } from './billings';
import type { FixedPriceId } from './fixed-prices';
import { FIXED_PRICES } from './fixed-prices';
import { HOURS_A_MONTH } from './price';
import type { UsagePriceId } from './usage-prices';
import { USAGE_PRICES } from './usage-prices';

/** One line of the bill of an idle zone, for a month of 730 hours. */
export interface CostLine {
  readonly stack: string;
  readonly price: FixedPriceId;
  readonly item: string;
  /** How many there are. */
  readonly count: number;
  /** Billed quantity, in `unit`. */
  readonly quantity: number;
  readonly unit: string;
  /** USD for one unit. */
  readonly unitPrice: number;
  /** USD a month, to the cent. */
  readonly usd: number;
}

/** How much of something is used in a month, in the unit of its price. */
export interface Usage {
  readonly price: UsagePriceId;
  readonly quantity: number;
  /** Where the quantity comes from. */
  readonly basis: string;
}

/** One line of the bill of what is used. */
export interface UsageLine extends Pick<
  CostLine,
  'item' | 'quantity' | 'unit' | 'unitPrice' | 'usd'
> {
  readonly price: UsagePriceId;
  readonly basis: string;
}

/**
 * Fixed monthly cost of an idle zone, by stack: what is billed while nobody uses it.
 *
 * @throws PriceError when nobody has said what a type costs
 */
export function estimate(zone: CostedZone): readonly CostLine[] {
  return [...zone].flatMap(([stack, { Resources }]) => {
    const counts = new Map<FixedPriceId, number>();
    for (const [logicalId, resource] of Object.entries(Resources)) {
      for (const [id, count] of billedOf(resource, zone, `${stack} ${logicalId}`)) {
        counts.set(id, (counts.get(id) ?? 0) + count);
      }
    }
    return [...counts].map(([id, count]) => costLine(stack, id, count));
  });
}

/** Says of which resource it is that nobody knows the price. */
function billedOf(
  resource: CostedResource,
  zone: CostedZone,
  where: string,
): ReturnType<typeof billed> {
  try {
    return billed(resource, zone);
  } catch (error) {
    if (!(error instanceof PriceError)) throw error;
    throw new PriceError(`${where}: ${error.message}`, { cause: error });
  }
}

/** Monthly cost of what is used. */
export function estimateUsage(usages: readonly Usage[]): readonly UsageLine[] {
  return usages.map(({ price, quantity, basis }) => {
    const { item, unit, usd: unitPrice } = USAGE_PRICES[price];
    return { price, item, quantity, unit, unitPrice, usd: toCents(quantity * unitPrice), basis };
  });
}

/** The three lines that weigh most, heaviest first. */
export function largest(lines: readonly CostLine[]): readonly CostLine[] {
  return lines.toSorted((a, b) => b.usd - a.usd).slice(0, 3);
}

/** Sum of lines in USD, to the cent. */
export function total(lines: readonly Pick<CostLine, 'usd'>[]): number {
  return toCents(lines.reduce((sum, { usd }) => sum + usd, 0));
}

function costLine(stack: string, price: FixedPriceId, count: number): CostLine {
  const { item, unit, usd: unitPrice } = FIXED_PRICES[price];
  const quantity = unit.endsWith('hour') ? count * HOURS_A_MONTH : count;
  return {
    stack,
    price,
    item,
    count,
    quantity,
    unit,
    unitPrice,
    usd: toCents(quantity * unitPrice),
  };
}

/** Half a cent goes up, also where binary fractions are a trace below it. */
function toCents(usd: number): number {
  return Math.round(Number((usd * 100).toFixed(6))) / 100;
}
