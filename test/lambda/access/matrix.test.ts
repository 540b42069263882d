import type { Decision } from '../../../lambda/access/decision';
import type { Case } from './support/expected';
import { expectedReason, NO_HINDRANCE } from './support/expected';
import { casesOf, engineOf, EVERYBODY, named, questionOf } from './support/questions';

const engine = engineOf();

/** Each deed with what was decided of it under every relation, with and without approval. */
const DECIDED: ReadonlyMap<string, readonly (readonly [Case, Decision])[]> = new Map(
  EVERYBODY.map((role) => [
    role,
    casesOf(role).map((question) => [question, engine.decide(questionOf(question))] as const),
  ]),
);

describe.each(EVERYBODY)('%s', (role) => {
  const decided = DECIDED.get(role) ?? [];

  it('may do what the matrix says, in every relation, with and without approval, and no more', () => {
    const wrong = decided
      .map(([question, decision]) => ({
        question: named(question),
        expected: expectedReason(question, NO_HINDRANCE) ?? 'allowed',
        found: decision.allowed ? 'allowed' : decision.reason,
      }))
      .filter(({ expected, found }) => expected !== found);
    expect(wrong).toEqual([]);
    expect(decided.length).toBe((14 * 11 + 2 + 16) * 16 * 2);
  });
});
