import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DatabaseError } from '../../lambda/phi/backfill/errors';
import type { PhiDetector, TenantPattern } from '../../lambda/phi/detect/finding';
import { IDENTIFIERS } from '../../lambda/phi/detect/finding';
import { createLocalDetector } from '../../lambda/phi/detect/local-detector';
import { number } from '../ledger/reporter';
import type { Connection } from '../phi/connect';
import { isDatabaseUrl } from '../phi/connect';
import type * as Connect from '../phi/connect';
import { scanDirectory } from '../phi/scan/directory';
import { ScanError } from '../phi/scan/errors';
import type { Found } from '../phi/scan/found';
import type { Entry } from '../phi/scan/inventory';
import {
  readInventory,
  reviewedAsBefore,
  unencrypted,
  writeInventory,
} from '../phi/scan/inventory';
import { scanTables } from '../phi/scan/tables';
import { parseCommandLine } from './arguments';
import type { Command, CommandIo } from './command';
import { EXIT, UsageError } from './command';
import { directoryAt, onlyOne, orCannotRun, printJson, reporterFor } from './ledger-shared';
import { printable } from './printable';
import { refusal } from './system-error';

const USAGE = `hlz phi scan <postgres-url | directory> [--inventory <file>] [--check] [--sample <rows>]
             [--pattern <identifier>=<form>] [--json]

Finds where PHI is, and whether it is encrypted: columns of a database by their names and types, files
of a repository (code, fixtures, migrations, logs) by the forms of values and the names of fields. Writes
an inventory without any value. docs/phi-inventory.md says how it judges, and what it cannot see.

  --inventory <file>   what it writes, and whose reviews it keeps; phi-inventory.yaml by default
  --check              write nothing; exit with 1 when there is PHI that is not encrypted and that
                       nobody reviewed as none. For CI
  --sample <rows>      of a database: also look at the values of so many rows of each table
  --pattern <i>=<f>    a number of your own, such as medical-record-number=MH-999999 (9: a digit,
                       A: a capital letter); can be given more than once
  --json               one JSON object a line: progress, entry, end

A database is read in a session that refuses changes, with TLS unless it is on this machine:
postgres://<user>@<host>/<database>?sslrootcert=<file>, with the password in PGPASSWORD. A repository
is read as git sees it: what it ignores is not looked at. A line that is made up says so beside:
hlz-phi: made-up, <how that is known>; a file within its first five lines: hlz-phi-file: made-up, <how>.

For example:

  hlz phi scan . --check
  hlz phi scan postgres://reader@db.hospital.example/clinic --sample 200

Exits with 0 when it has written the inventory, or nothing is to be told; 1 with --check when there is
unencrypted PHI; 2 when it cannot run; 3 when it was interrupted.
`;

export interface PhiScanDependencies {
  readonly connect: (target: string, io: CommandIo) => Promise<Connection>;
  /** Calls back on the first Ctrl-C, until the returned function is called. */
  readonly onInterrupt: (stop: () => void) => () => void;
}

const OPTIONS = {
  inventory: { type: 'string', default: 'phi-inventory.yaml', offer: 'files' },
  check: { type: 'boolean', default: false },
  sample: { type: 'string', default: '0' },
  pattern: { type: 'string', multiple: true },
  json: { type: 'boolean', default: false },
} as const;

/** `hlz phi scan` of another database than a real one: for tests. */
export function createPhiScanCommand({ connect, onInterrupt }: PhiScanDependencies): Command {
  return {
    name: 'phi scan',
    summary: 'Find where PHI is, and whether it is encrypted.',
    usage: USAGE,
    options: OPTIONS,
    operands: 'directories',
    run: async (args, io) => {
      const { values, positionals } = parseCommandLine(args, OPTIONS);
      const target = onlyOne(positionals, 'a postgres-url or a directory');
      const sample = rowsOf(values.sample);
      const detector = detectorOf(values.pattern ?? []);
      const { check, json, inventory: name } = values;
      return orCannotRun('phi scan', io, json, async () => {
        const file = resolve(io.cwd, name);
        const before = readBefore(file, name);
        const reporter = reporterFor(io, json);
        const interrupt = new AbortController();
        const stopListening = onInterrupt(() => interrupt.abort());
        const { progress } = reporter;
        const { signal } = interrupt;
        try {
          const scanned = isDatabaseUrl(target)
            ? await scanDatabase(target, { io, connect, detector, sample, progress })
            : await scanFolder(target, { io, detector, progress, signal });
          reporter.end();
          if (interrupt.signal.aborted) return EXIT.unfinished;
          const entries = reviewedAsBefore(scanned.found, before);
          // One inventory of both: a scan of files says nothing of the database, nor the other way.
          const isDatabase = isDatabaseUrl(target);
          const others = before.filter((entry) => (entry.file === undefined) !== isDatabase);
          if (!check) replace(file, writeInventory([...others, ...entries]));
          return finish(io, { entries, looked: scanned.looked, check, json, name });
        } finally {
          reporter.end();
          stopListening();
        }
      });
    },
  };
}

