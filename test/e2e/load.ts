import { createReport } from './report';
import { deployZone } from './site/deploy-zone';
import { atSite } from './site/site';

async function main(): Promise<number> {
  const report = createReport((line) => process.stderr.write(`${line}\n`));
  return atSite({ command: 'load', report }, async (site) => {
    await deployZone(site);
  });
}

void main().then((code) => {
  process.exitCode = code;
});
