import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createApp } from '../lib/app';
import { ISO_DATE, overdue } from '../lib/compliance/acknowledgement-lint';
import {
  distinctAcknowledgements,
  openRows,
  settingsLines,
  summaryTable,
} from '../lib/compliance/summary';
import { loadZoneConfig } from '../lib/config/load';
import { ConfigError } from '../lib/config/problems';
import { bundleHandlers } from '../lib/bundle/handler-bundle';
import { createStopwatch } from '../lib/stopwatch';
import { synthesize } from '../lib/synthesize';

const DEFAULT_CONFIG = 'config/sandbox.yaml';

/** A `-c` option that cannot be used. */
class OptionError extends Error {}

function isDay(value: unknown): value is string {
  return typeof value === 'string' && ISO_DATE.test(value) && !Number.isNaN(Date.parse(value));
}

/** The CDK app: config, zone, checks. Everything is printed to stderr; stdout is the CLI's. */
async function main(): Promise<void> {
  const stopwatch = createStopwatch();
  const app = createApp();
  const file = String(app.node.tryGetContext('config') ?? DEFAULT_CONFIG);
  const asOf: unknown = app.node.tryGetContext('as-of');
  if (asOf !== undefined && !isDay(asOf)) {
    throw new OptionError(
      `as-of: found ${JSON.stringify(asOf)}, expected a day such as 2027-12-01.`,
    );
  }
  if (file.trim() === '') throw new OptionError('config: names no file. Write -c config=<file>.');
  const { config } = stopwatch.time('config', () => loadZoneConfig(file));
  const handlers = await stopwatch.timeAsync('handlers', () => bundleHandlers());
  const { gate, ledger, refusal } = synthesize({
    app,
    config,
    handlers,
    stopwatch,
    ...(asOf === undefined ? {} : { asOf }),
  });

  const open = openRows(ledger.rows).length;
  const problems = gate.problems();
  const passed = open === 0 && problems.length === 0 && refusal === undefined && !process.exitCode;
  const today = new Date().toISOString().slice(0, 10);
  const seconds = process.uptime().toFixed(1);
  const phases = [...stopwatch.milliseconds()].map(([name, ms]) => `${name} ${Math.round(ms)} ms`);
  console.error(
    [
      '',
      `Zone ${config.name} (${config.profile}, ${config.account}, ${config.region}) from ${file}`,
      '',
      summaryTable(ledger),
      '',
      `${ledger.rows.length} checks: ${open} open, ${distinctAcknowledgements(ledger.rows).size} acknowledged, the rest compliant. Every row: ${app.outdir}/compliance/checks.csv`,
      ...settingsLines(ledger),
      `${seconds} s (${phases.join(', ')})`,
      ...problems.map((problem) => `error: ${problem}`),
      ...overdue(gate.acknowledgements(), today).map(
        ({ path, rule, review }) => `warning: ${path}: ${rule} was to be reviewed by ${review}`,
      ),
    ].join('\n'),
  );
  if (passed) return;
  // Without a manifest nothing of it can be deployed.
  rmSync(join(app.outdir, 'manifest.json'), { force: true });
  console.error('Not passed: nothing can be deployed.');
  process.exitCode = 1;
}

main().catch((error: unknown) => {
  if (!(error instanceof ConfigError || error instanceof OptionError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
