import packageJson from '../../package.json';
import { didYouMean } from '../config/nearest';
import { ConfigError } from '../config/problems';
import type { Command, CommandIo } from './command';
import { EXIT, UsageError } from './command';
import { COMMANDS } from './commands';
import { printable } from './printable';

/**
 * Runs the command that `args` names (those of the process without `node` and the script) and
 * resolves with the exit code. Never rejects: what goes wrong is printed.
 */
export async function main(
  args: readonly string[],
  io: CommandIo,
  commands: readonly Command[] = COMMANDS,
): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined) return complain(io, overview(commands));
  if (isHelp(name)) return helpOn(rest, io, commands);
  if (name === '--version') return print(io, `${packageJson.version}\n`);

  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) return unknownCommand(name, io, commands);
  const below = subcommand(command, rest[0]);
  const [called, given] = below === undefined ? [command, rest] : [below, rest.slice(1)];
  return asksForHelp(given) ? print(io, called.usage) : run(called, given, io);
}

function subcommand({ name, subcommands = [] }: Command, word = ''): Command | undefined {
  return subcommands.find((candidate) => candidate.name === `${name} ${word}`);
}

async function run(command: Command, args: readonly string[], io: CommandIo): Promise<number> {
  try {
    return await command.run(args, io);
  } catch (error) {
    if (error instanceof UsageError) {
      return complain(
        io,
        `hlz ${command.name}: ${printable(error.message)}\n\n${synopsis(command)}`,
      );
    }
    if (error instanceof ConfigError) {
      io.stderr(`${error.message}\n`);
      return EXIT.problems;
    }
    const trace = error instanceof Error ? error.stack : String(error);
    io.stderr(`hlz ${command.name}: a mistake of hlz itself, please report it.\n${trace}\n`);
    return EXIT.bug;
  }
}

/** How a command is called: the first paragraph of its help, and how to get the others. */
function synopsis({ name, usage }: Command): string {
  const end = usage.indexOf('\n\n');
  return end === -1 ? usage : `${usage.slice(0, end)}\n\nhlz ${name} --help says more.\n`;
}

function isHelp(word: string): boolean {
  return ['--help', '-h', 'help'].includes(word);
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  const options = end === -1 ? args : args.slice(0, end);
  return options.includes('--help') || options.includes('-h');
}

function helpOn(
  [name, word]: readonly string[],
  io: CommandIo,
  commands: readonly Command[],
): number {
  if (name === undefined) return print(io, overview(commands));
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) return unknownCommand(name, io, commands);
  return print(io, (subcommand(command, word) ?? command).usage);
}

function unknownCommand(name: string, io: CommandIo, commands: readonly Command[]): number {
  const names = commands.map((command) => command.name);
  const mend = didYouMean(name, names, `The commands are ${names.join(', ')}.`);
  return complain(io, `hlz: unknown command ${JSON.stringify(name)}. ${mend}\n`);
}

function print(io: CommandIo, text: string): number {
  io.stdout(text);
  return EXIT.ok;
}

function complain(io: CommandIo, text: string): number {
  io.stderr(text);
  return EXIT.usage;
}

function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const table = commands.map(({ name, summary }) => `  ${name.padEnd(width)}   ${summary}`);
  return `hlz <command> [arguments]

The operator's command of the HIPAA landing zone.

${table.join('\n')}

hlz <command> --help says more about one. hlz --version prints the version.

Exit codes:
  ${EXIT.ok}    ok
  ${EXIT.problems}    problems were found, and named
  ${EXIT.usage}    called in a wrong way, or unable to run
  ${EXIT.unfinished}    stopped half-way; the same command again goes on
  ${EXIT.bug}   a mistake of hlz itself
`;
}
