import type { CheckLedger, CheckRow } from '../../lib/compliance/check-ledger';
import { acknowledgedRows } from '../../lib/compliance/summary';
import { markdown } from '../../lib/markdown';

/** `docs/findings.md`, from the ledgers of the shipped configs by name of their profile. */
export function findingsPage(ledgers: readonly CheckLedger[]): string {
  return [
    '# Findings that are left',
    '',
    '<!-- Written by `UPDATE_DOCS=1 npx jest test/compliance/pages`. Do not edit. -->',
    '',
    'Every finding of every rule is mended or stands here. It is acknowledged in the file of its resource, with a reason and what allows it, and is looked at again by the date. `inherent`: no template could satisfy the rule here. `sandbox`: left out of a sandbox for its cost or its tear-down; in production it would be an error.',
    ...ledgers.flatMap(section),
    '',
  ].join('\n');
}

function section(ledger: CheckLedger): readonly string[] {
  const groups = new Map<string, CheckRow[]>();
  for (const row of acknowledgedRows(ledger.rows)) {
    // One reason on one resource is one line: what several rules ask, and several findings of one rule.
    const key = [row.path, row.reason].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [
    '',
    `## ${ledger.profile === 'production' ? 'Production' : 'Sandbox'}: ${String(groups.size)}`,
    '',
    markdown(
      ['resource', 'rule', 'why it stays', 'kind', 'review by'],
      [...groups.values()].map((rows) => {
        const [first] = rows;
        if (first === undefined) return [];
        return [
          `\`${first.path}\``,
          [...new Set(rows.map(({ rule }) => rule))].join(', '),
          first.reason,
          first.kind,
          first.review,
        ];
      }),
    ),
  ];
}
