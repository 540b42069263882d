import { z } from 'zod';

/**
 * A whole number with both its ends said.
 *
 * @param unit what it counts, such as `of minutes`. Default: nothing is said
 */
export const between = (least: number, most: number, unit = '') =>
  z
    .int(`expected a whole number${unit && ` ${unit}`} from ${least} to ${most}`)
    .min(least, `expected at least ${least}`)
    .max(most, `expected at most ${most}`);
