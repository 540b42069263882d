import type { CheckedFile } from '../breach/check-file';
import { checkFile, NOT_CHECKED } from '../breach/check-file';
import { parseCommandLine } from './arguments';
import type { Command } from './command';
import { EXIT, UsageError } from './command';
import { orCannotRun, printJson, readInput } from './ledger-shared';
import { printable } from './printable';

const USAGE = `hlz breach check <file> [--json]

Checks the file of an incident, as exportIncident gives it in JSON: that its entries are those of its SHA-256,
that none is missing between them, that its head, its dues and keepUntil are what they make, and that nothing else
stands in it (45 CFR 164.414(b)). It needs nothing but the file.

Not found by it: another organization or another day of the export (organization, madeOn), which no entry has; and
who changed entries, SHA-256 and all that they make alike. The audit ledger has an event of each entry
(hlz ledger verify).

  --json   one JSON object

For example:

  hlz breach check incident.json

Exits with 0 when all is well, 1 when something is wrong, 2 when the file cannot be read.
`;

const OPTIONS = { json: { type: 'boolean', default: false } } as const;

/** `hlz breach check`. */
export const breachCheckCommand: Command = {
  name: 'breach check',
  summary: 'Check the file of an incident.',
  usage: USAGE,
  options: OPTIONS,
  operands: 'files',
  run: async (args, io) => {
    const { values, positionals } = parseCommandLine(args, OPTIONS);
    const [path, ...others] = positionals;
    if (path === undefined || others.length > 0) {
      throw new UsageError(`found ${String(positionals.length)} files, expected one.`);
    }
    return orCannotRun('breach check', io, values.json, async () => {
      const checked = checkFile(readInput(io, path).toString('utf8'));
      const { problems } = checked;
      if (values.json) printJson(io, { ...checked, notChecked: NOT_CHECKED });
      else
        io.stdout(
          linesOf(checked)
            .map((line) => `${printable(line)}\n`)
            .join(''),
        );
      return problems.length === 0 ? EXIT.ok : EXIT.problems;
    });
  },
};

function linesOf({ file, problems }: CheckedFile): readonly string[] {
  if (file === undefined) return problems;
  const { incident, version, entries, state, keepUntil } = file;
  const until = keepUntil === undefined ? '' : `; keep until ${keepUntil}`;
  return [
    `incident ${incident}, version ${String(version)}, ${String(entries)} entries, ${state}${until}`,
    ...(problems.length === 0
      ? ['Head, dues and keepUntil are what the entries make, and no entry is missing.']
      : problems),
    `Not checked, since no entry has it: ${NOT_CHECKED.join(', ')}. Whether all was changed alike: the audit ledger has an event of each entry.`,
  ];
}
