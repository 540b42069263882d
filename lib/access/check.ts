import type * as CedarWasm from '@cedar-policy/cedar-wasm/nodejs';
import { PolicyError } from '../../lambda/access/engine-error';
import type { Policy, PolicyFile } from '../../lambda/access/engine-policies';
import { readPolicies, SCHEMA_FILE } from '../../lambda/access/engine-policies';
import { lintFile, lintPolicy, lintSchema } from './lint';

/** What is used of Cedar to look at policies. */
export type CedarChecks = Pick<
  typeof CedarWasm,
  'checkParseSchema' | 'policySetTextToParts' | 'policyToJson' | 'schemaToJson' | 'validate'
>;

/**
 * Holds the policies to their schema (strict validation of Cedar, its warnings included) and to the
 * rules of the house: `lint.ts`.
 *
 * @throws PolicyError that names everything that is wrong: file, line, policy, mend
 */
export function checkPolicies(cedar: CedarChecks, files: readonly PolicyFile[]): void {
  // Each of these says nothing of use about what the one before has found.
  refuse(syntaxProblems(cedar, files));
  const policies = readPolicies(files);
  refuse(files.flatMap((file) => readingProblems(cedar, file, policies)));
  refuse([
    ...files.flatMap(lintFile),
    ...lintSchema(schemaJson(cedar, files)),
    ...policies.flatMap((policy) => lintPolicy(policy, policyJson(cedar, policy.text))),
    ...validationProblems(cedar, files, policies),
  ]);
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new PolicyError(problems);
}

function syntaxProblems(cedar: CedarChecks, files: readonly PolicyFile[]): readonly string[] {
  return files.flatMap(({ name, text }) => {
    const answer =
      name === SCHEMA_FILE ? cedar.checkParseSchema(text) : cedar.policySetTextToParts(text);
    if (answer.type === 'success') return [];
    return answer.errors.map((error) => {
      const [place] = error.sourceLocations ?? [];
      const expected = place?.label ?? error.help;
      return `${name}${lineAt(text, place)}: ${error.message}${expected === null ? '' : `; ${expected}`}.`;
    });
  });
}

/** The engine counts policies by their `@id`, Cedar by what it parses: the two must agree. */
function readingProblems(
  cedar: CedarChecks,
  { name, text }: PolicyFile,
  policies: readonly Policy[],
): readonly string[] {
  if (name === SCHEMA_FILE) return [];
  const parts = cedar.policySetTextToParts(text);
  if (parts.type === 'failure') return [];
  if (parts.policy_templates.length > 0) {
    return [`${name}: found a template (?principal or ?resource). Write the role out.`];
  }
  // Cedar sorts them by the names that it gives, "policy10" before "policy2".
  const cedars = parts.policies
    .toSorted((a, b) => text.indexOf(a) - text.indexOf(b))
    .map((part) => policyJson(cedar, part).annotations ?? {});
  const ours = policies.filter(({ file }) => file === name);
  const agree =
    cedars.length === ours.length &&
    ours.every(({ id, citation, reason }, at) => {
      const theirs = cedars[at];
      return (
        theirs?.['id'] === id && theirs['citation'] === citation && theirs['reason'] === reason
      );
    });
  if (agree) return [];
  const [found, named] = [cedars, ours].map((list) => String(list.length));
  return [
    `${name}: Cedar reads ${found ?? ''} policies, and ${named ?? ''} are found by a line that begins with @id("..."). Begin each with @id, and write each annotation on a line of its own.`,
  ];
}

function validationProblems(
  cedar: CedarChecks,
  files: readonly PolicyFile[],
  policies: readonly Policy[],
): readonly string[] {
  const answer = cedar.validate({
    schema: textOf(files, SCHEMA_FILE),
    policies: { staticPolicies: Object.fromEntries(policies.map(({ id, text }) => [id, text])) },
    validationSettings: { mode: 'strict' },
  });
  if (answer.type === 'failure') return answer.errors.map(({ message }) => `${message}.`);
  const wrong = new Set(answer.validationErrors.map(({ policyId }) => policyId));
  const warnings = answer.validationWarnings.filter(({ policyId }) => !wrong.has(policyId));
  const problems = [...answer.validationErrors, ...warnings].map(({ policyId, error }) => {
    const policy = policies.find(({ id }) => id === policyId);
    const place = policy === undefined ? '' : placeIn(files, policy, error.sourceLocations?.[0]);
    const message = error.message
      .replace(/^for policy `[^`]*`[:,] /, '')
      // Said once for each action, in no order.
      .replace(/ for Action::"[^"]*"/, '');
    return `${place}, policy ${policyId}: ${message}; ${error.help ?? 'mend it or take it out'}.`;
  });
  // Such as a letter that looks like another one.
  const others = answer.otherWarnings.map(({ message }) => `${message}.`);
  return [...new Set([...problems, ...others])].map((problem) => problem.replace(/\?\.$/, '?'));
}

/** File and line of a place in the text of a policy. */
function placeIn(
  files: readonly PolicyFile[],
  { file, text }: Policy,
  place: CedarWasm.SourceLabel | undefined,
): string {
  const whole = textOf(files, file);
  const before = Buffer.byteLength(whole.slice(0, whole.indexOf(text)));
  return `${file}${lineAt(whole, { start: before + (place?.start ?? 0) })}`;
}

/** The line of an offset, which Cedar counts in bytes. */
function lineAt(text: string, place: { readonly start: number } | undefined): string {
  if (place === undefined) return '';
  const before = Buffer.from(text).subarray(0, place.start).toString();
  return `, line ${String(before.split('\n').length)}`;
}

function textOf(files: readonly PolicyFile[], wanted: string): string {
  return files.find(({ name }) => name === wanted)?.text ?? '';
}

function policyJson(cedar: CedarChecks, text: string): CedarWasm.PolicyJson {
  const answer = cedar.policyToJson(text);
  if (answer.type === 'success') return answer.json;
  throw new PolicyError(answer.errors.map(({ message }) => `${message}.`));
}

function schemaJson(
  cedar: CedarChecks,
  files: readonly PolicyFile[],
): CedarWasm.SchemaJson<string> {
  const answer = cedar.schemaToJson(textOf(files, SCHEMA_FILE));
  if (answer.type === 'success') return answer.json;
  throw new PolicyError(answer.errors.map(({ message }) => `${SCHEMA_FILE}: ${message}.`));
}
