import { createApp, synthesize } from '../lib/app';
import { overdue } from '../lib/compliance/acknowledgement-lint';
import { distinctAcknowledgements, openRows, summaryTable } from '../lib/compliance/summary';
import { loadZoneConfig } from '../lib/config/load';
import { ConfigError } from '../lib/config/problems';
import { bundleHandlers } from '../lib/bundle/handler-bundle';
import { createStopwatch } from '../lib/stopwatch';

const DEFAULT_CONFIG = 'config/sandbox.yaml';

/** The CDK app: config, zone, checks. Everything is printed to stderr; stdout is the CLI's. */
async function main(): Promise<void> {
  const stopwatch = createStopwatch();
  const app = createApp();
  const file = String(app.node.tryGetContext('config') ?? DEFAULT_CONFIG);
  const asOf: unknown = app.node.tryGetContext('as-of');
  const { config } = stopwatch.time('config', () => loadZoneConfig(file));
  const handlers = await stopwatch.timeAsync('handlers', () => bundleHandlers());
  const { gate, ledger, refusal } = synthesize({
    app,
    config,
    handlers,
    stopwatch,
    ...(typeof asOf === 'string' ? { asOf } : {}),
  });

  const open = openRows(ledger.rows).length;
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
      `${seconds} s (${phases.join(', ')})`,
      ...gate.problems().map(({ path, rule, message }) => `error: ${path}: ${rule} ${message}`),
      ...overdue(gate.acknowledgements(), today).map(
        ({ path, rule, review }) => `warning: ${path}: ${rule} was to be reviewed by ${review}`,
      ),
    ].join('\n'),
  );
  // By our own count too: CDK's is silent where somebody has acknowledged past the register.
  if (open > 0 || gate.problems().length > 0 || refusal !== undefined) process.exitCode = 1;
}

main().catch((error: unknown) => {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
