import { parseArgs } from 'node:util';
import { createReport } from './report';
import type { Part } from './scenarios/parts';
import { isPart, PARTS } from './scenarios/parts';
import { play } from './scenarios/play';
import { deployZone } from './site/deploy-zone';
import { atSite } from './site/site';

const USAGE = `npm run e2e [-- --only <part>]

Deploys a zone to an emulator on this machine, plays what may happen to it, and takes it away again: about
four minutes. What it does not prove: docs/what-e2e-does-not-prove.md

  --only <part>   only this part, and what it needs; may be given again. Parts: ${PARTS.join(', ')}

A run that failed leaves its logs in build/e2e/failed-e2e; the emulator stays in build/e2e for the next one.

Exits with 0 when all held, 1 when something did not, 2 when this machine lacks Python 3.10 or PyPI, or it was
called in a wrong way, 130 when Ctrl-C ended it.
`;

async function main(): Promise<number> {
  const parts = parsed();
  if (typeof parts === 'string') {
    process.stderr.write(`${parts}\n\n${USAGE}`);
    return 2;
  }
  if (parts === undefined) {
    process.stdout.write(USAGE);
    return 0;
  }
  const report = createReport((line) => process.stderr.write(`${line}\n`));
  const code = await atSite({ command: 'e2e', report }, async (site) => {
    const zone = await deployZone(site);
    await play({ ...site, zone }, parts);
  });
  if (code === 0)
    console.error('Passed. What this does not prove: docs/what-e2e-does-not-prove.md');
  return code;
}

/** @returns the parts to play; undefined for who asks how to call it; or what is wrong */
function parsed(): ReadonlySet<Part> | undefined | string {
  try {
    const { values } = parseArgs({
      options: { only: { type: 'string', multiple: true }, help: { type: 'boolean' } },
    });
    if (values.help === true) return undefined;
    const only = values.only ?? PARTS;
    const unknown = only.filter((part) => !isPart(part));
    return unknown.length === 0
      ? new Set(only.filter(isPart))
      : `--only ${unknown.join(', ')}: expected one of ${PARTS.join(', ')}.`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

// An end that nobody has come to is none that is good.
process.exitCode = 1;
void main().then((code) => {
  process.exitCode = code;
});
