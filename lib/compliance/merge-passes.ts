import type { Evaluation } from './evaluation';

/**
 * Rules that look for a construct beside the resource, which a template does not have. Their
 * verdict is that of the construct tree.
 */
const CONSTRUCT_TREE_RULES: ReadonlySet<string> = new Set([
  'HIPAA.Security-VPCDefaultSecurityGroupClosed',
  'NIST.800.53.R5-VPCDefaultSecurityGroupClosed',
]);

/**
 * One verdict for each rule on each resource, from the pass over the construct tree and the pass
 * over the templates. What either pass finds stands.
 */
export function mergePasses(
  tree: readonly Evaluation[],
  templates: readonly Evaluation[],
): readonly Evaluation[] {
  const groups = createGroups();
  for (const evaluation of tree) groups.of(evaluation).push(evaluation);
  const added = templates.filter(
    (evaluation) =>
      !CONSTRUCT_TREE_RULES.has(evaluation.rule) || groups.of(evaluation).length === 0,
  );
  for (const evaluation of added) groups.of(evaluation).push(evaluation);
  return groups.all.flatMap(worst);
}

/** Evaluations of one rule on one resource. */
type Group = Evaluation[];

interface Groups {
  /** The group of an evaluation, made when there is none. */
  readonly of: (evaluation: Evaluation) => Group;
  /** In the order in which they were made. */
  readonly all: readonly Group[];
}

/**
 * Maps in maps, since there are tens of thousands of groups: a key joined of the three names would
 * be made and hashed anew for each evaluation.
 */
function createGroups(): Groups {
  const all: Group[] = [];
  const stacks = new Map<string, Map<string, Map<string, Group>>>();
  const of = ({ stack, logicalId, rule }: Evaluation): Group => {
    const resources = stacks.get(stack) ?? new Map<string, Map<string, Group>>();
    if (resources.size === 0) stacks.set(stack, resources);
    const rules = resources.get(logicalId) ?? new Map<string, Group>();
    if (rules.size === 0) resources.set(logicalId, rules);
    const known = rules.get(rule);
    if (known !== undefined) return known;
    const group: Group = [];
    rules.set(rule, group);
    all.push(group);
    return group;
  };
  return { of, all };
}

function worst(group: Group): readonly Evaluation[] {
  const problems = group.filter(
    ({ outcome }) => outcome === 'non-compliant' || outcome === 'error',
  );
  if (problems.length > 0) return uniqueFindings(problems);
  const verdict = group.find(({ outcome }) => outcome === 'compliant') ?? group[0];
  return verdict === undefined ? [] : [verdict];
}

function uniqueFindings(problems: readonly Evaluation[]): readonly Evaluation[] {
  return problems.filter(
    ({ finding, outcome }, index) =>
      problems.findIndex((other) => other.finding === finding && other.outcome === outcome) ===
      index,
  );
}
