import type { ForbidReason } from './decision';
import { FORBID_REASONS } from './decision';
import { PolicyError } from './engine-error';
import type { PolicyRole } from './question';
import { POLICY_ROLES } from './question';

export interface PolicyFile {
  /** Without folder: `nurse.cedar`. */
  readonly name: string;
  readonly text: string;
}

/** A policy as it is told of. What it means only Cedar says. */
export interface Policy {
  /** Its `@id`, unique among all. */
  readonly id: string;
  /** Name of its file. */
  readonly file: string;
  /** From its first annotation to its semicolon. */
  readonly text: string;
  /** Its `@reason`, expected of what forbids. */
  readonly reason?: ForbidReason;
  /** Its `@citation`: paragraphs of 45 CFR. */
  readonly citation: string;
}

export const SCHEMA_FILE = 'schema.cedarschema';
/** What holds for every role. */
export const ALWAYS_FILE = 'always.cedar';

/** The file of a role. */
export function fileOfRole(role: PolicyRole): string {
  return `${role}.cedar`;
}

/** What stands in `policies/`: nothing is missing, and nothing is there unread. */
export const POLICY_FILES: readonly string[] = [
  SCHEMA_FILE,
  ALWAYS_FILE,
  ...POLICY_ROLES.map(fileOfRole),
];

/**
 * Every policy of the files, those of a file in the order of its text, which is how Cedar counts them.
 *
 * Looks for lines that begin with `@id`: asking Cedar would double the time that a function takes to
 * start. What is read here names a decision and never makes one, and the lint of `lib/access` holds it
 * to what Cedar reads.
 *
 * @throws PolicyError for files that are missing or belong to no role, and for policies without a
 * citation, a known reason when they forbid, or an id of their own. All of it at once.
 */
export function readPolicies(files: readonly PolicyFile[]): readonly Policy[] {
  const problems = filesAmiss(files.map(({ name }) => name));
  const policies = files
    .filter(({ name }) => name !== SCHEMA_FILE)
    .flatMap(({ name, text }) => blocksOf(text).map((block) => readPolicy(name, block, problems)));
  const ids = policies.map(({ id }) => id);
  for (const { id, file } of policies.filter(({ id }, at) => ids.indexOf(id) !== at)) {
    problems.push(`${file}, policy ${id}: another policy has this @id. Give it one of its own.`);
  }
  if (problems.length > 0) throw new PolicyError(problems);
  return policies;
}

function filesAmiss(names: readonly string[]): string[] {
  const missing = POLICY_FILES.filter((name) => !names.includes(name));
  const foreign = names.filter((name) => !POLICY_FILES.includes(name));
  return [
    ...missing.map((name) => `${name} is missing: expected beside the other policies.`),
    ...foreign.map(
      (name) =>
        `${name} belongs to no role: expected ${POLICY_FILES.join(', ')}. Rename it or take it away.`,
    ),
  ];
}

/** Texts that begin with `@id`, without what is said before the next one. */
function blocksOf(text: string): readonly string[] {
  return text
    .split(/^(?=@id\()/m)
    .slice(1)
    .map((block) => block.replace(/(?:\n(?:\/\/.*)?)*$/, ''));
}

function readPolicy(file: string, text: string, problems: string[]): Policy {
  const id = annotation(text, 'id') ?? '';
  const citation = annotation(text, 'citation') ?? '';
  const given = annotation(text, 'reason');
  const reason = FORBID_REASONS.find((word) => word === given);
  const where = `${file}, policy ${id}`;
  if (id === '') problems.push(`${file}: an @id is empty. Give each policy one of its own.`);
  if (citation === '') {
    problems.push(`${where}: has no @citation. Write the paragraph of 45 CFR that it answers to.`);
  }
  if (/^forbid\b/m.test(text) && reason === undefined) {
    problems.push(
      `${where}: forbids, and its @reason is ${given === undefined ? 'missing' : `"${given}"`}. Expected one of ${FORBID_REASONS.join(', ')}.`,
    );
  }
  return { id, file, text, citation, ...(reason === undefined ? {} : { reason }) };
}

function annotation(text: string, name: string): string | undefined {
  return new RegExp(`^@${name}\\("([^"]*)"\\)`, 'm').exec(text)?.[1];
}
