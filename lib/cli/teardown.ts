import { setTimeout as wait } from 'node:timers/promises';
import { ConfigError, loadZoneConfig } from '../config/load';
import type { ZoneConfig } from '../config/schema';
import { STACK_IDS } from '../names';
import type * as Aws from '../teardown/aws/port';
import type { Clock, Context } from '../teardown/context';
import { jsonEnd, plainEnd, type End } from '../teardown/endings';
import { inventory } from '../teardown/inventory';
import { TEARDOWN_LIMITS, type TeardownLimits } from '../teardown/limits';
import { patientPort } from '../teardown/patience';
import { mayGo, type Zone } from '../teardown/plan';
import type { TeardownPort } from '../teardown/port';
import { jsonReporter, lineReporter, plainReporter, type Reporter } from '../teardown/reporters';
import { survey } from '../teardown/survey';
import { problemsOf, teardown } from '../teardown/teardown';
import { parseCommandLine } from './arguments';
import { EXIT, UsageError, type Command, type CommandIo } from './command';
import { jsonText } from './printable';
import { zoneFile } from './zone-file';

const USAGE = `hlz teardown [file] [--confirm <zone name>] [--dry-run] [--json]

Empties and destroys a sandbox zone. Refuses everything else.

  file                 config of the zone; config/sandbox.yaml when left out
  --confirm <name>     name of the zone, instead of being asked for it
  --dry-run            say what would be deleted, and touch nothing
  --json               one JSON object a line

For example:

  hlz teardown config/sandbox.yaml --dry-run
  hlz teardown config/sandbox.yaml --confirm sandbox

Exits with 0 when the zone is gone, 1 when it refused or could not look (nothing was touched),
2 when called in a wrong way, 3 when it stopped half-way: the same command again goes on.
`;

