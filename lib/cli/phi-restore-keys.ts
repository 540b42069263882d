import type * as Table from '../phi/aws-key-table';
import type * as Bucket from '../ledger/export/aws-bucket';
import { number } from '../ledger/reporter';
import type { CopyBucket } from '../phi/key-copies';
import type { KeyTable } from '../phi/key-table';
import type { KeysRestored, RestoreInterrupted } from '../phi/restore-keys';
import { restoreKeys } from '../phi/restore-keys';
import { parseCommandLine } from './arguments';
import type { Command, CommandIo } from './command';
import { EXIT, UsageError } from './command';
import { awsSettings, orCannotRun, printJson, reporterFor, required } from './ledger-shared';
import { printable } from './printable';

const USAGE = `hlz phi restore-keys --bucket <bucket> --table <table> [--write] [--account <id>] [--json]

Compares the table of data keys with their write-once copies in the ledger bucket, and puts keys back
that are not in the table. docs/runbooks/data-keys.md says when. Without --write it changes nothing.
With it, it changes no item that is there. A key that was put back decrypts, and encrypts nothing more.

  --bucket <bucket>   the ledger bucket: an output of the Archive stack
  --table <table>     the table of data keys: an output of the Phi stack
  --write             put missing keys back
  --account <id>      refuse a bucket of another account
  --json              one JSON object a line: progress, end

Region and credentials come from the environment (AWS_REGION, AWS_PROFILE and the like). It calls
s3:ListBucketVersions, s3:GetObjectVersion, s3:GetObjectRetention, dynamodb:Scan and, with --write,
dynamodb:PutItem; S3 and DynamoDB call kms:Decrypt. The keys themselves stay wrapped: it cannot unwrap
them, and does not try.

For example:

  hlz phi restore-keys --bucket mercy-ledger --table mercy-data-keys
  hlz phi restore-keys --bucket mercy-ledger --table mercy-data-keys --write

Exits with 0 when each key has its item and its copy, 1 when keys are missing (without --write) or
something has to be looked at, 2 when it cannot run, 3 when it was interrupted: the same command again
goes on.
`;

export interface PhiRestoreKeysDependencies {
  readonly openBucket: (bucket: string, account: string | undefined, io: CommandIo) => CopyBucket;
  readonly openTable: (table: string, io: CommandIo) => KeyTable;
  /** Calls back on the first Ctrl-C, until the returned function is called. */
  readonly onInterrupt: (stop: () => void) => () => void;
}

const OPTIONS = {
  bucket: { type: 'string' },
  table: { type: 'string' },
  write: { type: 'boolean', default: false },
  account: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** `hlz phi restore-keys` from something else than AWS: for tests. */
export function createPhiRestoreKeysCommand(dependencies: PhiRestoreKeysDependencies): Command {
  return {
    name: 'phi restore-keys',
    summary: 'Put data keys back into their table from the write-once copies.',
    usage: USAGE,
    options: OPTIONS,
    run: async (args, io) => {
      const { values, positionals } = parseCommandLine(args, OPTIONS);
      if (positionals.length > 0) {
        throw new UsageError(`found "${positionals.join(' ')}", expected options only.`);
      }
      const bucket = required(values.bucket, '--bucket', 'the name of the ledger bucket');
      const table = required(values.table, '--table', 'the name of the table of data keys');
      const { write, json } = values;
      return orCannotRun('phi restore-keys', io, json, async () => {
        const ports = {
          bucket: dependencies.openBucket(bucket, values.account, io),
          table: dependencies.openTable(table, io),
        };
        const reporter = reporterFor(io, json);
        const interrupt = new AbortController();
        const stopListening = dependencies.onInterrupt(() => {
          io.stderr('\nStopping after the calls under way. Press Ctrl-C again to stop at once.\n');
          interrupt.abort();
        });
        try {
          const { progress } = reporter;
          const end = await restoreKeys({ ...ports, write, progress, signal: interrupt.signal });
          reporter.end();
          return finish(io, end, { write, json });
        } finally {
          stopListening();
        }
      });
    },
  };
}

/** `hlz phi restore-keys`. */
export const phiRestoreKeysCommand: Command = createPhiRestoreKeysCommand({
  // Not before they are needed: the SDK takes a while to load, and few commands want it.
  openBucket: (bucket, account, io) => {
    const aws = require('../ledger/export/aws-bucket') as typeof Bucket;
    return aws.awsBucket({
      bucket,
      ...awsSettings(io, 'S3'),
      ...(account === undefined ? {} : { account }),
    });
  },
  openTable: (table, io) => {
    const aws = require('../phi/aws-key-table') as typeof Table;
    return aws.awsKeyTable({ table, ...awsSettings(io, 'DYNAMODB') });
  },
  onInterrupt: (stop) => {
    process.once('SIGINT', stop);
    return () => process.off('SIGINT', stop);
  },
});

function finish(
  io: CommandIo,
  end: KeysRestored | RestoreInterrupted,
  { write, json }: { readonly write: boolean; readonly json: boolean },
): number {
  const exitCode = exitCodeOf(end, write);
  if (json) printJson(io, { event: 'end', exitCode, write, ...end });
  else if (end.outcome === 'interrupted') {
    io.stderr(`Interrupted. Run the same command again: it goes on where it stopped.\n`);
  } else io.stdout(`${linesOf(end, write).map(printable).join('\n')}\n`);
  return exitCode;
}

function exitCodeOf(end: KeysRestored | RestoreInterrupted, write: boolean): number {
  if (end.outcome === 'interrupted') return EXIT.unfinished;
  const isWhole = end.findings.length === 0 && (write || end.missing.length === 0);
  return isWhole ? EXIT.ok : EXIT.problems;
}

function linesOf({ keys, tenants, missing, restored, findings }: KeysRestored, write: boolean) {
  return [
    `${number(keys)} data keys of ${number(tenants)} tenants have a copy; ${number(missing.length)} of them had no item in the table.`,
    ...missing.map((name) => `  ${name}`),
    ...(missing.length === 0
      ? []
      : [
          write
            ? `${number(restored)} were put back. They decrypt, and encrypt nothing more.`
            : 'Nothing was changed. Put them back: the same command with --write',
        ]),
    ...(findings.length === 0 ? [] : [`To be looked at (docs/runbooks/data-keys.md):`]),
    ...findings.map(({ kind, at, problem }) => `  ${kind}  ${at}: ${problem}`),
  ];
}
