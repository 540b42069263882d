import { DEVELOPMENT } from './development/half';
import type { Labelled } from './labelled';
import { createRandom } from './random';
import { SCORED } from './scored/half';
import type { List, Values } from './values';
import { write } from './write';

/** Texts of a half that hold identifiers, and such that hold none. */
export const WITH_IDENTIFIERS = 1000;
export const WITHOUT_IDENTIFIERS = 300;

export interface Half {
  readonly values: Values;
  readonly templates: List;
  /** Of texts without an identifier of anybody, full of what looks like one. */
  readonly negatives: List;
}

/**
 * Recognizers are written against `development`; `scored` says how good they are. Neither has a template
 * or a value of the other.
 */
export const HALVES = { development: DEVELOPMENT, scored: SCORED } as const;

/** The texts of a half, the same each time. */
export function textsOf({ values, templates, negatives }: Half): readonly Labelled[] {
  const several = (from: List, count: number, seed: number): readonly Labelled[] =>
    Array.from({ length: count }, (_, at) =>
      write(from[at % from.length] ?? from[0], values, createRandom(seed + at)),
    );
  return [
    ...several(templates, WITH_IDENTIFIERS, values.seed),
    ...several(negatives, WITHOUT_IDENTIFIERS, values.seed + WITH_IDENTIFIERS),
  ];
}