const OPTIONS = {
  confirm: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

const EXIT_CODES: { readonly [O in End['outcome']]: number } = {
  refused: EXIT.problems,
  failed: EXIT.problems,
  'dry-run': EXIT.ok,
  done: EXIT.ok,
  stopped: EXIT.unfinished,
};

/** What the command needs of the world, beside {@link CommandIo}. */
export interface TeardownDependencies {
  readonly loadConfig: (file: string, cwd: string) => { readonly config: ZoneConfig };
  readonly openPort: (zone: Zone) => TeardownPort;
  readonly clock: Clock;
  readonly limits: TeardownLimits;
  readonly stackOrder: readonly string[];
  /** Calls back on the first Ctrl-C, until the returned function is called. */
  readonly onInterrupt: (stop: () => void) => () => void;
}

interface Arguments {
  readonly file: string;
  readonly confirm: string | undefined;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** `hlz teardown` onto something else than AWS: for tests. */
export function createTeardownCommand(dependencies: TeardownDependencies): Command {
  return {
    name: 'teardown',
    summary: 'Empty and destroy a sandbox zone.',
    moment: 'Deploy',
    usage: USAGE,
    options: OPTIONS,
    operands: 'files',
    run: async (args, io) => {
      const given = parse(args);
      const config = loaded(dependencies, given, io);
      if (config === undefined) return EXIT.problems;
      const zone: Zone = {
        name: config.name,
        account: config.account,
        region: config.region,
        stackOrder: dependencies.stackOrder,
      };
      const reporter = reporterFor(given, io);
      const end = await run(dependencies, given, io, zone, config.profile, reporter);
      reporter.end();
      const exitCode = EXIT_CODES[end.outcome];
      if (given.json) io.stdout(`${jsonEnd(end, exitCode, zone)}\n`);
      else (exitCode === EXIT.ok ? io.stdout : io.stderr)(`${plainEnd(end, zone).join('\n')}\n`);
      return exitCode;
    },
  };
}

/** `hlz teardown`. */
export const teardownCommand: Command = createTeardownCommand({
  loadConfig: loadZoneConfig,
  // Not before it is needed: the SDK takes a while to load, and no other command wants it.
  openPort: (zone) => {
    const aws = require('../teardown/aws/port') as typeof Aws;
    return aws.awsPort(zone);
  },
  clock: {
    now: Date.now,
    sleep: async (ms, signal) => {
      await wait(ms, undefined, { signal }).catch(() => undefined);
    },
  },
  limits: TEARDOWN_LIMITS,
  stackOrder: STACK_IDS.map((id) => id.toLowerCase()),
  onInterrupt: (stop) => {
    process.once('SIGINT', stop);
    return () => process.off('SIGINT', stop);
  },
});

async function run(
  { openPort, clock, limits, onInterrupt }: TeardownDependencies,
  { confirm, dryRun }: Arguments,
  io: CommandIo,
  zone: Zone,
  profile: string,
  reporter: Reporter,
): Promise<End> {
  if (!mayGo(profile)) return refuse(`its profile is ${profile}; only a sandbox can be`);
  if (!dryRun && confirm === undefined && !io.isTTY) {
    throw new UsageError(
      `nobody can be asked here. Give the name of the zone, --confirm ${zone.name}, or --dry-run.`,
    );
  }
  if (!dryRun && confirm !== undefined && confirm !== zone.name) {
    return refuse(`--confirm says "${confirm}", the zone of the config is "${zone.name}"`);
  }

  const interrupt = new AbortController();
  const bare: Context = {
    port: openPort(zone),
    clock,
    limits,
    signal: interrupt.signal,
    report: reporter.progress,
  };
  const context: Context = { ...bare, port: patientPort(bare) };
  try {
    const found = await survey(context, zone);
    if (found.kind === 'refused') return refuse(...found.reasons);
    if (dryRun) return { outcome: 'dry-run', stacks: await inventory(context, found.stacks) };
    if (found.stacks.length === 0) return { outcome: 'done', kept: [] };
    if (confirm === undefined) {
      io.stderr(
        [
          `This destroys zone ${zone.name} in account ${zone.account}, ${zone.region}, with all that is in it:`,
          ...found.stacks.map(({ name }) => `  ${name}`),
          '',
        ].join('\n'),
      );
      const answer = await io.ask('Type the name of the zone to go on: ');
      if (answer.trim() !== zone.name) return refuse('the answer was not the name of the zone');
    }
  } catch (error) {
    return { outcome: 'failed', problems: problemsOf(error) };
  }

  const stopListening = onInterrupt(() => {
    io.stderr('\nStopping after the calls under way. Press Ctrl-C again to stop at once.\n');
    interrupt.abort();
  });
  try {
    return await teardown(context, zone);
  } finally {
    stopListening();
  }
}

/** The config; undefined when it cannot be used and that was said as JSON. */
function loaded(
  { loadConfig }: TeardownDependencies,
  { file, json }: Arguments,
  io: CommandIo,
): ZoneConfig | undefined {
  try {
    return loadConfig(file, io.cwd).config;
  } catch (error) {
    if (!json || !(error instanceof ConfigError)) throw error;
    const reasons = error.problems.map(({ path, message, mend }) => `${path}: ${message} ${mend}`);
    const end = { event: 'end', exitCode: EXIT.problems, outcome: 'refused', reasons };
    io.stdout(`${jsonText(end)}\n`);
    return undefined;
  }
}

function refuse(...reasons: readonly string[]): End {
  return { outcome: 'refused', reasons };
}

function reporterFor({ json }: Arguments, io: CommandIo): Reporter {
  if (json) return jsonReporter(io.stdout);
  return io.isTTY ? lineReporter(io.stdout) : plainReporter(io.stdout);
}

function parse(args: readonly string[]): Arguments {
  const { values, positionals } = parseCommandLine(args, OPTIONS);
  return {
    file: zoneFile(positionals),
    confirm: values.confirm,
    dryRun: values['dry-run'],
    json: values.json,
  };
}
