import type * as CedarWasm from '@cedar-policy/cedar-wasm/nodejs';
import { describeError } from '../shared/errors';
import { sha256 } from '../shared/hash';
import type { Decision, Denial, DenyReason } from './decision';
import { PolicyError } from './engine-error';
import type { Policy, PolicyFile } from './engine-policies';
import { ALWAYS_FILE, fileOfRole, readPolicies } from './engine-policies';
import type { CedarQuestion, Circumstances, PolicyRole, Question } from './question';
import { cedarQuestion, POLICY_ROLES } from './question';

/** What is used of Cedar. Every build of the package has it. */
export type Cedar = Pick<typeof CedarWasm, 'preparsePolicySet' | 'statefulIsAuthorized'>;

/** Decides by the policies. Nothing that it is asked makes it throw: what it cannot decide is denied. */
export interface Engine {
  readonly decide: (question: Question) => Decision;
}

/** Answers that are kept. One that is asked for again costs no evaluation. */
const KEPT = 10_000;

/**
 * What may be missing, each with its reason; the first that would turn the answer is given. What needs
 * nobody's consent stands first.
 */
const MENDS: readonly (readonly [DenyReason, Partial<Circumstances>])[] = [
  ['no-care-relation', { careTeam: true }],
  ['not-own', { own: true }],
  ['approval-required', { approval: true }],
  ['no-care-relation', { careTeam: true, approval: true }],
  ['not-own', { own: true, approval: true }],
];

/**
 * Reads the policies once and decides by them from then on.
 *
 * @param files those that `POLICY_FILES` names
 * @param read when Cedar reads the policies of a role: all at once, or when the role first asks, by
 * which a function starts more than twice as fast. Who asks is then denied what cannot be read
 * @throws PolicyError when a file is missing, or cannot be read at once
 */
export function createEngine(
  cedar: Cedar,
  files: readonly PolicyFile[],
  read: 'at-once' | 'when-asked' = 'when-asked',
): Engine {
  const policies = readPolicies(files);
  const evaluators = new Map<PolicyRole, Evaluator>();
  const evaluatorOf = (role: PolicyRole): Evaluator => {
    const known = evaluators.get(role) ?? evaluator(cedar, files, policies, role);
    evaluators.set(role, known);
    return known;
  };
  if (read === 'at-once') POLICY_ROLES.forEach(evaluatorOf);
  const kept = new Map<string, Decision>();

  const ask = (question: CedarQuestion): Decision => {
    // Policies know nothing that is not in it, so the same text has the same answer.
    const key = JSON.stringify(question);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const answer = answerOf(() => evaluatorOf(question.role)(question));
    // A fault may pass.
    if (!answer.allowed && answer.fault !== undefined) return answer;
    if (kept.size >= KEPT) kept.clear();
    kept.set(key, answer);
    return answer;
  };

  /** Tells what is missing where no policy forbids it whatever else holds. */
  const explained = (question: CedarQuestion, denied: Denial): Denial => {
    if (denied.reason !== 'not-permitted' && denied.reason !== 'approval-required') return denied;
    const mend = MENDS.find(([, given]) => {
      const circumstances = { ...question.circumstances, ...given };
      return ask({ ...question, circumstances }).allowed;
    });
    return { ...denied, reason: mend?.[0] ?? 'not-permitted' };
  };

  return {
    decide: (question) => {
      const asked = cedarQuestion(question);
      if (typeof asked === 'string') return { allowed: false, policies: [], reason: asked };
      const answer = ask(asked);
      return answer.allowed ? answer : explained(asked, answer);
    },
  };
}

/** @throws whatever Cedar throws, and PolicyError */
type Evaluator = (question: CedarQuestion) => Decision;

/** What cannot be evaluated is denied. */
function answerOf(evaluate: () => Decision): Decision {
  try {
    return evaluate();
  } catch (error) {
    return fault(describeError(error).message);
  }
}

/**
 * Evaluates questions of one role. Cedar walks through all that it is given, so it is given the file
 * of the role and what holds for all: no other file permits anything to this role.
 */
function evaluator(
  cedar: Cedar,
  files: readonly PolicyFile[],
  policies: readonly Policy[],
  role: PolicyRole,
): Evaluator {
  const names = [ALWAYS_FILE, fileOfRole(role)];
  const text = names.map((name) => files.find((file) => file.name === name)?.text ?? '').join('\n');
  const named = names.flatMap((name) => policies.filter(({ file }) => file === name));
  // Cedar keeps what it has parsed under a name, for whoever says it: other policies, another name.
  const set = sha256(Buffer.from(text)).toString('base64url');
  const parsed = cedar.preparsePolicySet(set, { staticPolicies: text });
  if (parsed.type === 'failure') {
    throw new PolicyError(parsed.errors.map(({ message }) => `${names.join(', ')}: ${message}.`));
  }

  return ({ action, resource, circumstances }) => {
    const answer = cedar.statefulIsAuthorized({
      principal: { type: 'Role', id: role },
      action: { type: 'Action', id: action },
      resource,
      context: { ...circumstances },
      preparsedPolicySetId: set,
      entities: [],
    });
    if (answer.type === 'failure') return fault(...answer.errors.map(({ message }) => message));
    const { decision, diagnostics } = answer.response;
    // Cedar passes over a policy that fails, also one that forbids.
    const errors = diagnostics.errors.map(({ error }) => error.message);
    if (errors.length > 0) return fault(...errors);
    const determining = diagnostics.reason
      .map((policy) => Number(/^policy(\d+)$/.exec(policy)?.[1]))
      .toSorted((a, b) => a - b)
      .map((at) => named[at]);
    return decided(decision, determining);
  };
}

function decided(decision: CedarWasm.Decision, by: readonly (Policy | undefined)[]): Decision {
  const known = by.flatMap((policy) => policy ?? []);
  if (known.length < by.length) return fault('a policy that nobody has read');
  const policies = Object.freeze(known.map(({ id }) => id));
  if (decision === 'allow' && known.length > 0) return Object.freeze({ allowed: true, policies });
  return Object.freeze({
    allowed: false,
    policies,
    reason: known[0]?.reason ?? 'not-permitted',
  });
}

function fault(...messages: readonly string[]): Denial {
  return { allowed: false, policies: [], reason: 'engine-fault', fault: messages.join('; ') };
}
