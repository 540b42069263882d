import type { Half } from '../corpus';
import { MACHINE } from './machine';
import { NEGATIVES } from './negatives';
import { PROSE } from './prose';
import { VALUES } from './values';

/** The half by which recognizers are judged. It is never changed to please them. */
export const SCORED: Half = {
  values: VALUES,
  templates: [...PROSE, ...MACHINE],
  negatives: NEGATIVES,
};
