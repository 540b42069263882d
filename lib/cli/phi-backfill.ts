import { setTimeout as wait } from 'node:timers/promises';
import type { PhiClient } from '../../client';
import type { BackfillJob } from '../../lambda/phi/backfill/job';
import { DatabaseError } from '../../lambda/phi/backfill/errors';
import type { Purpose } from '../../lambda/shared/audit/vocabulary';
import { DATA_TYPES, PURPOSES } from '../../lambda/shared/audit/vocabulary';
import { CommandError } from '../aws/command-error';
import type * as Client from '../phi/backfill/api-client';
import { apiCipher } from '../phi/backfill/api-cipher';
import type * as Aws from '../phi/backfill/aws-function';
import type { Followed, Invoke } from '../phi/backfill/follow';
import { followBackfill } from '../phi/backfill/follow';
import type { Plan } from '../phi/backfill/here';
import { backfillHere, planBackfill } from '../phi/backfill/here';
import type * as Connect from '../phi/connect';
import type { Connection } from '../phi/connect';
import { parseCommandLine } from './arguments';
import type { Command, CommandIo } from './command';
import { EXIT, UsageError } from './command';
import {
  awsSettings,
  onlyOne,
  orCannotRun,
  printJson,
  reporterFor,
  required,
} from './ledger-shared';
import { exitCodeOf, linesOf } from './phi-backfill-end';
import { printable } from './printable';
import { wrapped } from './wrapped';

const DEFAULT_PACE = '250';

const USAGE = `hlz phi backfill --function <name> --tenant <id> --database <name> <column> [--pace <n>]
hlz phi backfill <postgres-url> --api <address> <column> [--compare] [--dry-run]

Encrypts a column of a table that is in use into another one, <column>_jwe, and verifies every row.
It changes nothing else: at the end it prints the SQL that takes the plain column away, for you to run
when the application reads the encrypted one. docs/backfill.md says in which order. Run it again after a
crash: it goes on, and does nothing twice.

<column> is:
  --table <name>            names are taken as they stand
  --schema <name>           public when left out
  --column <name>           what is encrypted
  --patient-column <name>   has the record number of the patient; decrypting takes the same
  --data-type <type>        ${wrapped(DATA_TYPES, 28)}
  --purpose <code>          why, for the ledger, such as HSYSADMIN (HL7 v3 PurposeOfUse)
  --repair                  take encrypted values away that are not those of the plain column; the next run
                            makes them again. Not once the application has stopped writing that column

For the database of the zone, which nobody reaches from outside:
  --function <name>   the function phi-backfill: an output of the Phi stack. Calls lambda:InvokeFunction
  --tenant <id>       whose data it is
  --database <name>   the database on the server
  --pace <n>          patients a second, ${DEFAULT_PACE} when left out: each is an event in the audit stream, which
                      people need too

For another database, through the API of the zone, as the service whose credentials are here:
  <postgres-url>      postgres://<user>@<host>/<database>?sslrootcert=<file>, the password in PGPASSWORD
  --api <address>     of the API with its stage: an output of the Api stack
  --compare           decrypt every value to compare it, for who may: each is a view in the ledger. Without
                      it the form and length of each encrypted value are checked
  --dry-run           say what would be done

  --json              one JSON object a line: progress, end

For example:

  hlz phi backfill --function mercy-phi-backfill --tenant mercy --database clinic --table patients \\
    --column ssn --patient-column mrn --data-type demographics --purpose HSYSADMIN
  hlz phi backfill postgres://owner@db.hospital.example/clinic --dry-run --table patients --column ssn \\
    --patient-column mrn --data-type demographics --purpose HSYSADMIN

Exits with 0 when all is encrypted and verified, 1 when rows are missing or wrong, 2 when it cannot run,
3 when it was interrupted: the same command again goes on. No value and no key of a row is printed.
`;

export interface PhiBackfillDependencies {
  readonly openFunction: (name: string, io: CommandIo) => Invoke;
  readonly openClient: (endpoint: string, io: CommandIo) => Pick<PhiClient, 'encrypt' | 'decrypt'>;
  readonly connect: (target: string, io: CommandIo) => Promise<Connection>;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Calls back on the first Ctrl-C, until the returned function is called. */
  readonly onInterrupt: (stop: () => void) => () => void;
}

