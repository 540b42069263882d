import * as z from 'zod/mini';
import { finalStatements, script, undoStatements } from './set-up';
import type { Faults } from './state';
import { faults } from './state';
import type { Target } from './target';

const count = z.int().check(z.minimum(0));

const answer = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('going-on'),
    phase: z.enum(['encrypt', 'verify']),
    done: count,
    total: z.optional(count),
    /** To be given to the next slice. Encrypted: it holds a key of a row. */
    state: z.string(),
  }),
  z.object({
    outcome: z.literal('done'),
    /** Whether every row has what it needs. */
    verified: z.boolean(),
    /** Whether that was found by decrypting, and not by form and length alone. */
    compared: z.boolean(),
    faults,
    /** SQL that takes the plain column away. Only when everything was verified. */
    final: z.optional(z.string()),
    /** SQL that takes away what the backfill made. */
    undo: z.string(),
  }),
  z.object({ outcome: z.enum(['refused', 'interrupted']), message: z.string() }),
]);

/** What a slice answers. Nothing of a row is in it. */
export type BackfillAnswer = z.infer<typeof answer>;

/** An answer of the function; undefined when it is none. */
export function readAnswer(value: unknown): BackfillAnswer | undefined {
  return answer.safeParse(value).data;
}

/** What is said at the end. The plain column goes only when no row lacks anything. */
export function endOf(
  target: Target,
  found: Faults,
  compared: boolean,
): Omit<Extract<BackfillAnswer, { readonly outcome: 'done' }>, 'outcome'> {
  const verified = Object.values(found).every((rows) => rows === 0);
  return {
    verified,
    compared,
    faults: found,
    ...(verified ? { final: script(finalStatements(target)) } : {}),
    undo: script(undoStatements(target)),
  };
}
