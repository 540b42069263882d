import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../support/root';
import type { Emulator } from '../machine/emulator';
import { startEmulator } from '../machine/emulator';
import { CommandError, createProcesses } from '../machine/processes';
import { LackError, pythonWithEmulator } from '../machine/python';
import { DeadlineError } from '../machine/until';
import type { Report } from '../report';
import type { Aws } from '../zone/aws';
import { awsAt, environmentFor } from '../zone/aws';
import type { Workshop } from '../zone/cdk';
import { explain } from '../zone/explain';

/** An emulator on this machine with nothing in it yet, and what works on it. */
export interface Site {
  /** Name of the zone that comes to stand here: no earlier run has seen it. */
  readonly name: string;
  readonly shop: Workshop;
  readonly aws: Aws;
  readonly report: Report;
  readonly emulator: Emulator;
}

export interface SiteProps {
  /** Command that is run, such as `e2e`: for messages, and in the name of the zone. */
  readonly command: string;
  readonly report: Report;
  /** What a signal is that ends the run: a failure, or the way to end it. @default - 130, as a shell says it */
  readonly interruptedCode?: number;
}

/** Kept between runs, and not part of the source. */
const CACHE = join(ROOT, 'build', 'e2e');
/** As a shell says it of a command that Ctrl-C has ended. */
const INTERRUPTED = 130;

/**
 * Starts an emulator, lets work be done on it, and leaves nothing behind: no process, and no folder unless
 * the work failed.
 *
 * @returns exit code: 0 when the work ended well, 1 when it did not, 2 when this machine lacks Python 3.10
 * or PyPI
 */
export async function atSite(
  { command, report, interruptedCode = INTERRUPTED }: SiteProps,
  work: (site: Site) => Promise<void>,
): Promise<number> {
  const processes = createProcesses();
  const name = `${command}-${randomBytes(4).toString('hex')}`;
  const folder = join(CACHE, name);
  mkdirSync(folder, { recursive: true });

  let emulator: Emulator | undefined;
  let interrupted = false;
  const stop = async (): Promise<void> => {
    await processes.stopAll();
    await emulator?.stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      interrupted = true;
      void stop().finally(() => {
        rmSync(folder, { recursive: true, force: true });
        console.error(`Ended by ${signal}; nothing is left running.`);
        process.exit(interruptedCode);
      });
    });
  }
  try {
    const python = await report.step('a private Python with the pinned emulator', () =>
      pythonWithEmulator(processes, CACHE),
    );
    const running = await report.step('the emulator', () =>
      startEmulator({ processes, python, folder }),
    );
    emulator = running;
    const endpoint = running.wire.url;
    const shop = { processes, folder, env: environmentFor(endpoint, folder) };
    const aws = awsAt(endpoint);
    report.fact(`behind ${endpoint}, zone ${name}`);
    try {
      await work({ name, shop, aws, report, emulator: running });
    } catch (error) {
      const why = interrupted ? [] : await explain(aws, { name }, running.log);
      for (const line of why) console.error(line);
      throw error;
    }
    await stop();
    rmSync(folder, { recursive: true });
    return 0;
  } catch (error) {
    await stop();
    // What a command says that was killed is of no use.
    if (interrupted) return interruptedCode;
    if (error instanceof LackError) {
      rmSync(folder, { recursive: true, force: true });
      console.error(`npm run ${command} did not run: ${error.message}`);
      return 2;
    }
    console.error(
      error instanceof CommandError || error instanceof DeadlineError ? error.message : error,
    );
    console.error(`Failed. Everything of this run: ${folder}`);
    return 1;
  }
}
