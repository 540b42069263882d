import type * as CedarWasm from '@cedar-policy/cedar-wasm/nodejs';
import { PolicyError } from '../../lambda/access/engine-error';
import type { Policy, PolicyFile } from '../../lambda/access/engine-policies';
import { readPolicies, SCHEMA_FILE } from '../../lambda/access/engine-policies';
import { lintFile, lintPolicy, lintSchema } from './lint';

/** What is used of Cedar to look at policies. */
export type CedarChecks = Pick<
  typeof CedarWasm,
  'policySetTextToParts' | 'policyToJson' | 'schemaToJson' | 'validate'
>;

/**
 * Holds the policies to their schema (strict validation of Cedar, its warnings included) and to the
 * rules of the house: `lint.ts`.
 *
 * @throws PolicyError that names what is wrong: file, line, policy, mend
 */
export function checkPolicies(cedar: CedarChecks, files: readonly PolicyFile[]): void {
  // What one step has found makes the next ones say nothing of use.
  const { schema, read } = parse(cedar, files);
  const policies = readPolicies(files);
  const pairs = pair(read, policies);
  refuse([
    ...files.flatMap(lintFile),
    ...lintSchema(schema),
    ...pairs.flatMap(([policy, json]) => lintPolicy(policy, json)),
    ...validationProblems(cedar, files, policies),
  ]);
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new PolicyError(problems);
}

/** A file as Cedar reads it. */
interface CedarFile {
  readonly name: string;
  readonly policies: readonly CedarWasm.PolicyJson[];
}

function parse(
  cedar: CedarChecks,
  files: readonly PolicyFile[],
): { readonly schema: CedarWasm.SchemaJson<string>; readonly read: readonly CedarFile[] } {
  const problems: string[] = [];
  const schema = cedar.schemaToJson(textOf(files, SCHEMA_FILE));
  if (schema.type === 'failure') {
    problems.push(...syntaxProblems(SCHEMA_FILE, textOf(files, SCHEMA_FILE), schema.errors));
  }
  const read = files
    .filter(({ name }) => name !== SCHEMA_FILE)
    .map(({ name, text }): CedarFile => {
      const parts = cedar.policySetTextToParts(text);
      if (parts.type === 'failure') {
        problems.push(...syntaxProblems(name, text, parts.errors));
        return { name, policies: [] };
      }
      if (parts.policy_templates.length > 0) {
        problems.push(`${name}: found a template (?principal or ?resource). Write the role out.`);
      }
      // Cedar sorts them by the names that it gives, "policy10" before "policy2".
      const inOrder = parts.policies.toSorted((a, b) => text.indexOf(a) - text.indexOf(b));
      const answers = inOrder.map((policy) => cedar.policyToJson(policy));
      return {
        name,
        policies: answers.flatMap((answer) => (answer.type === 'success' ? answer.json : [])),
      };
    });
  refuse(problems);
  return { schema: schema.type === 'success' ? schema.json : {}, read };
}

function syntaxProblems(
  name: string,
  text: string,
  errors: readonly CedarWasm.DetailedError[],
): readonly string[] {
  return errors.map(({ message, help, sourceLocations = [] }) => {
    const [place] = sourceLocations;
    const expected = place?.label ?? help;
    return `${name}${lineAt(text, place)}: ${message}${expected === null ? '' : `; ${expected}`}.`;
  });
}

/** The engine knows policies by a line with `@id`, Cedar by what it parses: the two must agree. */
function pair(
  read: readonly CedarFile[],
  policies: readonly Policy[],
): readonly (readonly [Policy, CedarWasm.PolicyJson])[] {
  const agrees = ({ id, citation, reason }: Policy, json: CedarWasm.PolicyJson | undefined) =>
    json?.annotations?.['id'] === id &&
    json.annotations['citation'] === citation &&
    json.annotations['reason'] === reason;
  const pairs = read.map(({ name, policies: jsons }) => {
    const ours = policies.filter(({ file }) => file === name);
    return { name, jsons, ours };
  });
  refuse(
    pairs
      .filter(
        ({ jsons, ours }) =>
          jsons.length !== ours.length || !ours.every((policy, at) => agrees(policy, jsons[at])),
      )
      .map(
        ({ name, jsons, ours }) =>
          `${name}: Cedar reads ${String(jsons.length)} policies, and ${String(ours.length)} are found by a line that begins with @id("..."). Begin each with @id, and write each annotation on a line of its own.`,
      ),
  );
  return pairs.flatMap(({ jsons, ours }) =>
    ours.flatMap((policy, at) => {
      const json = jsons[at];
      return json === undefined ? [] : [[policy, json] as const];
    }),
  );
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
  const found = policies.flatMap((policy) =>
    [...answer.validationErrors, ...warnings]
      .filter(({ policyId }) => policyId === policy.id)
      .map(({ error }) => ({ policy, error })),
  );
  const problems = found.map(({ policy, error }) => {
    const place = placeIn(files, policy, error.sourceLocations?.[0]);
    const message = error.message
      .replace(/^for policy `[^`]*`[:,] /, '')
      // Said once for each action, in no order.
      .replace(/ for Action::"[^"]*"/, '');
    return `${place}, policy ${policy.id}: ${message}; ${error.help ?? 'mend it or take it out'}.`;
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
