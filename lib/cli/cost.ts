import { join } from 'node:path';
import { CommandError } from '../aws/command-error';
import { loadZoneConfig } from '../config/load';
import type { ZoneConfig } from '../config/schema';
import { PriceError } from '../cost/billings';
import type { PriceId } from '../cost/prices';
import { HOURS_A_MONTH } from '../cost/price';
import { PRICES } from '../cost/prices';
import type { MakeTemplates, ZoneCost } from '../cost/report';
import { useCost, zoneCost, zonesBuilt } from '../cost/report';
import { leversText, sourcesText, useText, zonesText } from '../cost/report-text';
import { barReporter, plainReporter } from '../ledger/reporter';
import type * as Templates from '../zone-templates';
import { parseCommandLine } from './arguments';
import type { Command, CommandIo } from './command';
import { EXIT } from './command';
import { orCannotRun } from './ledger-shared';
import { jsonText } from './printable';
import { zoneFile } from './zone-file';

const USAGE = `hlz cost [file] [--usage] [--sources] [--json]

Reckons what a zone costs a month, from its templates and dated list prices of us-east-1: what is billed
while nobody uses it, by stack and item; the three largest; what single changes of the config save or
cost; what is billed by use. Needs no AWS account. docs/cost.md says what is not counted.

  file         config of a zone; when left out, the two that are shipped, beside each other
  --usage      also each line of what watching a small account costs
  --sources    also where each price comes from, and who has looked it up when
  --json       {currency, priceRegion, hoursAMonth, zones, use, prices} as JSON

For example:

  hlz cost
  hlz cost config/production.yaml --sources

Exits with 0 when it could reckon, 1 when the config has problems, 2 when something of the zone has no
price here: an estimate without it would be too low.
`;

export interface CostDependencies {
  readonly makeTemplates: () => MakeTemplates;
}

/** The configs that are shipped. */
const SHIPPED = ['config/production.yaml', 'config/sandbox.yaml'];
const ROOT = join(__dirname, '..', '..');

const OPTIONS = {
  usage: { type: 'boolean', default: false },
  sources: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof parseCommandLine<typeof OPTIONS>>['values'];

/** `hlz cost` from other templates than those of CDK: for tests. */
export function createCostCommand({ makeTemplates }: CostDependencies): Command {
  return {
    name: 'cost',
    moment: 'Before a deploy',
    summary: 'Reckon what a zone costs a month, and what each lever saves.',
    usage: USAGE,
    options: OPTIONS,
    operands: 'files',
    run: async (args, io) => {
      const { values, positionals } = parseCommandLine(args, OPTIONS);
      const configs = configsOf(positionals, io);
      return orCannotRun('cost', io, values.json, async () => {
        const zones = priced(() => reckon(configs, values.json, io, makeTemplates()));
        io.stdout(values.json ? asJson(zones) : asText(zones, values));
        return EXIT.ok;
      });
    },
  };
}

/** `hlz cost`. */
export const costCommand: Command = createCostCommand({
  // Not before it is needed: CDK takes a while to load.
  makeTemplates: () => (require('../zone-templates') as typeof Templates).zoneTemplates,
});

type Named = readonly [file: string, config: ZoneConfig];

function configsOf(positionals: readonly string[], io: CommandIo): readonly Named[] {
  if (positionals.length === 0) {
    return SHIPPED.map((file) => [file, loadZoneConfig(file, ROOT).config]);
  }
  const file = zoneFile(positionals);
  return [[file, loadZoneConfig(file, io.cwd).config]];
}

function reckon(
  configs: readonly Named[],
  json: boolean,
  io: CommandIo,
  make: MakeTemplates,
): readonly ZoneCost[] {
  const reporter = (io.isTTY ? barReporter : plainReporter)(io.stderr);
  const total = configs.reduce((sum, [, config]) => sum + zonesBuilt(config), 0);
  let done = 0;
  const zones = configs.map(([file, config]) =>
    zoneCost(file, config, make, () => {
      done += 1;
      // JSON is one document, also for who sees both streams.
      if (!json) reporter.progress({ stage: 'zones', done, total });
    }),
  );
  reporter.end();
  return zones;
}

function priced<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof PriceError)) throw error;
    throw new CommandError(
      `something of the zone has no price: ${error.message}. Add its price there with a source, or reckon this one by hand: docs/cost.md says how.`,
      { cause: error },
    );
  }
}

function asText(zones: readonly ZoneCost[], { usage, sources }: Values): string {
  const use = useCost();
  return [
    zonesText(zones),
    ...zones.map(leversText),
    useText(use, usage),
    ...(sources ? [sourcesText(pricesOf(zones, use))] : []),
    'docs/cost.md says what is not counted. More: --usage, --sources, --json.\n',
  ].join('\n');
}

/** Prices that an estimate uses, each once. */
function pricesOf(
  zones: readonly ZoneCost[],
  { smallAccount }: ReturnType<typeof useCost>,
): readonly PriceId[] {
  const lines = [...zones.flatMap((zone) => zone.lines), ...smallAccount.lines];
  return [...new Set<PriceId>(lines.map(({ price }) => price))];
}

function asJson(zones: readonly ZoneCost[]): string {
  const use = useCost();
  const document = {
    currency: 'USD',
    priceRegion: 'us-east-1',
    hoursAMonth: HOURS_A_MONTH,
    zones,
    use,
    prices: PRICES,
  };
  return `${jsonText(document, 2)}\n`;
}
