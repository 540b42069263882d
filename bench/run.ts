import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleHandlers } from '../lib/bundle/handler-bundle';
import type { Figure } from './measure';
import { median, repeat, ROOT, run } from './measure';

const RUNS = 3;
const NODE = process.execPath;
const TSX = ['--import', 'tsx'];

function synth(): readonly Figure[] {
  const runs = repeat(
    RUNS,
    () =>
      JSON.parse(run(NODE, [...TSX, 'bench/synth-once.ts']).stdout) as Readonly<
        Record<string, number>
      >,
  );
  const share = runs.map(({ checks = 0, total = Number.NaN }) => (100 * checks) / total);
  const cdk = join(ROOT, 'node_modules', '.bin', 'cdk');
  const cli = repeat(
    RUNS,
    () => run(cdk, ['synth', '--quiet', '-c', 'config=config/production.yaml']).seconds,
  );
  return [
    { id: 'synth.total', value: median(cli), unit: 's', goal: 10 },
    { id: 'synth.checks-share', value: median(share), unit: '%', goal: 40 },
    {
      id: 'synth.types-unchecked',
      value: runs[0]?.['uncheckedShare'] ?? Number.NaN,
      unit: '%',
      goal: 20,
    },
  ];
}

function stackTestFile(): Figure {
  const jest = join(ROOT, 'node_modules', '.bin', 'jest');
  const seconds = repeat(RUNS, () => run(jest, ['test/stacks/keys-stack.test.ts']).seconds);
  return { id: 'test.stack-file', value: median(seconds), unit: 's', goal: 3 };
}

async function handlerBundle(): Promise<readonly Figure[]> {
  await bundleHandlers();
  const file = join(ROOT, 'build', 'handlers', 'baseline', 'index.mjs');
  const script = `const start = performance.now(); await import('file://${file}'); console.log(performance.now() - start);`;
  const milliseconds = repeat(5, () =>
    Number(
      run(NODE, ['--no-warnings', '--input-type=module', '-e', script])
        .stdout.trim()
        .split('\n')
        .at(-1),
    ),
  );
  return [
    { id: 'baseline.bundle', value: statSync(file).size / 1000, unit: 'kB', goal: 500 },
    { id: 'baseline.init', value: median(milliseconds), unit: 'ms', goal: 100 },
  ];
}

/** Events of the larger ledger; the smaller one has a tenth. */
const EVENTS = 1_000_000;

function ledger(): readonly Figure[] {
  const directory = mkdtempSync(join(tmpdir(), 'hlz-bench-'));
  try {
    const [large, small] = [join(directory, 'large'), join(directory, 'small')];
    const id = run(NODE, [...TSX, 'bench/ledger-export.ts', large, String(EVENTS)]).stdout.trim();
    run(NODE, [...TSX, 'bench/ledger-export.ts', small, String(EVENTS / 10)]);
    const once = (args: readonly string[], flags: readonly string[] = []) =>
      repeat(
        RUNS,
        () =>
          JSON.parse(
            run(NODE, [...flags, ...TSX, 'bench/ledger-verify-once.ts', ...args]).stdout,
          ) as Readonly<Record<string, number>>,
      );
    const middle = (runs: readonly Readonly<Record<string, number>>[], name: string): number =>
      median(runs.map((figures) => figures[name] ?? Number.NaN));
    // A young generation of one size, so that what differs is what is kept.
    const fixed = ['--min-semi-space-size=16', '--max-semi-space-size=16'];
    const memory = [large, small].map((path) => middle(once([path], fixed), 'megabytes'));
    const proofs = once([large, id]);
    return [
      { id: 'ledger.verify-1m', value: middle(once([large]), 'seconds'), unit: 's', goal: 5 },
      {
        id: 'ledger.verify-memory',
        value: (memory[0] ?? Number.NaN) / (memory[1] ?? Number.NaN),
        unit: 'x',
        goal: 1.2,
      },
      { id: 'ledger.proof-ms', value: middle(proofs, 'milliseconds'), unit: 'ms', goal: 50 },
      { id: 'ledger.proof-bytes', value: middle(proofs, 'bytes') / 1000, unit: 'kB', goal: 3 },
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Prints a line a figure. It judges nothing by its exit code: machines differ. */
async function main(): Promise<void> {
  const json = process.argv.includes('--json');
  if (!json) console.log(`${'figure'.padEnd(20)}${'median'.padStart(12)}${'goal'.padStart(12)}`);
  for (const measure of [synth, () => [stackTestFile()], handlerBundle, ledger]) {
    for (const { id, value, unit, goal } of await measure()) {
      const met = value <= goal;
      const shown = `${value.toFixed(value < 10 ? 2 : 1)} ${unit}`;
      console.log(
        json
          ? JSON.stringify({ id, value, unit, goal, met })
          : `${id.padEnd(20)}${shown.padStart(12)}${`<= ${goal} ${unit}`.padStart(12)}  ${met ? 'met' : 'missed'}`,
      );
    }
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
