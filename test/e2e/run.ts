import { parseArgs } from 'node:util';
import { createReport } from './report';
import { isPart, PARTS } from './scenarios/parts';
import { play } from './scenarios/play';
import { deployZone } from './site/deploy-zone';
import { atSite } from './site/site';

/**
 * `npm run e2e`: deploys the zone to an emulator on this machine, lets events through it, and has the
 * ledger checked. `npm run e2e -- --only faults`, for whoever works on a part: it, and what it needs. Exits
 * with 0 when all held, 1 when something did not, 2 when this machine lacks Python 3.10 or PyPI.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
  const only = values.only ?? PARTS;
  const unknown = only.filter((part) => !isPart(part));
  if (unknown.length > 0) {
    console.error(`no part ${unknown.join(', ')}, expected ${PARTS.join(', ')}`);
    return 1;
  }
  const report = createReport((line) => process.stderr.write(`${line}\n`));
  const code = await atSite({ command: 'e2e', report }, async (site) => {
    const zone = await deployZone(site);
    await play({ ...site, zone }, new Set(only.filter(isPart)));
  });
  if (code === 0)
    console.error('Passed. What this does not prove: docs/what-e2e-does-not-prove.md');
  return code;
}

void main().then((code) => {
  process.exitCode = code;
});
