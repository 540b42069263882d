import packageJson from '../../package.json';
import { CommandError } from '../aws/command-error';
import { didYouMean, nearest } from '../config/nearest';
import { ConfigError } from '../config/problems';
import type { Command, CommandIo } from './command';
import { EXIT, UsageError } from './command';
import { COMMANDS } from './commands';
import { unknownWord, wordsOf } from './group';
import { overview } from './overview';
import { printable } from './printable';
import { refusedFile } from './system-error';

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
  if (command.subcommands !== undefined && rest[0] === 'help') {
    return helpOn([name, ...rest.slice(1)], io, commands);
  }
  const below = subcommand(command, rest[0]);
  if (below === undefined && isMisspelt(rest[0], command)) {
    return complain(io, `hlz ${name}: ${printable(unknownWord(rest[0], command))}\n`);
  }
  const [called, given] = below === undefined ? [command, rest] : [below, rest.slice(1)];
  return asksForHelp(given) ? print(io, called.usage) : run(called, given, io);
}

function subcommand({ name, subcommands = [] }: Command, word = ''): Command | undefined {
  return subcommands.find((candidate) => candidate.name === `${name} ${word}`);
}

/** Whether a word that may also be a file is none, and nearly that of a command below. */
function isMisspelt(word: string | undefined, command: Command): word is string {
  const { options, subcommands } = command;
  if (options === undefined || subcommands === undefined) return false;
  if (word === undefined || /^-|[./\\]/.test(word)) return false;
  return nearest(word, wordsOf(command)) !== undefined;
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
      const { file, problems } = error;
      return refuse(io, args, EXIT.problems, error.message, { file, problems });
    }
    const message = error instanceof CommandError ? error.message : refusedFile(error);
    if (message !== undefined) {
      const line = `hlz ${command.name}: ${printable(message)}`;
      return refuse(io, args, EXIT.usage, line, { message });
    }
    const trace = error instanceof Error ? error.stack : String(error);
    io.stderr(`hlz ${command.name}: a mistake of hlz itself, please report it.\n${trace}\n`);
    return EXIT.bug;
  }
}

/** Says why a command did nothing, in the way in which it was asked to speak. */
function refuse(
  io: CommandIo,
  args: readonly string[],
  exitCode: number,
  text: string,
  fields: Readonly<Record<string, unknown>>,
): number {
  if (optionsIn(args).includes('--json')) {
    io.stdout(`${JSON.stringify({ event: 'end', exitCode, outcome: 'failed', ...fields })}\n`);
  } else io.stderr(`${text}\n`);
  return exitCode;
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
  const options = optionsIn(args);
  return options.includes('--help') || options.includes('-h');
}

/** Arguments up to `--`, behind which nothing is an option. */
function optionsIn(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--');
  return end === -1 ? args : args.slice(0, end);
}

function helpOn(
  [name, word]: readonly string[],
  io: CommandIo,
  commands: readonly Command[],
): number {
  if (name === undefined) return print(io, overview(commands));
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) return unknownCommand(name, io, commands);
  if (word === undefined || isHelp(word)) return print(io, command.usage);
  const below = subcommand(command, word);
  if (below !== undefined) return print(io, below.usage);
  const wrong =
    command.subcommands === undefined
      ? `found ${JSON.stringify(word)}, expected no more: hlz ${name} has no commands below it.`
      : unknownWord(word, command);
  return complain(io, `hlz help ${name}: ${printable(wrong)}\n`);
}

function unknownCommand(name: string, io: CommandIo, commands: readonly Command[]): number {
  return complain(io, `hlz: ${printable(unknown(name, commands))}\n`);
}

function unknown(name: string, commands: readonly Command[]): string {
  const names = commands.map((command) => command.name);
  const all = `The commands are ${names.join(', ')}.`;
  if (name.startsWith('-')) {
    const mend = didYouMean(name, ['--help', '--version'], `Options come behind it. ${all}`);
    return `found ${name}, expected a command. ${mend}`;
  }
  const below = commands
    .flatMap(({ subcommands = [] }) => subcommands)
    .filter((command) => command.name.endsWith(` ${name}`));
  const mend =
    below.length > 0
      ? `Did you mean ${below.map((command) => JSON.stringify(command.name)).join(' or ')}?`
      : didYouMean(name, names, all);
  return `unknown command ${JSON.stringify(name)}. ${mend}`;
}

function print(io: CommandIo, text: string): number {
  io.stdout(text);
  return EXIT.ok;
}

function complain(io: CommandIo, text: string): number {
  io.stderr(text);
  return EXIT.usage;
}
