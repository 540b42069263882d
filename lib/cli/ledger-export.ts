import { resolve } from 'node:path';
import type * as Aws from '../ledger/export/aws-bucket';
import { openExportDirectory } from '../ledger/export/directory';
import type { Exported, Interrupted } from '../ledger/export/export';
import { exportLedger } from '../ledger/export/export';
import type { LedgerBucket } from '../ledger/export/port';
import { exportOnDisk } from '../ledger/layout/disk';
import { number } from '../ledger/reporter';
import { parseCommandLine } from './arguments';
import type { Command, CommandIo } from './command';
import { EXIT, UsageError } from './command';
import { awsSettings, orCannotRun, printJson, reporterFor, required } from './ledger-shared';
import { printable } from './printable';

const USAGE = `hlz ledger export --bucket <bucket> --to <directory> [--account <id>] [--json]

Copies the audit ledger out of its bucket, with the list of all its versions, delete markers and
locks, and lays each log out as https://c2sp.org/tlog-tiles beside. Changes nothing in AWS. The copy
is checked with \`hlz ledger verify\`, which needs no AWS account.

  --bucket <bucket>   the ledger bucket: an output of the Archive stack; or the archive bucket, which
                      has its replica
  --to <directory>    where the copy goes; what an earlier run left there is gone on with
  --account <id>      refuse a bucket of another account
  --json              one JSON object a line: progress, end

Region and credentials come from the environment (AWS_REGION, AWS_PROFILE and the like). It calls
s3:ListBucketVersions, s3:GetObjectVersion and s3:GetObjectRetention, and S3 calls kms:Decrypt. Objects
that are there already are compared with their SHA-256 and fetched again when they were damaged;
their locks are not read again: use a new directory for that.

For example:

  hlz ledger export --bucket mercy-ledger --to mercy-2026

Exits with 0 when the copy is complete, 1 when a log could not be laid out (\`verify\` says why),
2 when it cannot run, 3 when it was interrupted: the same command again goes on. Files are made for
you alone (mode 0600). Until the bucket is listed an earlier copy in the directory stays whole; from
then on it is no whole export until the new one is through.
`;

export interface LedgerExportDependencies {
  readonly openBucket: (bucket: string, account: string | undefined, io: CommandIo) => LedgerBucket;
  /** Calls back on the first Ctrl-C, until the returned function is called. */
  readonly onInterrupt: (stop: () => void) => () => void;
}

const OPTIONS = {
  bucket: { type: 'string' },
  to: { type: 'string', offer: 'directories' },
  account: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** `hlz ledger export` from something else than AWS: for tests. */
export function createLedgerExportCommand(dependencies: LedgerExportDependencies): Command {
  return {
    name: 'ledger export',
    summary: 'Copy the audit ledger out of its bucket.',
    usage: USAGE,
    options: OPTIONS,
    run: async (args, io) => {
      const { values, positionals } = parseCommandLine(args, OPTIONS);
      if (positionals.length > 0) {
        throw new UsageError(`found "${positionals.join(' ')}", expected options only.`);
      }
      const bucket = required(values.bucket, '--bucket', 'the name of the ledger bucket');
      const root = resolve(io.cwd, required(values.to, '--to', 'a directory for the copy'));
      return orCannotRun('ledger export', io, values.json, async () => {
        const port = dependencies.openBucket(bucket, values.account, io);
        const directory = openExportDirectory(root);
        const reporter = reporterFor(io, values.json);
        const interrupt = new AbortController();
        const stopListening = dependencies.onInterrupt(() => {
          io.stderr('\nStopping after the calls under way. Press Ctrl-C again to stop at once.\n');
          interrupt.abort();
        });
        try {
          const end = await exportLedger({
            bucket: port,
            directory,
            files: exportOnDisk(root),
            progress: reporter.progress,
            signal: interrupt.signal,
          });
          reporter.end();
          return finish(io, end, values.json, values.to ?? '');
        } finally {
          stopListening();
          directory.unlock();
        }
      });
    },
  };
}

/** `hlz ledger export`. */
export const ledgerExportCommand: Command = createLedgerExportCommand({
  // Not before it is needed: the SDK takes a while to load, and no other command wants it.
  openBucket: (bucket, account, io) => {
    const aws = require('../ledger/export/aws-bucket') as typeof Aws;
    return aws.awsBucket({
      bucket,
      ...awsSettings(io, 'S3'),
      ...(account === undefined ? {} : { account }),
    });
  },
  onInterrupt: (stop) => {
    process.once('SIGINT', stop);
    return () => process.off('SIGINT', stop);
  },
});

function finish(io: CommandIo, end: Exported | Interrupted, json: boolean, to: string): number {
  const stopped = end.outcome === 'interrupted';
  const problems = stopped ? [] : end.logs.filter(({ problem }) => problem !== undefined);
  const exitCode = stopped ? EXIT.unfinished : problems.length > 0 ? EXIT.problems : EXIT.ok;
  if (json) {
    printJson(io, { event: 'end', exitCode, ...end });
  } else if (stopped) {
    io.stderr(`Interrupted. Run the same command again: it goes on where it stopped.\n`);
  } else {
    const lines = [
      `Ledger ${end.origin} in ${to}: ${number(end.versions)} versions, of which ${number(end.fetched)} were fetched now (${number(end.bytes)} bytes).`,
      ...end.logs.map(({ log, size, problem }) =>
        problem === undefined
          ? `  ${log}  ${number(size)} leaves laid out`
          : `  ${log}  not laid out: ${problem}`,
      ),
      'Check it: hlz ledger verify <directory> --key <key>',
    ];
    io.stdout(`${lines.map((line) => printable(line)).join('\n')}\n`);
  }
  return exitCode;
}
