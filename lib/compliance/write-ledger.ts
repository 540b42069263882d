import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckLedger } from './check-ledger';
import { settingsCsv, toCsv } from './check-ledger';

/** Writes `checks.json`, `checks.csv` and `settings.csv` into `compliance/` of the cloud assembly. */
export function writeLedger(ledger: CheckLedger, outdir: string): void {
  const folder = join(outdir, 'compliance');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'checks.json'), `${JSON.stringify(ledger, undefined, 2)}\n`);
  writeFileSync(join(folder, 'checks.csv'), toCsv(ledger.rows));
  writeFileSync(join(folder, 'settings.csv'), settingsCsv(ledger.settings));
}
