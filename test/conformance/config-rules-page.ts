import type { ConfigRule, RuleGroup } from '../../lib/conformance/config-rule';
import { EXPECTED_FINDINGS } from '../../lib/conformance/expected';
import type { LeftOutKind } from '../../lib/conformance/left-out';
import { LEFT_OUT_KINDS, LEFT_OUT_RULES } from '../../lib/conformance/left-out';
import { HELD_RULES, RULE_GROUPS } from '../../lib/conformance/rules';
import { markdown } from '../../lib/markdown';

/** `docs/config-rules.md`. */
export function configRulesPage(): string {
  return [
    '# AWS Config rules',
    '<!-- Written by `UPDATE_DOCS=1 npx jest test/conformance`. Do not edit. -->',
    introduction(),
    '## Read the result',
    reading(),
    '## Findings to expect',
    'Red after the first deploy, with nothing to mend in the zone. A red rule that is not here is a finding.',
    markdown(
      ['rule', 'on', 'why', 'what to do'],
      EXPECTED_FINDINGS.map(({ rules, on, why, mend }) => [rules.join(', '), on, why, mend]),
    ),
    '### Record a risk analysis',
    processCheck(),
    '## Rules that it holds',
    'Types say to which resources AWS Config limits a rule; without them the rule runs on a schedule and finds by itself what it looks at. The page of a rule is `https://docs.aws.amazon.com/config/latest/developerguide/<rule>.html`.',
    'Citations are of 45 CFR. **One without a star** is AWS\'s: its page on the pack, as cdk-nag transcribed it. **One with a star** is not: Steampipe\'s HIPAA benchmark has it for a control of its own that checks the same. 164.314(b) is about plan documents of group health plans. "none known": neither source has the rule. No citation says that the rule is enough for the paragraph.',
    ...RULE_GROUPS.flatMap(groupSection),
    '## Where it departs from AWS',
    markdown(
      ['rule', 'why its parameters are others'],
      HELD_RULES.flatMap(({ name, departs }) => (departs === undefined ? [] : [[name, departs]])),
    ),
    '## Rules that it leaves out',
    ...kinds().flatMap(leftOutSection),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

function introduction(): string {
  const guards = RULE_GROUPS.filter(({ watches }) => watches === 'guard').flatMap(
    ({ rules }) => rules,
  );
  return [
    `With \`governance.conformancePack: true\` AWS Config judges the running account by ${HELD_RULES.length} managed rules, deployed as one conformance pack, \`hlz-<zone>-hipaa\`. They are those of AWS's pack "Operational Best Practices for HIPAA Security" that mean something here: ${HELD_RULES.length - guards.length} for what a zone and its account have, and ${guards.length} guards for what a workload beside it may make one day. The other ${LEFT_OUT_RULES.length} of AWS's ${HELD_RULES.length + LEFT_OUT_RULES.length} are left out, each for a reason.`,
    '',
    '**It does not show compliance.** AWS says so of its own: conformance packs "are not designed to fully ensure compliance with a specific governance or compliance standard", and "you are responsible for making your own assessment" ([page of the pack](https://docs.aws.amazon.com/config/latest/developerguide/operational-best-practices-for-hipaa_security.html)).',
    '',
    'The gate checks templates before a deploy; these rules look at what is there afterwards, also at what somebody made by hand.',
  ].join('\n');
}

function reading(): string {
  return [
    '- **An empty rule is not evidence.** A rule that found nothing to look at has shown nothing. AWS Config calls a pack compliant even if some of its rules have no result: count resources, not rules.',
    '- **Do not read the state of the pack.** One red rule makes all of it NON_COMPLIANT, and some are red in every account with a CDK bootstrap: the next table.',
    '- **Join on the identifier.** In the account a name has `-conformance-pack-` and an id behind it; `SourceIdentifier` stays.',
    '- **IAM is recorded in one Region.** Rules on IAM policies, roles and users are empty where the recorder leaves global types out.',
    '- **A Region may lack a rule**, newer ones and GovCloud above all, and AWS Config then refuses the whole pack. Look at [its list](https://docs.aws.amazon.com/config/latest/developerguide/managing-rules-by-region-availability.html) before the first deploy outside the commercial Regions of the United States; where one is missing, set `governance.conformancePack: false`.',
    '',
    '```bash',
    'PACK=hlz-sandbox-hipaa',
    'aws configservice describe-conformance-pack-status --conformance-pack-names "$PACK"',
    'aws configservice get-conformance-pack-compliance-details --conformance-pack-name "$PACK" \\',
    '  --filters ComplianceType=NON_COMPLIANT \\',
    "  --query 'ConformancePackRuleEvaluationResults[].EvaluationResultIdentifier.EvaluationResultQualifier'",
    '```',
  ].join('\n');
}

function processCheck(): string {
  return [
    'A risk analysis (45 CFR 164.308(a)(1)(ii)(A)) is required of you, and AWS Config cannot see it. When one is done, say so. Never write a finding or PHI into the annotation.',
    '',
    '```bash',
    'RULE=$(aws configservice describe-config-rules --output text \\',
    '  --query "ConfigRules[?starts_with(ConfigRuleName, \'annual-risk-assessment-performed\')].ConfigRuleName")',
    'ACCOUNT=$(aws sts get-caller-identity --query Account --output text)',
    'aws configservice put-external-evaluation --config-rule-name "$RULE" --external-evaluation \\',
    '  "ComplianceResourceType=AWS::::Account,ComplianceResourceId=$ACCOUNT,ComplianceType=COMPLIANT,OrderingTimestamp=$(date +%s),Annotation=where the report is kept"',
    '```',
    '',
    'It stays COMPLIANT until somebody records something else: put the next one into a calendar.',
  ].join('\n');
}

function groupSection({ title, watches, rules }: RuleGroup): readonly string[] {
  return [
    `### ${title}`,
    ...(watches === 'guard'
      ? [
          'Empty in a zone as it is shipped. Each turns red as soon as a workload makes something of its kind that is public, in plain text, not recorded, or without a backup.',
        ]
      : []),
    markdown(['rule', 'types', 'parameters', '45 CFR'], rules.map(ruleRow)),
  ];
}

function ruleRow(rule: ConfigRule): readonly string[] {
  const { name, scope = [], parameters = {} } = rule;
  return [
    name,
    scope.map((type) => type.replace(/^AWS::/, '')).join(', '),
    Object.entries(parameters)
      .map(([key, value]) => `${key} \`${value}\``)
      .join(', '),
    citationsOf(rule).join(', ') || 'none known',
  ];
}

function citationsOf({ citations: { aws = [], steampipe = [] } }: ConfigRule): readonly string[] {
  return [...aws, ...steampipe.map((citation) => `${citation}\\*`)].toSorted();
}

function kinds(): readonly LeftOutKind[] {
  return Object.keys(LEFT_OUT_KINDS) as LeftOutKind[];
}

/** Rules that share a reason share a row. */
function leftOutSection(kind: LeftOutKind): readonly string[] {
  const rules = LEFT_OUT_RULES.filter((rule) => rule.kind === kind);
  const reasons = [...new Set(rules.map(({ reason }) => reason))];
  return [
    `**${LEFT_OUT_KINDS[kind]}**`,
    markdown(
      ['rule', 'reason'],
      reasons.map((reason) => [
        rules
          .filter((rule) => rule.reason === reason)
          .map(({ name }) => name)
          .join(', '),
        reason,
      ]),
    ),
  ];
}
