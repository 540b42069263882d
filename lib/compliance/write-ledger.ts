import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckLedger } from './check-ledger';
import { toCsv } from './check-ledger';

/** Writes `compliance/checks.json` and `compliance/checks.csv` into the cloud assembly. */
export function writeLedger(ledger: CheckLedger, outdir: string): void {
  const folder = join(outdir, 'compliance');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'checks.json'), `${JSON.stringify(ledger, undefined, 2)}\n`);
  writeFileSync(join(folder, 'checks.csv'), toCsv(ledger.rows));
}
