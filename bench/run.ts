import { join } from 'node:path';
import { costOfAMillion } from '../lib/cost/audit-events';
import { accessDecide } from './access-decide';
import { apiRequests } from './api-requests';
import { breachDetector } from './breach-detector';
import { evidence } from './evidence';
import { handlerStart } from './handler-start';
import { ledgerSeal } from './ledger-seal';
import { ledgerVerify } from './ledger-verify';
import type { Figure } from './measure';
import { median, NODE, repeat, ROOT, run, TSX } from './measure';
import { phiFields } from './phi-fields';
import { phiKms } from './phi-kms';
import { phiRedact } from './phi-redact';
import { phiRecall } from './phi-recall';

const RUNS = 3;

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

/** What a million audit events cost, when a month has so many: reckoned from dated prices. */
function auditCosts(): readonly Figure[] {
  return [1e6, 1e8, 1e10].map((events) => ({
    id: `ledger.cost-at-${String(events / 1e6)}m`,
    value: costOfAMillion(events),
    unit: '$',
  }));
}

/** Prints a line a figure. It judges nothing by its exit code: machines differ. */
async function main(): Promise<void> {
  const json = process.argv.includes('--json');
  if (!json) console.log(row('figure', 'median', 'goal'));
  for (const measure of [
    synth,
    evidence,
    () => [stackTestFile()],
    handlerStart,
    ledgerSeal,
    ledgerVerify,
    accessDecide,
    apiRequests,
    phiRedact,
    phiRecall,
    auditCosts,
    phiFields,
    phiKms,
    breachDetector,
  ]) {
    for (const { id, value, unit, goal, atLeast = false } of await measure()) {
      const met = goal === undefined ? undefined : atLeast ? value >= goal : value <= goal;
      const shown = `${value.toFixed(value < 10 ? 2 : value < 1000 ? 1 : 0)} ${unit}`;
      const asked = goal === undefined ? '' : `${atLeast ? '>=' : '<='} ${goal} ${unit}`;
      const verdict = met === undefined ? '' : met ? 'met' : 'missed';
      console.log(
        json
          ? JSON.stringify({ id, value, unit, goal: goal ?? null, met: met ?? null })
          : `${row(id, shown, asked)}  ${verdict}`.trimEnd(),
      );
    }
  }
}

function row(id: string, value: string, goal: string): string {
  return `${id.padEnd(28)}${value.padStart(18)}${goal.padStart(20)}`;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
