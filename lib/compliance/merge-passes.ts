import type { Evaluation } from './evaluation';
import { subjectKey } from './evaluation';

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
  const groups = new Map<string, Evaluation[]>();
  for (const evaluation of [...tree, ...withoutTreeRules(tree, templates)]) {
    const key = subjectKey(evaluation);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [evaluation]);
    else group.push(evaluation);
  }
  return [...groups.values()].flatMap(worst);
}

function withoutTreeRules(
  tree: readonly Evaluation[],
  templates: readonly Evaluation[],
): readonly Evaluation[] {
  const seen = new Set(tree.filter(({ rule }) => CONSTRUCT_TREE_RULES.has(rule)).map(subjectKey));
  return templates.filter((evaluation) => !seen.has(subjectKey(evaluation)));
}

function worst(group: readonly Evaluation[]): readonly Evaluation[] {
  const problems = group.filter(
    ({ outcome }) => outcome === 'non-compliant' || outcome === 'error',
  );
  if (problems.length > 0) return uniqueFindings(problems);
  return [group.find(({ outcome }) => outcome === 'compliant') ?? group[0]].filter(
    (evaluation) => evaluation !== undefined,
  );
}

function uniqueFindings(problems: readonly Evaluation[]): readonly Evaluation[] {
  return problems.filter(
    ({ finding, outcome }, index) =>
      problems.findIndex((other) => other.finding === finding && other.outcome === outcome) ===
      index,
  );
}
