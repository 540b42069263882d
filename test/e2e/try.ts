import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../support/root';
import { atSite, SIGNALS } from './site/site';
import { checkLines } from './try/check';
import { progress, styleOf } from './try/progress';
import { ShelfError, takeShelf } from './try/shelf';
import { setStage } from './try/stage';
import { readyObject, welcome } from './try/welcome';

const USAGE = `npm run try [-- --json] [--check] [--port <port>]

Deploys a zone to an emulator on this machine, lets made-up people sign in, prints five lines to paste, and
stays until Ctrl-C, which leaves nothing behind. It takes about a minute, and Python 3.10 or later with PyPI
the first time.

  --json          one JSON object a line on standard output; the last is {"event":"ready",...}
  --check         pastes the five lines itself, looks what they print, and ends
  --port <port>   of the API; when it is taken another one, which is said (default 8090)

A run that failed leaves its logs in build/e2e/failed-try; the emulator stays in build/e2e for the next one.

Exits with 0 when Ctrl-C ended it after it was ready, or all five lines held; 1 when something failed, was left
running, or could be reached by other machines; 2 when this machine lacks Python 3.10 or PyPI, or it was called
in a wrong way; 130 when Ctrl-C came before.
`;

const PORT = '8090';

async function main(): Promise<number> {
  const options = parsed();
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n\n${USAGE}`);
    return 2;
  }
  const { json, check, port, help } = options;
  if (help) {
    process.stdout.write(USAGE);
    return 0;
  }
  // A terminal that was closed takes no text; the signal that tells of it ends the run.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const style = styleOf(json, process.stderr.isTTY);
  const out = json ? process.stdout : process.stderr;
  const interrupted = new AbortController();
  for (const signal of SIGNALS) process.once(signal, () => interrupted.abort());
  const report = progress(
    style,
    (text) => out.write(text),
    interrupted.signal,
    () => process.stderr.columns,
  );
  const shelf = takeShelf(join(ROOT, 'build'));
  let isReady = false;
  const props = {
    command: 'try',
    report,
    interruptedCode: () => (isReady && !check ? 0 : 130),
    folders: [shelf.path],
  };
  return atSite(props, async (site) => {
    const stage = await setStage({ site, shelf, port });
    try {
      const { ready } = stage;
      isReady = true;
      if (check) {
        await checkLines(ready.lines, { ...site.shop, report: site.report, env: process.env });
        process.stderr.write('All five lines held.\n');
        return;
      }
      process.stdout.write(json ? `${JSON.stringify(readyObject(ready))}\n` : welcome(ready, port));
      await forEver();
    } finally {
      await stage.close();
    }
  });
}

/** The front door keeps this process; a signal ends it, and the emulator if it dies. */
async function forEver(): Promise<never> {
  return new Promise(() => undefined);
}

interface Options {
  readonly json: boolean;
  readonly check: boolean;
  readonly help: boolean;
  readonly port: number;
}

/** @returns what is wrong, when something is */
function parsed(): Options | string {
  try {
    const { values } = parseArgs({
      options: {
        json: { type: 'boolean', default: false },
        check: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        port: { type: 'string', default: PORT },
      },
    });
    const port = Number(values.port);
    if (/^\d{1,5}$/.test(values.port) && port < 65_536) return { ...values, port };
    return `--port: found "${values.port}", expected a number from 0 to 65535.`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

// Unless it comes to its end.
process.exitCode = 1;
main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof ShelfError ? error.message : error);
    process.exitCode = 1;
  },
);
