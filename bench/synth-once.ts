import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../lib/app';
import { bundleHandlers } from '../lib/bundle/handler-bundle';
import { coverageOf } from '../lib/compliance/coverage';
import { loadZoneConfig } from '../lib/config/load';
import { createStopwatch } from '../lib/stopwatch';
import { synthesize } from '../lib/synthesize';

/** One synth of production in a process of its own: prints seconds by phase as JSON. */
async function main(): Promise<void> {
  const outdir = mkdtempSync(join(tmpdir(), 'hlz-bench-'));
  try {
    const stopwatch = createStopwatch();
    const { config } = loadZoneConfig('config/production.yaml');
    const handlers = await bundleHandlers();
    const { ledger } = synthesize({ app: createApp({ outdir }), config, handlers, stopwatch });
    const phases = Object.fromEntries(
      [...stopwatch.milliseconds()].map(([phase, milliseconds]) => [phase, milliseconds / 1000]),
    );
    const total = process.uptime();
    const types = coverageOf(ledger.rows);
    const unchecked = types.filter(({ rules }) => rules.length === 0);
    console.log(
      JSON.stringify({ ...phases, total, uncheckedShare: (100 * unchecked.length) / types.length }),
    );
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
