import type { Half } from '../corpus';
import { MACHINE } from './machine';
import { NEGATIVES } from './negatives';
import { PROSE } from './prose';
import { VALUES } from './values';

/** The half against which recognizers are written. */
export const DEVELOPMENT: Half = {
  values: VALUES,
  templates: [...PROSE, ...MACHINE],
  negatives: NEGATIVES,
};
