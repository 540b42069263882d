import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure } from './measure';
import { median, NODE, repeat, run, TSX } from './measure';

const RUNS = 3;
/** Events of the larger ledger; the smaller one has a tenth. */
const EVENTS = 1_000_000;

/** How fast an export is verified and an event proven, and whether memory stays flat. */
export function ledgerVerify(): readonly Figure[] {
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
