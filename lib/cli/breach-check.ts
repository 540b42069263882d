import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkFile } from '../breach/check-file';
import { parseCommandLine } from './arguments';
import type { Command } from './command';
import { EXIT, UsageError } from './command';
import { printJson } from './ledger-shared';
import { printable } from './printable';

const USAGE = `hlz breach check <file> [--json]

Checks the file of an incident, as exportIncident gives it in JSON: that its entries are those of its SHA-256,
that none is missing between them, and that its head is what they make (45 CFR 164.414(b)). It needs nothing but
the file. Who changed entries, SHA-256 and head alike is not found by it: the audit ledger has an event of each
entry (hlz ledger verify).

  --json   one JSON object

Exits with 0 when all is well, 1 when something is wrong, 2 when the file cannot be read.
`;

const OPTIONS = { json: { type: 'boolean', default: false } } as const;

/** `hlz breach check`. */
export const breachCheckCommand: Command = {
  name: 'breach check',
  summary: 'Check the file of an incident.',
  usage: USAGE,
  run: async (args, io) => {
    const { values, positionals } = parseCommandLine(args, OPTIONS);
    const [path, ...others] = positionals;
    if (path === undefined || others.length > 0) {
      throw new UsageError(`found ${String(positionals.length)} files, expected one.`);
    }
    const { file, problems } = checkFile(textOf(resolve(io.cwd, path), path));
    if (values.json) printJson(io, { file, problems });
    else {
      io.stdout(
        file === undefined
          ? ''
          : `incident ${printable(file.incident)}, version ${String(file.version)}, ${String(file.entries)} entries, ${file.state}; keep until ${printable(file.keepUntil)}\n`,
      );
      io.stdout(
        problems.length === 0
          ? 'The head is what the entries make, and none is missing.\n'
          : problems.map((problem) => `${printable(problem)}\n`).join(''),
      );
    }
    return problems.length === 0 ? EXIT.ok : EXIT.problems;
  },
};

function textOf(path: string, named: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(`${named} cannot be read: expected a file that exportIncident gave.`);
  }
}
