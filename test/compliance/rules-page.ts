import type { CheckLedger } from '../../lib/compliance/check-ledger';
import { coverageOf } from '../../lib/compliance/coverage';
import { RULES } from '../../lib/compliance/rules';
import { UNCHECKED_TYPES } from '../../lib/compliance/unchecked-types';
import { ZONE_PACK } from '../../lib/compliance/zone-pack';
import { markdown } from '../../lib/markdown';

/** `docs/rules.md`, from the ledgers of the shipped configs. */
export function rulesPage(ledgers: readonly CheckLedger[]): string {
  const rows = ledgers.flatMap((ledger) => ledger.rows);
  const coverage = coverageOf(rows);
  const unchecked = coverage.filter(({ rules }) => rules.length === 0);
  return [
    '# Rules',
    '',
    '<!-- Written by `UPDATE_DOCS=1 npx jest test/compliance/pages`. Do not edit. -->',
    '',
    'What checks a zone at every synth. Each pack runs over the construct tree and over the templates; one open finding fails the synth. **That no rule has an open finding is not compliance**: rules see part of the technical safeguards, and nothing of policies, people and contracts.',
    '',
    '## Packs',
    '',
    markdown(
      ['pack', 'version', 'rules', 'of these with something to check here'],
      (ledgers[0]?.packs ?? []).map(({ name, version, rules }) => [
        name,
        version,
        name === 'CloudFormation Validate' ? 'names failures only' : String(rules),
        String(new Set(rows.filter(({ pack }) => pack === name).map(({ rule }) => rule)).size),
      ]),
    ),
    '',
    '## Rules of our own',
    '',
    `Ids begin with \`${ZONE_PACK}-\`. Limits come from the profile, not from the config. One file a rule: [lib/compliance/rules](../lib/compliance/rules/).`,
    '',
    markdown(
      ['rule', 'asks', '45 CFR', 'looks at'],
      RULES.map(({ name, asks, citations, types }) => [
        name,
        asks,
        citations.join(', '),
        types === 'every' ? 'every resource' : types.map(shortType).join(', '),
      ]),
    ),
    '',
    '## Which rules look at what',
    '',
    'Resource types of the shipped zones, and the rules that have an opinion on them. `aws::` is left out; a rule that several packs share is named once.',
    '',
    markdown(
      ['type', 'rules'],
      coverage
        .filter(({ rules }) => rules.length > 0)
        .map(({ type, rules }) => [
          shortType(type),
          [...new Set(rules.map((rule) => rule.replace(/^.+?-/, '')))].toSorted().join(', '),
        ]),
    ),
    '',
    '## Types that no rule looks at',
    '',
    `${String(Object.keys(UNCHECKED_TYPES).length)} types that a zone can have, ${String(unchecked.length)} of the ${String(coverage.length)} in the shipped zones among them. Their schema is checked, their tags and names, and that the service is on the list; what they mean is not, for the reason beside them. Any other type that no rule looks at is refused (\`ReviewedTypes\`).`,
    '',
    markdown(
      ['type', 'why that is no gap'],
      Object.entries(UNCHECKED_TYPES).map(([type, reason]) => [shortType(type), reason]),
    ),
    '',
  ].join('\n');
}

function shortType(type: string): string {
  return type.replace(/^AWS::/, '');
}
