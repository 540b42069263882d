import type { Decision } from '../../../../lambda/access/decision';
import type { Relation } from '../../../../lambda/access/vocabulary';
import type { Role } from '../../../../lambda/identity/roles';
import type { Case } from './expected';
import { expectedReason, NO_HINDRANCE } from './expected';
import { casesOf, DEEDS, engineOf, named, questionOf, RELATIONS } from './questions';

/** Everything that can be asked of these roles, while nothing stands against it. */
export function holdToMatrix(roles: readonly (Role | 'service')[]): void {
  const engine = engineOf();

  describe.each(roles)('%s', (role) => {
    const decided = new Map<string, readonly [Case, Decision]>();

    beforeAll(() => {
      for (const question of casesOf(role)) {
        decided.set(named(question), [question, engine.decide(questionOf(question))]);
      }
    });

    /** Questions that are allowed, and not so once they are changed. */
    const narrowed = (changed: (question: Case) => readonly Case[]): readonly string[] =>
      [...decided.values()]
        .filter(([, { allowed }]) => allowed)
        .flatMap(([question]) =>
          changed(question)
            .filter((other) => decided.get(named(other))?.[1].allowed !== true)
            .map((other) => `${named(question)} -> ${named(other)}`),
        );

    it('may do what the matrix says, in every relation, with and without approval, and no more', () => {
      const wrong = [...decided.values()]
        .map(([question, decision]) => ({
          question: named(question),
          expected: expectedReason(question, NO_HINDRANCE) ?? 'allowed',
          found: decision.allowed ? 'allowed' : decision.reason,
        }))
        .filter(({ expected, found }) => expected !== found);
      expect(wrong).toEqual([]);
      expect(decided.size).toBe(DEEDS.length * RELATIONS.length * 2);
    });

    it('may no less in one relation more, or with an approval', () => {
      expect(
        narrowed((question) => [
          { ...question, approval: true },
          ...Object.keys(question.relation).map((name) => ({
            ...question,
            relation: { ...question.relation, [name]: true } as Relation,
          })),
        ]),
      ).toEqual([]);
    });

    it('may with a broken glass what it may for its own patients, and nothing else', () => {
      expect(
        narrowed((question) => {
          const relation = { ...question.relation, careTeam: true, brokenGlass: false };
          return question.relation.brokenGlass ? [{ ...question, relation }] : [];
        }),
      ).toEqual([]);
    });
  });
}
