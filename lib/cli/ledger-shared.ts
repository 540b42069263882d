import { closeSync, constants, fstatSync, openSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { NoteError } from '../../lambda/ledger/note/errors';
import type { VerifierKey } from '../../lambda/ledger/note/signed-note';
import { parseVerifierKey } from '../../lambda/ledger/note/signed-note';
import { CommandError } from '../aws/command-error';
import { LedgerCommandError } from '../ledger/errors';
import type { Reporter } from '../ledger/reporter';
import { barReporter, jsonReporter, plainReporter } from '../ledger/reporter';
import type { CommandIo } from './command';
import { EXIT, UsageError } from './command';
import { jsonText, printable } from './printable';
import { refusal } from './system-error';

/**
 * Says why a command could not do its work. Everything else is a mistake of `hlz`.
 *
 * @param name as it stands after `hlz`
 */
export async function orCannotRun(
  name: string,
  io: CommandIo,
  json: boolean,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const { message } = error;
    if (json) printJson(io, { event: 'end', exitCode: EXIT.usage, outcome: 'failed', message });
    else io.stderr(`hlz ${name}: ${printable(message)}\n`);
    return EXIT.usage;
  }
}

/** One JSON object, on a line of its own. */
export function printJson(io: CommandIo, value: Readonly<Record<string, unknown>>): void {
  io.stdout(`${jsonText(value)}\n`);
}

/** Progress goes to stderr: stdout is the result's, also through a pipe. JSON is one stream. */
export function reporterFor(io: CommandIo, json: boolean): Reporter {
  if (json) return jsonReporter(io.stdout);
  return io.isTTY ? barReporter(io.stderr) : plainReporter(io.stderr);
}

/** Where AWS is, as the environment of a command says. What is left out the SDK looks for itself. */
export function awsSettings(
  { env }: CommandIo,
  service: 'S3' | 'KMS' | 'DYNAMODB' | 'LAMBDA',
): { readonly region?: string; readonly endpoint?: string } {
  const region = env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'];
  const endpoint = env[`AWS_ENDPOINT_URL_${service}`] ?? env['AWS_ENDPOINT_URL'];
  return {
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}

/** The value of an option that must be there. */
export function required(value: string | undefined, option: string, what: string): string {
  if (value === undefined || value === '') {
    throw new UsageError(`${option} is missing: ${what}.`);
  }
  return value;
}

/** The only argument that is no option. */
export function onlyOne(positionals: readonly string[], what: string): string {
  const [value, ...others] = positionals;
  if (value === undefined) throw new UsageError(`${what} is missing.`);
  if (others.length > 0) {
    throw new UsageError(`found ${String(positionals.length)} arguments, expected one: ${what}.`);
  }
  return value;
}

// Does not wait for the other end of a pipe. Windows does not know it.
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** @throws CommandError when the file cannot be read, or is no plain one */
export function readInput(io: CommandIo, file: string): Buffer {
  try {
    const opened = openSync(resolve(io.cwd, file), FLAGS);
    try {
      if (fstatSync(opened).isFile()) return readFileSync(opened);
    } finally {
      closeSync(opened);
    }
  } catch (error) {
    throw refused(file, error);
  }
  throw new CommandError(`${file} is no plain file: expected one.`);
}

/** What stands in the directory of an export. */
export const EXPORTED = 'what `hlz ledger export --to` wrote';

/**
 * The path of a directory that is there.
 *
 * @throws CommandError
 */
export function directoryAt(io: CommandIo, given: string, what: string): string {
  const path = resolve(io.cwd, given);
  const isDirectory = orRefused(given, () => statSync(path).isDirectory());
  if (isDirectory) return path;
  throw new CommandError(`${given} is no directory: expected ${what}.`);
}

/** Does something with a file, and says why when the system refuses. */
export function orRefused<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw refused(file, error);
  }
}

function refused(file: string, error: unknown): CommandError {
  return new CommandError(`${file}: ${refusal(error) ?? 'the system refuses it'}.`, {
    cause: error,
  });
}

/** A verifier key, given as itself or as a file that holds it. */
export function readKey(io: CommandIo, given: string | undefined): VerifierKey {
  const text = required(given, '--key', 'the verifier key, or a file with it');
  // Only a key has a plus sign before eight hexadecimal digits.
  const isKey = /^[^+]+\+[0-9a-f]{8}\+/.test(text);
  const key = isKey ? text : (readInput(io, text).toString('utf8').split('\n')[0] ?? '');
  try {
    return parseVerifierKey(key.trim());
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    throw new LedgerCommandError(`--key: ${error.message}.`, { cause: error });
  }
}
