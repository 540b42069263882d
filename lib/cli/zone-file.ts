import type { LoadedConfig } from '../config/load';
import { ConfigError, loadZoneConfig } from '../config/load';
import { parseCommandLine } from './arguments';
import type { Command } from './command';
import { EXIT, UsageError } from './command';
import { jsonText } from './printable';

/** What is read when no file is named. */
export const DEFAULT_FILE = 'config/sandbox.yaml';

/** The one file that is named, or {@link DEFAULT_FILE}. */
export function zoneFile(positionals: readonly string[]): string {
  const [file = DEFAULT_FILE, ...others] = positionals;
  if (others.length > 0) throw new UsageError(`found ${positionals.length} files, expected one.`);
  return file;
}

/** A command that reads the config of a zone and prints something of it. */
export interface ZoneReport extends Omit<Command, 'options' | 'operands' | 'run'> {
  readonly asText: (loaded: LoadedConfig) => string;
  /** What JSON output has beside `file`, `ok` and `problems`. */
  readonly asJson: (loaded: LoadedConfig) => Readonly<Record<string, unknown>>;
}

const OPTIONS = { json: { type: 'boolean', default: false } } as const;

/** The command that prints a report, and with `--json` the problems as well. */
export function zoneCommand({ asText, asJson, ...command }: ZoneReport): Command {
  return {
    ...command,
    options: OPTIONS,
    operands: 'files',
    run: async (args, io) => {
      const { values, positionals } = parseCommandLine(args, OPTIONS);
      const file = zoneFile(positionals);
      const printJson = (value: unknown) => io.stdout(`${jsonText(value, 2)}\n`);
      try {
        const loaded = loadZoneConfig(file, io.cwd);
        if (values.json) printJson({ file, ok: true, problems: [], ...asJson(loaded) });
        else io.stdout(asText(loaded));
        return EXIT.ok;
      } catch (error) {
        if (!values.json || !(error instanceof ConfigError)) throw error;
        printJson({ file, ok: false, problems: error.problems });
        return EXIT.problems;
      }
    },
  };
}
