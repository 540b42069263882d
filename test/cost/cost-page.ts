import type { Profile } from '../../lib/config/schema';
import type { CostLine } from '../../lib/cost/estimate';
import { estimate, estimateUsage, largest, total } from '../../lib/cost/estimate';
import { FIXED_PRICES } from '../../lib/cost/fixed-prices';
import type { Lever } from '../../lib/cost/levers';
import { LEVERS, pulled } from '../../lib/cost/levers';
import { SMALL_ACCOUNT } from '../../lib/cost/small-account';
import {
  auditTable,
  costTable,
  dollars,
  priceTable,
  signed,
  usageTable,
} from '../../lib/cost/table';
import { USAGE_PRICES } from '../../lib/cost/usage-prices';
import { markdown } from '../../lib/markdown';
import { shippedConfig, templatesFor, templatesOf } from '../support/templates';

/** What README calls the cost of a stack. One that is not here costs nothing while nobody uses it. */
export const STACKS = {
  Keys: 'KMS keys',
  Archive: 'audit stream, 7 days',
  Network: 'interface endpoints',
  Governance: 'security alarms, unused-access analysis, Macie',
  Data: 'PostgreSQL, its secret and restore test',
  Api: 'web ACL of the API',
  Operations: 'dashboard, operational alarms',
} as const;

/** Lines of the shipped config of a profile. */
export function linesOf(profile: Profile): readonly CostLine[] {
  return estimate(templatesOf(profile));
}

function difference(lever: Lever): number {
  const changed = pulled(shippedConfig(lever.profile), lever);
  return total(estimate(templatesFor(changed))) - total(linesOf(lever.profile));
}

/** The generated blocks of `docs/cost.md` by name. */
export function costBlocks(): Readonly<Record<string, string>> {
  const production = linesOf('production');
  return {
    production: costTable(production),
    sandbox: costTable(linesOf('sandbox')),
    largest: largest(production)
      .map(({ item, usd, count }, at) => `${at + 1}. ${item} (${count}): ${dollars(usd)}`)
      .join('\n'),
    levers: markdown(
      ['profile', 'change', 'a month'],
      LEVERS.map((lever) => [lever.profile, `\`${lever.change}\``, signed(difference(lever))]),
    ),
    audit: auditTable({ none: 0, '1 million': 1e6, '100 million': 1e8, '10,000 million': 1e10 }),
    watching: usageTable(estimateUsage(SMALL_ACCOUNT)),
    fixed: priceTable(Object.values(FIXED_PRICES)),
    usage: priceTable(Object.values(USAGE_PRICES)),
  };
}

/** The generated block of README. */
export function readmeBlocks(): Readonly<Record<string, string>> {
  const columns = (['production', 'sandbox'] as const).map(linesOf);
  const row = (label: string, of: (line: CostLine) => boolean, mark = ''): readonly string[] => [
    `${mark}${label}${mark}`,
    ...columns.map((lines) => `${mark}${dollars(total(lines.filter(of)))}${mark}`),
  ];
  return {
    cost: markdown(
      ['a month', 'production', 'sandbox'],
      [
        ...Object.entries(STACKS).map(([id, label]) => row(label, ({ stack }) => stack === id)),
        row('all', () => true, '**'),
      ],
    ),
  };
}