const OPTIONS = {
  table: { type: 'string' },
  schema: { type: 'string', default: 'public' },
  column: { type: 'string' },
  'patient-column': { type: 'string' },
  'data-type': { type: 'string', offer: DATA_TYPES },
  purpose: { type: 'string', offer: PURPOSES },
  repair: { type: 'boolean', default: false },
  function: { type: 'string' },
  tenant: { type: 'string' },
  database: { type: 'string' },
  pace: { type: 'string' },
  api: { type: 'string' },
  compare: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

type Given = ReturnType<typeof parseCommandLine<typeof OPTIONS>>;

/** `hlz phi backfill` onto something else than AWS and a real database: for tests. */
export function createPhiBackfillCommand(dependencies: PhiBackfillDependencies): Command {
  return {
    name: 'phi backfill',
    summary: 'Encrypt a column of a database, row by row.',
    usage: USAGE,
    options: OPTIONS,
    run: async (args, io) => {
      const given = parseCommandLine(args, OPTIONS);
      const { json } = given.values;
      const prepared = prepare(dependencies, given, io);
      return orCannotRun('phi backfill', io, json, async () => {
        const reporter = reporterFor(io, json);
        const interrupt = new AbortController();
        const stopListening = dependencies.onInterrupt(() => {
          io.stderr('\nStopping after what is under way. Press Ctrl-C again to stop at once.\n');
          interrupt.abort();
        });
        try {
          const end = await prepared(reporter.progress, interrupt.signal);
          reporter.end();
          return finish(io, end, json);
        } finally {
          stopListening();
        }
      });
    },
  };
}

/** `hlz phi backfill`. */
export const phiBackfillCommand: Command = createPhiBackfillCommand({
  // Not before they are needed: SDK and driver take a while to load, and few commands want them.
  openFunction: (name, io) => {
    const aws = require('../phi/backfill/aws-function') as typeof Aws;
    return aws.awsFunction({ name, ...awsSettings(io, 'LAMBDA') });
  },
  openClient: (endpoint, io) => {
    const client = require('../phi/backfill/api-client') as typeof Client;
    return client.apiClient(endpoint, io.env['AWS_REGION'] ?? io.env['AWS_DEFAULT_REGION']);
  },
  connect: async (target, { env }) => {
    const { connect } = require('../phi/connect') as typeof Connect;
    return connect(target, { password: env['PGPASSWORD'], readOnly: false });
  },
  sleep: async (milliseconds) => wait(milliseconds),
  onInterrupt: (stop) => {
    process.once('SIGINT', stop);
    return () => process.off('SIGINT', stop);
  },
});

type Run = (
  progress: ReturnType<typeof reporterFor>['progress'],
  signal: AbortSignal,
) => Promise<Followed | Plan>;

/** Everything that can be wrong with the call is said before anything is done. */
function prepare(dependencies: PhiBackfillDependencies, given: Given, io: CommandIo): Run {
  const { values, positionals } = given;
  const job = jobOf(values);
  const purpose = oneOf<Purpose>(values.purpose, PURPOSES, '--purpose');
  const { repair } = values;
  if (values.function !== undefined) {
    refuseOthers(values, ['api'], '--function');
    if (positionals.length > 0 || values['dry-run'] || values.compare) {
      throw new UsageError('--function goes with no postgres-url, --compare or --dry-run.');
    }
    const name = required(values.function, '--function', 'the name of the function');
    const functionJob = {
      ...job,
      purpose,
      repair,
      tenant: required(values.tenant, '--tenant', 'the tenant whose data it is'),
      database: required(values.database, '--database', 'the name of the database'),
      pace: paceOf(values.pace ?? DEFAULT_PACE),
    };
    return async (progress, signal) =>
      followBackfill({
        invoke: dependencies.openFunction(name, io),
        job: functionJob,
        progress,
        signal,
        sleep: dependencies.sleep,
      });
  }
  refuseOthers(values, ['tenant', 'database', 'pace'], 'a postgres-url');
  const target = onlyOne(positionals, 'a postgres-url, or --function');
  const decrypts = values.compare;
  const isDry = values['dry-run'];
  const endpoint = isDry ? '' : required(values.api, '--api', 'the address of the API');
  return async (progress, signal) =>
    connected(dependencies, target, io, async ({ database }) => {
      if (isDry) return planBackfill(database, job);
      const client = dependencies.openClient(endpoint, io);
      const cipher = apiCipher({ client, job, purpose, decrypts });
      return backfillHere({ database, job, cipher, repair, progress, signal });
    });
}

async function connected<T>(
  { connect }: PhiBackfillDependencies,
  target: string,
  io: CommandIo,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  let connection: Connection;
  try {
    connection = await connect(target, io);
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    throw new CommandError(error.message, { cause: error });
  }
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

function jobOf(values: Given['values']): BackfillJob {
  return {
    schema: values.schema,
    table: required(values.table, '--table', 'the name of the table'),
    column: required(values.column, '--column', 'the column that is encrypted'),
    patientColumn: required(
      values['patient-column'],
      '--patient-column',
      'the column with the record number of the patient',
    ),
    dataType: oneOf(values['data-type'], DATA_TYPES, '--data-type'),
  };
}

function oneOf<W extends string>(
  given: string | undefined,
  words: readonly W[],
  option: string,
): W {
  const word = words.find((candidate) => candidate === given);
  if (word !== undefined) return word;
  throw new UsageError(
    `${option}: ${given === undefined ? 'it is missing' : `found "${given}"`}, expected one of ${words.join(', ')}.`,
  );
}

function refuseOthers(
  values: Given['values'],
  names: readonly ('api' | 'tenant' | 'database' | 'pace')[],
  beside: string,
): void {
  const found = names.filter((name) => values[name] !== undefined).map((name) => `--${name}`);
  if (found.length > 0) throw new UsageError(`${found.join(', ')} goes not with ${beside}.`);
}

function paceOf(text: string): number {
  const pace = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (pace >= 1 && pace <= 1000) return pace;
  throw new UsageError(`--pace: found "${text}", expected a number from 1 to 1000.`);
}

function finish(io: CommandIo, end: Followed | Plan, json: boolean): number {
  if (end.outcome === 'refused') throw new CommandError(end.message);
  const exitCode = exitCodeOf(end);
  if (json) printJson(io, { event: 'end', exitCode, ...end });
  else {
    const lines = linesOf(end).flatMap((text) => text.split('\n'));
    const print = exitCode === EXIT.unfinished ? io.stderr : io.stdout;
    print(`${lines.map(printable).join('\n')}\n`);
  }
  return exitCode;
}
