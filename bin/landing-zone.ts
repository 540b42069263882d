import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { PolicyError } from '../lambda/access/engine-error';
import { createApp } from '../lib/app';
import { appOptions, OptionError } from '../lib/app-options';
import { overdue } from '../lib/compliance/acknowledgement-lint';
import { countsLine, openRows, settingsLines, summaryTable } from '../lib/compliance/summary';
import { ConfigError } from '../lib/config/problems';
import { createStopwatch } from '../lib/stopwatch';
import { synthesizeFile } from '../lib/synthesize-file';

const HOW_TO_ACKNOWLEDGE =
  'Mend what is open. Only what no template can satisfy is acknowledged: with acknowledge() of lib/compliance, in the file of the resource.';

/** The CDK app: config, zone, checks. Everything is printed to stderr; stdout is the CLI's. */
async function main(): Promise<void> {
  const stopwatch = createStopwatch();
  const app = createApp();
  const { file, asOf } = appOptions(app.node.getAllContext());
  const { config, gate, ledger, refusal } = await synthesizeFile({
    app,
    file,
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
      `${countsLine(ledger.rows)} Every one: ${app.outdir}/compliance/checks.csv`,
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
  if (open > 0) console.error(HOW_TO_ACKNOWLEDGE);
  console.error('Not passed: nothing can be deployed.');
  process.exitCode = 1;
}

main().catch((error: unknown) => {
  const expected = [ConfigError, OptionError, PolicyError].some((kind) => error instanceof kind);
  if (!expected || !(error instanceof Error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
