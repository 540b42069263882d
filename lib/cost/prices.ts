import type { FixedPriceId } from './fixed-prices';
import { FIXED_PRICES } from './fixed-prices';
import type { Price } from './price';
import type { UsagePriceId } from './usage-prices';
import { USAGE_PRICES } from './usage-prices';

export type PriceId = FixedPriceId | UsagePriceId;

/** Every price that there is, by its id. */
export const PRICES: Readonly<Record<PriceId, Price>> = { ...FIXED_PRICES, ...USAGE_PRICES };
