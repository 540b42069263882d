import type { IConstruct } from 'constructs';
import { version } from '../../package.json';
import type { Evaluation } from './evaluation';
import type { Expectations } from './expectations';
import type { RulePack } from './rule-pack';
import { subjectInTree } from './rule-pack';
import type { Rule } from './rule';
import { RULES } from './rules';
import type { ResourceView, ZoneView } from './reading/zone-view';
import { zoneView } from './reading/zone-view';

/** Name of our own pack, and first part of the ids of its rules. */
export const ZONE_PACK = 'LandingZone';

/** Our own rules, which take their limits from the profile. */
export function zonePack(expectations: Expectations, rules: readonly Rule[] = RULES): RulePack {
  return {
    name: ZONE_PACK,
    version,
    evaluate: (scope: IConstruct, subjectOf = subjectInTree) => {
      const zone = zoneView(scope, subjectOf, expectations);
      return zone.resources.flatMap((resource) =>
        rules.map((rule) => evaluate(rule, resource, zone)),
      );
    },
  };
}

function evaluate(rule: Rule, view: ResourceView, zone: ZoneView): Evaluation {
  const { stack, logicalId, path, type } = view;
  const evaluation: Evaluation = {
    stack,
    logicalId,
    path,
    type,
    pack: ZONE_PACK,
    rule: `${ZONE_PACK}-${rule.name}`,
    finding: '',
    citations: rule.citations,
    description: rule.asks,
    outcome: 'not-applicable',
  };
  if (rule.types !== 'every' && !rule.types.includes(type)) return evaluation;
  try {
    const found = rule.find(view, zone);
    if (found === undefined) return evaluation;
    if (found.length === 0) return { ...evaluation, outcome: 'compliant' };
    const description = `${rule.asks} ${found.join(' ')}`;
    return { ...evaluation, outcome: 'non-compliant', description };
  } catch (error) {
    // A rule that cannot read a value has not passed it: fail closed.
    const message = error instanceof Error ? error.message : String(error);
    return { ...evaluation, outcome: 'error', description: `The rule threw: ${message}` };
  }
}
