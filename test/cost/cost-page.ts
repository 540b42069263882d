import { profileDefaults } from '../../lib/config/profiles';
import type { Profile, ZoneConfig } from '../../lib/config/schema';
import type { CostLine } from '../../lib/cost/estimate';
import { estimate, total } from '../../lib/cost/estimate';
import { FIXED_PRICES, USAGE_PRICES } from '../../lib/cost/prices';
import { costTable, dollars, markdown, priceTable } from '../../lib/cost/table';
import { shippedConfig, templatesFor, templatesOf } from '../support/zone';

/** A change of config, to see what it costs or saves. */
interface Lever {
  readonly profile: Profile;
  readonly change: string;
  readonly network?: Partial<ZoneConfig['network']>;
  readonly archive?: Partial<ZoneConfig['archive']>;
}

const ENDPOINTS = profileDefaults('production').network.interfaceEndpoints;

const LEVERS: readonly Lever[] = [
  { profile: 'production', change: '`network.egress: nat`', network: { egress: 'nat' } },
  {
    profile: 'production',
    change: '`network.interfaceEndpoints`: one less',
    network: { interfaceEndpoints: ENDPOINTS.slice(1) },
  },
  {
    profile: 'production',
    change: '`network.interfaceEndpoints: []`',
    network: { interfaceEndpoints: [] },
  },
  {
    profile: 'production',
    change: '`network.availabilityZones: 2`',
    network: { availabilityZones: 2 },
  },
  { profile: 'production', change: '`archive.streamShards: 1`', archive: { streamShards: 1 } },
  {
    profile: 'sandbox',
    change: '`network.interfaceEndpoints: []`',
    network: { interfaceEndpoints: [] },
  },
  { profile: 'sandbox', change: '`network.egress: nat`', network: { egress: 'nat' } },
];

/** Lines of the shipped config of a profile. */
export function linesOf(profile: Profile): readonly CostLine[] {
  return estimate(templatesOf(profile));
}

function difference({ profile, network, archive }: Lever): number {
  const config = shippedConfig(profile);
  const changed = {
    ...config,
    network: { ...config.network, ...network },
    archive: { ...config.archive, ...archive },
  };
  return total(estimate(templatesFor(changed))) - total(linesOf(profile));
}

function signed(usd: number): string {
  return `${usd < 0 ? '-' : '+'}${dollars(Math.abs(usd))}`;
}

/** The generated blocks of `docs/cost.md` by name. */
export function costBlocks(): Readonly<Record<string, string>> {
  const production = linesOf('production');
  const largest = production.toSorted((a, b) => b.usd - a.usd).slice(0, 3);
  return {
    production: costTable(production),
    sandbox: costTable(linesOf('sandbox')),
    largest: largest
      .map(({ item, usd, count }, at) => `${at + 1}. ${item} (${count}): ${dollars(usd)}`)
      .join('\n'),
    levers: markdown(
      ['profile', 'change', 'a month'],
      LEVERS.map((lever) => [lever.profile, lever.change, signed(difference(lever))]),
    ),
    fixed: priceTable(Object.values(FIXED_PRICES)),
    usage: priceTable(Object.values(USAGE_PRICES)),
  };
}

/** The page with its generated blocks made new. Everything else stays. */
export function renewed(page: string): string {
  return Object.entries(costBlocks()).reduce((text, [name, block]) => {
    const begin = `<!-- generated: ${name} -->`;
    const end = '<!-- end -->';
    const start = text.indexOf(begin);
    const stop = text.indexOf(end, start);
    if (start < 0 || stop < 0) throw new Error(`docs/cost.md has no block ${name}`);
    return `${text.slice(0, start)}${begin}\n\n${block}\n\n${text.slice(stop)}`;
  }, page);
}
