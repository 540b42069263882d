import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../support/root';
import type { Emulator } from '../machine/emulator';
import { startEmulator } from '../machine/emulator';
import { leftRunning, watchSockets } from '../machine/hygiene';
import { HAS_PROC } from '../machine/process-table';
import { janitorOf } from '../machine/janitor';
import { makeFolder } from '../machine/owner';
import { CommandError, createProcesses } from '../machine/processes';
import { LackError, pythonWithEmulator } from '../machine/python';
import { DeadlineError } from '../machine/until';
import type { Report } from '../report';
import type { Aws } from '../zone/aws';
import { awsAt, environmentFor } from '../zone/aws';
import type { Workshop } from '../zone/cdk';
import { explain } from '../zone/explain';
import { rememberingSteps } from './steps';

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
  /** Exit code when a signal ends the run: a failure, or the way to end it. @default - 130, as a shell says it */
  readonly interruptedCode?: () => number;
  /** Folders of this process (`machine/owner.ts`) that go with the run, however it ends. @default - none but its own */
  readonly folders?: readonly string[];
}

/** Kept between runs, and not part of the source. */
const CACHE = join(ROOT, 'build', 'e2e');
/** As a shell says it of a command that Ctrl-C has ended. */
const INTERRUPTED = 130;

/** Signals that end a run. */
export const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The emulator ended before it was told to. */
class EmulatorGoneError extends Error {
  override readonly name = 'EmulatorGoneError';
}

/** What was asked of a zone did not hold, and has been told. */
export class NotHeldError extends Error {
  override readonly name = 'NotHeldError';
}

/**
 * Starts an emulator, lets work be done on it, and leaves nothing behind: no process, however the run
 * ends, and no folder. That of the last run that failed is kept in one place, to be looked at.
 *
 * A signal, and an emulator that dies, end this process: what was being done may wait for ever.
 *
 * @returns exit code: 0 when the work ended well, 1 when it did not, 2 when this machine lacks Python 3.10
 * or PyPI
 */
export async function atSite(
  { command, report: told, interruptedCode = () => INTERRUPTED, folders = [] }: SiteProps,
  work: (site: Site) => Promise<void>,
): Promise<number> {
  const name = `${command}-${randomBytes(4).toString('hex')}`;
  const folder = join(CACHE, name);
  mkdirSync(CACHE, { recursive: true });
  makeFolder(folder);
  mkdirSync(join(folder, 'tmp'));
  const janitor = janitorOf([folder, ...folders]);
  const processes = createProcesses(name);
  const { report, current } = rememberingSteps(told);
  const sockets = watchSockets(name);

  let site: Site | undefined;
  const main = async (): Promise<void> => {
    const python = await report.step('a private Python with the pinned emulator', () =>
      pythonWithEmulator(processes, CACHE, folder),
    );
    const emulator = await report.step('the emulator', () =>
      startEmulator({ processes, python, folder }),
    );
    const endpoint = emulator.wire.url;
    const shop = { processes, folder, env: environmentFor(endpoint, folder) };
    site = { name, shop, aws: awsAt(endpoint), report, emulator };
    report.fact(`behind ${endpoint}, zone ${name}`);
    await Promise.race([work(site), dies(emulator)]);
  };
  const stop = async (): Promise<readonly string[]> => {
    await processes.stopAll();
    await site?.emulator.stop();
    return leftRunning(name);
  };
  const removed = async (): Promise<boolean> => {
    const isRemoved = await janitor.dismiss();
    if (!isRemoved) console.error(`Look for what is left in ${[folder, ...folders].join(', ')}`);
    return isRemoved;
  };

  const ended = await Promise.race([
    main().then(
      () => undefined,
      (error: unknown) => ({ error }),
    ),
    firstSignal().then((signal) => ({ signal })),
  ]);
  if (ended !== undefined && 'error' in ended && !(ended.error instanceof LackError)) {
    for (const line of await why(site, current())) console.error(line);
  }
  const { open, summary } = sockets.end();
  const left = await stop();
  for (const one of open) console.error(`Other machines could reach ${one}: expected loopback`);
  for (const one of left) console.error(`Left running, and killed: ${one}`);
  const isClean = open.length === 0 && left.length === 0;
  if (ended !== undefined && 'signal' in ended) {
    const isRemoved = await removed();
    console.error(`Ended by ${ended.signal}; nothing is left running.`);
    process.exit(isClean && isRemoved ? interruptedCode() : 1);
  }
  if (ended === undefined && isClean) {
    if (!(await removed())) return 1;
    report.fact(summary);
    if (HAS_PROC) report.fact('no process and no folder of this run is left');
    return 0;
  }
  const error = ended?.error;
  if (error instanceof LackError) {
    await removed();
    console.error(`npm run ${command} did not run: ${error.message}`);
    return 2;
  }
  if (error !== undefined) console.error(speaks(error) ? error.message : error);
  console.error(`Failed. Everything of this run: ${kept(folder, command)}`);
  await removed();
  if (error instanceof EmulatorGoneError) process.exit(1);
  return 1;
}

/** Errors whose message says it all. */
function speaks(error: unknown): error is Error {
  return [CommandError, DeadlineError, EmulatorGoneError, NotHeldError].some(
    (kind) => error instanceof kind,
  );
}

async function firstSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) {
      // A second one is for who is cleaning up already.
      process.on(signal, () => resolve(signal));
    }
  });
}

async function dies({ death }: Emulator): Promise<never> {
  throw new EmulatorGoneError(`the emulator has ended by itself (${await death})`);
}

async function why(
  site: Site | undefined,
  step: Parameters<typeof explain>[2] | undefined,
): Promise<readonly string[]> {
  return site === undefined || step === undefined ? [] : explain(site.aws, site.emulator, step);
}

/**
 * Keeps the folder of a run that failed, in the place of the one before it: logs, templates, exports. Functions that
 * the emulator has unpacked are large, and in the assembly too.
 */
function kept(folder: string, command: string): string {
  const place = join(CACHE, `failed-${command}`);
  rmSync(join(folder, 'tmp'), { recursive: true, force: true });
  rmSync(place, { recursive: true, force: true });
  renameSync(folder, place);
  return place;
}
