import { cedar } from '../../support/cedar';
import * as fc from 'fast-check';
import { ALWAYS_FILE, readPolicies } from '../../../lambda/access/engine-policies';
import type { Case, Hindrances } from './support/expected';
import { expected, expectedReason } from './support/expected';
import {
  DEEDS,
  engineOf,
  EVERYBODY,
  EVERY_RELATION,
  FILES,
  named,
  questionOf,
  RELATIONS,
} from './support/questions';

const engine = engineOf();

const YES_NO = [false, true];
const HINDRANCES: readonly Hindrances[] = YES_NO.flatMap((inactive) =>
  YES_NO.flatMap((otherTenant) =>
    YES_NO.flatMap((restricted) =>
      YES_NO.map((serviceNotNamed) => ({ inactive, otherTenant, restricted, serviceNotNamed })),
    ),
  ),
);

function found(question: Case, hindrances: Hindrances): string {
  const decision = engine.decide(questionOf(question, hindrances));
  return decision.allowed ? 'allowed' : decision.reason;
}

it.each(EVERYBODY)(
  'lets %s do nothing of all that it may, while one thing stands against it',
  (role) => {
    const allowed = DEEDS.map((deed) => ({
      role,
      ...deed,
      relation: EVERY_RELATION,
      approval: true,
    })).filter(expected);
    expect(allowed.length).toBeGreaterThan(0);
    const wrong = allowed.flatMap((question) =>
      HINDRANCES.map((hindrances) => ({
        question: named(question),
        hindrances,
        expected: expectedReason(question, hindrances) ?? 'allowed',
        found: found(question, hindrances),
      })).filter((row) => row.expected !== row.found),
    );
    expect(wrong).toEqual([]);
  },
);

it('decides any question as expected, whatever stands against it', () => {
  const questions = fc.record({
    role: fc.constantFrom(...EVERYBODY),
    deed: fc.constantFrom(...DEEDS),
    relation: fc.constantFrom(...RELATIONS),
    approval: fc.boolean(),
    hindrances: fc.constantFrom(...HINDRANCES),
  });
  fc.assert(
    fc.property(questions, ({ role, deed, relation, approval, hindrances }) => {
      const question = { role, ...deed, relation, approval };
      expect(found(question, hindrances)).toBe(expectedReason(question, hindrances) ?? 'allowed');
    }),
    { numRuns: 3000 },
  );
});

it('forbids whoever asks, whatever is asked for: which is why a sample of the rest is enough', () => {
  const open = readPolicies(FILES)
    .filter(({ file }) => file === ALWAYS_FILE)
    .flatMap(({ id, text }) => {
      const answer = cedar.policyToJson(text);
      if (answer.type === 'failure') throw new Error(id);
      const { effect, principal, action, resource, conditions } = answer.json;
      expect([effect, principal.op, resource.op]).toEqual(['forbid', 'All', 'All']);
      return action.op === 'All' ? [[id, conditions] as const] : [];
    });
  const circumstance = (attr: string) => ({ '.': { left: { Var: 'context' }, attr } });
  expect(open).toEqual([
    ['always-inactive', [{ kind: 'unless', body: circumstance('active') }]],
    ['always-other-tenant', [{ kind: 'unless', body: circumstance('sameTenant') }]],
    ['always-restricted', [{ kind: 'when', body: circumstance('restricted') }]],
    ['always-service-not-named', [{ kind: 'unless', body: circumstance('serviceNamed') }]],
  ]);
});
