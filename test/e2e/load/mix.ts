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

/** Numbers from 0 to 1, exclusive. */
export type Random = () => number;

/** Numbers that look random and are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The kind of the next call. */
export function nextKind(random: Random): Kind {
  let at = random() * KINDS.reduce((sum, kind) => sum + MIX[kind], 0);
  return KINDS.find((kind) => (at -= MIX[kind]) < 0) ?? 'append';
}
