import { readOptions, USAGE } from './load/options';
import { progressOn } from './load/progress';
import { load } from './load/run';
import { linesOf } from './load/table';
import { createReport } from './report';
import { atSite, NotHeldError, SIGNALS } from './site/site';

/** Bad options, as this machine lacks what is needed. */
const CANNOT = 2;

/**
 * `npm run load`: rising concurrency against the API of a zone on an emulator on this machine, then the account.
 * Exits with 0 when all held, 1 when the account does not balance or an error came that no limit explains, 2 when
 * an option is wrong or this machine lacks Python 3.10 or PyPI, 130 after Ctrl-C.
 */
async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if ('problems' in options) {
    for (const problem of options.problems) console.error(problem);
    console.error('See npm run load -- --help. Nothing was done.');
    return CANNOT;
  }
  if (options.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const report = createReport((line) => process.stderr.write(`${line}\n`));
  const interrupted = new AbortController();
  for (const signal of SIGNALS) process.once(signal, () => interrupted.abort());
  return atSite({ command: 'load', report }, async (site) => {
    const result = await load(site, options, progressOn(process.stderr, interrupted.signal));
    const held = result.problems.length === 0;
    const said = options.json ? JSON.stringify({ held, ...result }) : linesOf(result).join('\n');
    process.stdout.write(`${said}\n`);
    if (!held) throw new NotHeldError('see above what did not hold');
  });
}

// An end that nobody foresaw is not a good one.
process.exitCode = 1;
void main().then((code) => {
  process.exitCode = code;
});
