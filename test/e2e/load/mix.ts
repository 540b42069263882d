import type { Random } from '../../support/random';

/** Kinds of calls of a ward. */
export const KINDS = ['append', 'encrypt', 'decrypt', 'report'] as const;
export type Kind = (typeof KINDS)[number];

/**
 * Of a hundred calls: an application that writes down what was done, fields that come in and are read, and
 * now and then somebody who asks who saw a patient. Made up, in the proportions of a ward by day.
 */
export const MIX: Readonly<Record<Kind, number>> = {
  append: 45,
  encrypt: 22,
  decrypt: 30,
  report: 3,
};

/** The kind of the next call. */
export function nextKind(random: Random): Kind {
  let at = random.below(KINDS.reduce((sum, kind) => sum + MIX[kind], 0));
  return KINDS.find((kind) => (at -= MIX[kind]) < 0) ?? 'append';
}
