import type { Policy } from '../../../lambda/access/engine-policies';
import {
  ALWAYS_FILE,
  fileOfRole,
  POLICY_FILES,
  readPolicies,
  SCHEMA_FILE,
} from '../../../lambda/access/engine-policies';
import { DATA_TYPES } from '../../../lambda/shared/audit/vocabulary';
import type { Case, Hindrances } from './support/expected';
import { expectedReason, NO_HINDRANCE } from './support/expected';
import {
  casesOf,
  DEEDS,
  engineOf,
  EVERYBODY,
  EVERY_RELATION,
  FILES,
  questionOf,
} from './support/questions';

/**
 * What the tests of the matrix are worth: each policy of each file is changed in one place at a time,
 * and what they ask must show each change.
 */

/** A policy with one change, and what that makes of the permissions. */
interface Mutant {
  readonly name: string;
  readonly policy: Policy;
  readonly text: string;
  readonly effect: 'less' | 'more';
}

function mutantsOf(policy: Policy): readonly Mutant[] {
  const { id, text } = policy;
  const permits = text.includes('\npermit (');
  const mutant = (name: string, changed: string, narrower: boolean): readonly Mutant[] =>
    changed === text
      ? []
      : [
          {
            name: `${id} ${name}`,
            policy,
            text: changed,
            effect: narrower === permits ? 'less' : 'more',
          },
        ];
  // A list of all data types asks for nothing.
  const clauses = (text.match(/\n(?:when|unless) \{[^}]*\}/g) ?? []).filter((clause) =>
    DATA_TYPES.some((type) => !clause.includes(`"${type}"`)),
  );
  const listed = [...text.matchAll(/(?<!== )(?:Action|DataType)::"([a-z-]+)"/g)];
  const foreign = DATA_TYPES.find((type) => !text.includes(`"${type}"`));
  const relations = ['careTeam', 'department', 'own'].filter((name) => !text.includes(name));
  return [
    ...mutant('taken out', '', true),
    ...clauses.flatMap((clause) =>
      mutant(`without ${clause.trim()}`, text.replace(clause, ''), false),
    ),
    ...[listed.at(0), listed.at(-1)].flatMap((found) =>
      found === undefined
        ? []
        : mutant(`without ${found[1] ?? ''}`, withoutWord(text, found.index, found[0]), true),
    ),
    ...relations.flatMap((name) =>
      mutant(
        `with ${name}`,
        text.replace('when { context.', `when { context.${name} || context.`),
        false,
      ),
    ),
    ...(foreign === undefined
      ? []
      : mutant(
          `with ${foreign}`,
          text.replace('DataType::', `DataType::"${foreign}", DataType::`),
          false,
        )),
  ];
}

function withoutWord(text: string, at: number, word: string): string {
  const rest = text.slice(at + word.length).replace(/^,\s*/, '');
  const before = text.slice(0, at);
  return (/^\s*\]/.test(rest) ? before.replace(/,\s*$/, '') : before) + rest;
}

/** What a change of a file must show in: every question of its role, or every hindrance of all roles. */
function questionsOf({ file, text }: Policy): readonly (readonly [Case, Hindrances])[] {
  if (file === ALWAYS_FILE) {
    return EVERYBODY.flatMap((role) =>
      DEEDS.flatMap((deed) =>
        [true, false].flatMap((approval) =>
          HINDRANCES.map(
            (hindrances) =>
              [{ role, ...deed, relation: EVERY_RELATION, approval }, hindrances] as const,
          ),
        ),
      ),
    );
  }
  return EVERYBODY.filter((role) => fileOfRole(role) === file)
    .flatMap(casesOf)
    .filter(({ action }) => text.includes(`"${action}"`))
    .map((question) => [question, NO_HINDRANCE] as const);
}

const HINDRANCES: readonly Hindrances[] = [
  NO_HINDRANCE,
  { ...NO_HINDRANCE, inactive: true },
  { ...NO_HINDRANCE, otherTenant: true },
  { ...NO_HINDRANCE, restricted: true },
  { ...NO_HINDRANCE, serviceNotNamed: true },
];

/** Whether one of the questions is answered otherwise than the tests of the matrix expect. */
function isSeen({ policy, text, effect }: Mutant): boolean {
  const engine = engineOf(
    FILES.map((file) =>
      file.name === policy.file
        ? { ...file, text: file.text.replace(policy.text, () => text) }
        : file,
    ),
  );
  return questionsOf(policy).some(([question, hindrances]) => {
    const expected = expectedReason(question, hindrances) ?? 'allowed';
    // What permits less does not show where nothing is permitted.
    if (effect === 'less' && expected !== 'allowed') return false;
    const decision = engine.decide(questionOf(question, hindrances));
    return expected !== (decision.allowed ? 'allowed' : decision.reason);
  });
}

const NAMES = POLICY_FILES.filter((name) => name !== SCHEMA_FILE);

it.each(NAMES)('shows each change of %s', (name) => {
  const mutants = readPolicies(FILES)
    .filter(({ file }) => file === name)
    .flatMap(mutantsOf);
  expect(mutants.length).toBeGreaterThan(4);
  expect(mutants.filter((mutant) => !isSeen(mutant)).map((mutant) => mutant.name)).toEqual([]);
});
