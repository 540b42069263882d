import type { Rule } from '../rule';
import { keyRotation } from './key-rotation';

/** Every rule of our own, in alphabetical order. */
export const RULES: readonly Rule[] = [keyRotation];