/** `hlz phi scan`. */
export const phiScanCommand: Command = createPhiScanCommand({
  // Not before it is needed: few commands want a database.
  connect: async (target, { env }) => {
    const { connect } = require('../phi/connect') as typeof Connect;
    return connect(target, { password: env['PGPASSWORD'], readOnly: true });
  },
  onInterrupt: (stop) => {
    process.once('SIGINT', stop);
    return () => process.off('SIGINT', stop);
  },
});

interface Scanned {
  readonly found: readonly Found[];
  /** What was looked at, in words. */
  readonly looked: string;
}

async function scanDatabase(
  target: string,
  {
    io,
    connect,
    ...props
  }: Pick<PhiScanDependencies, 'connect'> & { readonly io: CommandIo } & Omit<
      Parameters<typeof scanTables>[0],
      'database'
    >,
): Promise<Scanned> {
  try {
    const { database, close } = await connect(target, io);
    try {
      const { columns, found } = await scanTables({ database, ...props });
      if (columns > 0) return { found, looked: `${number(columns)} columns` };
    } finally {
      await close();
    }
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    throw new ScanError(error.message, { cause: error });
  }
  throw new ScanError(
    "There is no table beside the system's own: is this the database that you mean?",
  );
}

async function scanFolder(
  target: string,
  {
    io,
    ...props
  }: { readonly io: CommandIo } & Omit<Parameters<typeof scanDirectory>[0], 'directory'>,
): Promise<Scanned> {
  const directory = directoryAt(
    io,
    target,
    'one, or an address such as postgres://reader@host/database',
  );
  const { files, found } = await scanDirectory({ directory, ...props });
  return { found, looked: `${number(files)} files` };
}

function rowsOf(text: string): number {
  const rows = Number(text);
  if (/^\d{1,6}$/.test(text) && rows <= 100_000) return rows;
  throw new UsageError(`--sample: found "${text}", expected rows of each table, 0 to 100000.`);
}

function detectorOf(patterns: readonly string[]): PhiDetector {
  const given = patterns.map((text): TenantPattern => {
    const [name = '', ...form] = text.split('=');
    const identifier = IDENTIFIERS.find((known) => known === name);
    if (identifier !== undefined) return { identifier, form: form.join('=') };
    throw new UsageError(`--pattern: found "${name}", expected one of ${IDENTIFIERS.join(', ')}.`);
  });
  try {
    return createLocalDetector({ patterns: given });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`--pattern: ${error.message}`);
  }
}

function readBefore(file: string, name: string): readonly Entry[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new ScanError(`${name}: ${refusal(error) ?? 'it cannot be read'}.`, { cause: error });
  }
  return readInventory(text, name);
}

/** Whole or not at all. */
function replace(file: string, text: string): void {
  try {
    writeFileSync(`${file}.tmp`, text);
    renameSync(`${file}.tmp`, file);
  } catch (error) {
    throw new ScanError(`${file}: ${refusal(error) ?? 'it cannot be written'}.`, { cause: error });
  }
}

function finish(
  io: CommandIo,
  {
    entries,
    looked,
    check,
    json,
    name,
  }: {
    readonly entries: readonly Entry[];
    readonly looked: string;
    readonly check: boolean;
    readonly json: boolean;
    readonly name: string;
  },
): number {
  const open = unencrypted(entries);
  const exitCode = check && open.length > 0 ? EXIT.problems : EXIT.ok;
  if (json) {
    for (const entry of entries) printJson(io, { event: 'entry', ...entry });
    printJson(io, { event: 'end', exitCode, entries: entries.length, unencrypted: open.length });
    return exitCode;
  }
  const lines = open.map(
    ({ table, file, line, field, identifier, classification }) =>
      `  ${classification.padEnd(6)}  ${identifier.padEnd(22)}  ${table ?? ''}${file === undefined ? '' : `${file}${line === undefined ? '' : `:${String(line)}`}`}  ${field}`,
  );
  const encrypted = entries.filter((entry) => entry.encrypted).length;
  io.stdout(
    `${[
      ...(lines.length === 0 ? [] : ['PHI that is not encrypted:', ...lines, '']),
      `Looked at ${looked}: ${number(open.length)} places with PHI that is not encrypted, ${number(encrypted)} encrypted.`,
      check
        ? open.length === 0
          ? 'Nothing is to be told.'
          : `Encrypt it (docs/encrypt-a-column.md), or review it in ${name} (docs/phi-inventory.md).`
        : `Written to ${name}. What is no PHI: say so there, as reviewed.`,
    ]
      .map(printable)
      .join('\n')}\n`,
  );
  return exitCode;
}
