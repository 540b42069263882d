import { cedar } from '../support/cedar';
import { PolicyError } from '../../lambda/access/engine-error';
import type { PolicyFile } from '../../lambda/access/engine-policies';
import { checkPolicies } from '../../lib/access/check';
import { readPolicyFiles } from '../../lib/access/policy-files';

const FILES = readPolicyFiles();

function problemsOf(files: readonly PolicyFile[]): readonly string[] {
  try {
    checkPolicies(cedar, files);
    return [];
  } catch (error) {
    if (error instanceof PolicyError) return error.problems;
    throw error;
  }
}

/** The problems of the shipped files, with one text of one file replaced. */
function replaced(name: string, from: string, to: string): readonly string[] {
  const files = FILES.map((file) => {
    if (file.name !== name) return file;
    if (!file.text.includes(from)) throw new Error(`${name} does not hold ${from}`);
    return { name, text: file.text.replace(from, to) };
  });
  return problemsOf(files);
}

it('finds nothing wrong with the shipped policies', () => {
  expect(problemsOf(FILES)).toEqual([]);
});

it.each<readonly [string, string, string, string, string]>([
  [
    'a word that the schema does not know, with the nearest',
    'nurse.cedar',
    'context.department',
    'context.departement',
    'nurse.cedar, line 34, policy nurse-sees: attribute `departement` in context not found; did you mean `department`?',
  ],
  [
    'a data type that is none',
    'billing.cedar',
    'DataType::"insurance"',
    'DataType::"insurances"',
    'billing.cedar, line 23, policy billing-sees: entity `DataType::"insurances"` is of an enumerated entity type',
  ],
  [
    'what can never apply',
    'auditor.cedar',
    'action == Action::"review-access",\n  resource\n)',
    'action == Action::"review-access",\n  resource\n) when { resource is DataType }',
    'policy auditor-reviews-access: policy is impossible',
  ],
  [
    'an action that is none',
    'researcher.cedar',
    'Action::"deidentify"',
    'Action::"deidentfy"',
    'policy researcher-deidentifies: unrecognized action `Action::"deidentfy"`; did you mean `Action::"deidentify"`?',
  ],
  [
    'what is no Cedar, with its line',
    'patient.cedar',
    'when { context.own };',
    'when { context.own ;',
    'patient.cedar, line 35: unexpected token `;`',
  ],
  [
    'a schema that is none',
    'schema.cedarschema',
    'entity Zone enum',
    'entity Zone enumm',
    'schema.cedarschema, line 39: ',
  ],
  [
    'a schema that lacks a word of the code',
    'schema.cedarschema',
    '  "imaging"\n',
    '  "imagery"\n',
    'schema.cedarschema: DataType has no "imaging", which the code knows. Add it.',
  ],
  [
    'a schema that knows more than the code',
    'schema.cedarschema',
    'action delete',
    'action delete, purge',
    'schema.cedarschema: action has "purge", which the code does not know.',
  ],
  [
    'a policy without an id',
    'nurse.cedar',
    '@id("nurse-audit")\n',
    '',
    'nurse.cedar: Cedar reads 7 policies, and 6 are found by a line that begins with @id("..."). Begin each with @id',
  ],
  [
    'an annotation that the engine would not read',
    'nurse.cedar',
    '@id("nurse-audit")\n@citation',
    '@id("nurse-audit") @citation',
    'nurse.cedar, policy nurse-audit: has no @citation.',
  ],
  [
    'an id that another one has',
    'nurse.cedar',
    '@id("nurse-audit")',
    '@id("nurse-sees")',
    'nurse.cedar, policy nurse-sees: another policy has this @id. Give it one of its own.',
  ],
  [
    'an id from which one does not find the file',
    'nurse.cedar',
    '@id("nurse-audit")',
    '@id("audit")',
    'nurse.cedar, policy audit: @id does not begin with "nurse-", by which one finds its file.',
  ],
  [
    'a citation that is none',
    'nurse.cedar',
    '"45 CFR 164.312(b)"',
    '"common sense"',
    'nurse.cedar, policy nurse-audit: @citation is "common sense": expected paragraphs such as',
  ],
  [
    'a permission for everybody',
    'nurse.cedar',
    'principal == Role::"nurse"',
    'principal',
    'nurse.cedar, policy nurse-sees: permits to somebody else than this file says: expected principal == Role::"nurse".',
  ],
  [
    'a permission for another role',
    'nurse.cedar',
    'principal == Role::"nurse"',
    'principal == Role::"billing"',
    'permits to somebody else than this file says',
  ],
  [
    'a permission for every action',
    'nurse.cedar',
    'action == Action::"break-glass"',
    'action',
    'nurse.cedar, policy nurse-glass: permits every action. Name those that it permits',
  ],
  [
    'a prohibition in the file of a role',
    'nurse.cedar',
    'permit (',
    'forbid (',
    'nurse.cedar, policy nurse-sees: forbids, and its @reason is missing. Expected one of inactive',
  ],
  [
    'a prohibition in the file of a role, with a reason',
    'nurse.cedar',
    'permit (',
    '@reason("restricted")\nforbid (',
    'nurse.cedar, policy nurse-sees: forbids. What is forbidden to all stands in always.cedar.',
  ],
  [
    'a permission among the prohibitions',
    'always.cedar',
    'forbid (',
    'permit (',
    'always.cedar, policy always-inactive: permits. What one role may do stands in the file of the role.',
  ],
  [
    'a prohibition for one role alone',
    'always.cedar',
    'forbid (principal,',
    'forbid (principal == Role::"nurse",',
    'always.cedar, policy always-inactive: names a principal: what stands here holds for all.',
  ],
  [
    'a reason that is none',
    'always.cedar',
    '@reason("restricted")',
    '@reason("because")',
    'always.cedar, policy always-restricted: forbids, and its @reason is "because". Expected one of',
  ],
  [
    'a template',
    'nurse.cedar',
    'principal == Role::"nurse"',
    'principal == ?principal',
    'nurse.cedar: found a template (?principal or ?resource). Write the role out.',
  ],
  [
    'a file that does not say what it is',
    'nurse.cedar',
    '// NURSE\n//\n',
    '\n',
    'nurse.cedar: does not begin with a comment. Write the role',
  ],
])('names %s', (_, name, from, to, problem) => {
  expect(replaced(name, from, to).join('\n')).toContain(problem);
});

it('names files that are missing, and those that no role reads', () => {
  const others = FILES.filter(({ name }) => name !== 'always.cedar');
  const problems = problemsOf([...others, { name: 'surgeon.cedar', text: '' }]);
  expect(problems).toEqual([
    'always.cedar is missing: expected beside the other policies.',
    expect.stringMatching(/^surgeon\.cedar belongs to no role: expected schema\.cedarschema, /),
  ]);
});

it('says in its message all that is wrong', () => {
  const files = FILES.map(({ name, text }) => ({ name, text: text.replaceAll('45 CFR ', '') }));
  expect(() => checkPolicies(cedar, files)).toThrow(
    /^The access policies cannot be used:\n {2}always\.cedar, policy always-inactive: [^]*\n {2}service\.cedar, policy service-protects: /,
  );
});
