import { App, CfnResource, Stack } from 'aws-cdk-lib';
import type { IApplyRule } from 'cdk-nag';
import {
  AwsSolutionsChecks,
  HIPAASecurityChecks,
  NagRuleCompliance,
  NIST80053R5Checks,
  ServerlessChecks,
} from 'cdk-nag';
import type { Evaluation, Subject } from './evaluation';
import { citationsIn } from './evaluation';
import type { RulePack } from './rule-pack';
import { subjectInTree } from './rule-pack';

type Listener = (pack: string, params: IApplyRule) => void;

class HipaaSecurity extends HIPAASecurityChecks {
  constructor(private readonly listener: Listener) {
    super();
  }
  protected override applyRule(params: IApplyRule): void {
    this.listener(this.packName, params);
  }
}

class Nist80053R5 extends NIST80053R5Checks {
  constructor(private readonly listener: Listener) {
    super();
  }
  protected override applyRule(params: IApplyRule): void {
    this.listener(this.packName, params);
  }
}

class AwsSolutions extends AwsSolutionsChecks {
  constructor(private readonly listener: Listener) {
    super();
  }
  protected override applyRule(params: IApplyRule): void {
    this.listener(this.packName, params);
  }
}

class Serverless extends ServerlessChecks {
  constructor(private readonly listener: Listener) {
    super();
  }
  protected override applyRule(params: IApplyRule): void {
    this.listener(this.packName, params);
  }
}

const PACKS = [HipaaSecurity, Nist80053R5, AwsSolutions, Serverless] as const;

/** Version of cdk-nag. */
export const CDK_NAG_VERSION = (require('cdk-nag/package.json') as { version: string }).version;

/**
 * The cdk-nag packs, in the order in which they are reported.
 *
 * cdk-nag 3 reports violations only, so "clean" and "never ran" look the same and an auditor gets
 * no list of what passed. `applyRule` is called for every rule on every resource: overriding it
 * keeps each answer.
 */
export const NAG_PACKS: readonly RulePack[] = PACKS.map((Pack) => ({
  name: new Pack(() => {}).readPackName,
  version: CDK_NAG_VERSION,
  evaluate: (scope, subjectOf = subjectInTree) => {
    const evaluations: Evaluation[] = [];
    // Each is asked for once a rule and resource: tens of thousands of times a zone.
    const subjects = remembered(subjectOf);
    const rules = new Map<string, NagRule>();
    new Pack((pack, params) => {
      const suffix = params.ruleSuffixOverride ?? params.rule.name;
      let rule = rules.get(suffix);
      if (rule === undefined) rules.set(suffix, (rule = nagRule(pack, suffix, params)));
      applyRule(evaluations, rule, params, subjects(params.node));
    }).validateScope(scope);
    return evaluations;
  },
}));

/** Code of every rule of these packs, by the name of the rule. */
export function nagRuleCode(): ReadonlyMap<string, string> {
  const stack = new Stack(new App({ autoSynth: false, analyticsReporting: false }), 'Stack');
  new CfnResource(stack, 'Resource', { type: 'Custom::Nothing' });
  const code = new Map<string, string>();
  for (const Pack of PACKS) {
    new Pack((_, params) => code.set(params.rule.name, params.rule.toString())).validateScope(
      stack,
    );
  }
  return code;
}

/** What all answers of a rule have in common. */
type NagRule = Pick<Evaluation, 'pack' | 'rule' | 'citations' | 'description'>;

function nagRule(pack: string, suffix: string, { info, explanation }: IApplyRule): NagRule {
  return {
    pack,
    rule: `${pack}-${suffix}`,
    citations: citationsIn(info),
    description: `${info} ${explanation}`,
  };
}

/** Adds what a rule says of a resource. */
function applyRule(
  evaluations: Evaluation[],
  rule: NagRule,
  params: IApplyRule,
  subject: Subject,
): void {
  try {
    const result = params.rule(params.node);
    if (!Array.isArray(result)) evaluations.push(answer(rule, subject, OUTCOME[result]));
    else if (result.length === 0) evaluations.push(answer(rule, subject, 'compliant'));
    else {
      for (const finding of result) {
        evaluations.push(answer(rule, subject, 'non-compliant', finding));
      }
    }
  } catch (error) {
    // A rule that cannot read a value has not passed it: fail closed.
    const message = error instanceof Error ? error.message : String(error);
    const description = `The rule threw: ${message}`;
    evaluations.push(answer({ ...rule, description }, subject, 'error'));
  }
}

/** Written out: spreading both would cost a synth half a second. */
function answer(
  { pack, rule, citations, description }: NagRule,
  { stack, logicalId, path, type }: Subject,
  outcome: Evaluation['outcome'],
  finding = '',
): Evaluation {
  return {
    stack,
    logicalId,
    path,
    type,
    pack,
    rule,
    finding,
    citations,
    description,
    outcome,
  };
}

/** A function that finds each answer once. */
function remembered<K, V>(find: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = find(key);
    known.set(key, made);
    return made;
  };
}

const OUTCOME = {
  [NagRuleCompliance.COMPLIANT]: 'compliant',
  [NagRuleCompliance.NON_COMPLIANT]: 'non-compliant',
  [NagRuleCompliance.NOT_APPLICABLE]: 'not-applicable',
} as const;
