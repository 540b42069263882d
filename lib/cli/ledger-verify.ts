import type { VerifierKey } from '../../lambda/ledger/note/signed-note';
import { exportOnDisk } from '../ledger/layout/disk';
import { number } from '../ledger/reporter';
import { readExpected, readExpectedProof } from '../ledger/verify/expected';
import type { Verdict, VerifyOptions } from '../ledger/verify/verify';
import { verifyExport } from '../ledger/verify/verify';
import { parseCommandLine } from './arguments';
import type { Command, CommandIo } from './command';
import { EXIT, UsageError } from './command';
import {
  directoryAt,
  EXPORTED,
  onlyOne,
  orCannotRun,
  printJson,
  readInput,
  readKey,
  reporterFor,
} from './ledger-shared';
import { printable } from './printable';

const DEFAULT_DAYS = '2192';
/** Faults that are printed for people; `--json` has more. */
const SHOWN = 20;

const USAGE = `hlz ledger verify <directory> --key <key> [--expect <file>] [--retention-days <n>]
                  [--lock compliance|governance] [--json]

Checks an export of the audit ledger, offline: every byte of its objects, listing and tiles, the order
of all events, and that nothing was left out. Not index/, which nobody believes. Needs the public key
and nothing else; trusts neither the bucket nor who exported it, but for the list of versions, locks and
times of writing, which S3 does not sign.

  directory              what \`hlz ledger export --to\` wrote
  --key <key>            verifier key of the ledger (<name>+<8 hex digits>+<base64>), or a file with it
  --expect <file>        a zone checkpoint that you kept: what the ledger must still contain. Without
                         it nobody sees that the newest part was cut off with its signatures. Or a
                         proof (tlog-proof): the ledger must have the checkpoint that is in it
  --retention-days <n>   how long each object must be locked; ${DEFAULT_DAYS} when left out
  --lock <mode>          governance also accepts locks that can be lifted. A sandbox has them, for one
                         day: there give --retention-days 1 too. A lock has an hour of slack
  --json                 one JSON object a line: progress, fault, remark, end

It names the first bad position and what is wrong there:

  changed             bytes are not those that were written and signed, or a time cannot be true
  dropped, swapped,   an event, segment, checkpoint or file is missing, stands in the place of
  inserted            another one, or belongs to nothing
  truncated           a log, or the row of zone checkpoints, ends before what was signed or expected
  missing-log         a log is not there at all
  foreign-signature   the key did not sign it
  fork                the key signed two histories
  extra-version,      a key of the bucket was written again, or hidden
  delete-marker
  retention           an object is not locked for long enough, or not so that nobody can lift it
  counter-gap         a producer gave out a number, and no log has its event
  two-contents        one event id stands for two events
  unsealed            an event of the spool was sealed by no log, for more than eight days

No fault, but said: events that are sealed and in no zone checkpoint yet; a missing number that may
still come (its epoch began less than nine days before the last zone checkpoint); an event that came
twice with the same bytes, which counts once; records that are no audit events; events with an odd
clock; records that were signed more than eight days after they arrived; files beside the export; an
export without tiles.

For example:

  hlz ledger verify mercy-2026 --key mercy.vkey
  hlz ledger verify mercy-2026 --key mercy.vkey --expect kept-in-june.checkpoint --json

Exits with 0 when the ledger is verified, 1 when it is not, 2 when that cannot be found out: called
in a wrong way, or files cannot be read; 70 is a mistake of hlz itself.
`;

const OPTIONS = {
  key: { type: 'string', offer: 'files' },
  expect: { type: 'string', offer: 'files' },
  'retention-days': { type: 'string', default: DEFAULT_DAYS },
  lock: { type: 'string', default: 'compliance', offer: ['compliance', 'governance'] },
  json: { type: 'boolean', default: false },
} as const;

/** `hlz ledger verify`. */
export const ledgerVerifyCommand: Command = {
  name: 'ledger verify',
  summary: 'Check an export of the audit ledger, offline.',
  usage: USAGE,
  options: OPTIONS,
  operands: 'directories',
  run: async (args, io) => {
    const { values, positionals } = parseCommandLine(args, OPTIONS);
    const directory = onlyOne(positionals, 'the directory of an export');
    const lock = { mode: lockMode(values.lock), days: days(values['retention-days']) };
    return orCannotRun('ledger verify', io, values.json, async () => {
      const key = readKey(io, values.key);
      const reporter = reporterFor(io, values.json);
      const options = {
        key,
        lock,
        ...(values.expect === undefined ? {} : expectedIn(readInput(io, values.expect), key)),
      };
      const files = exportOnDisk(directoryAt(io, directory, EXPORTED));
      const verdict = verifyExport(files, options, reporter.progress);
      reporter.end();
      const exitCode = verdict.verified ? EXIT.ok : EXIT.problems;
      if (values.json) jsonVerdict(io, verdict, exitCode);
      else plainVerdict(io, verdict);
      return exitCode;
    });
  },
};

function expectedIn(
  bytes: Buffer,
  key: VerifierKey,
): Pick<VerifyOptions, 'expected' | 'expectedLog'> {
  const expectedLog = readExpectedProof(bytes, key);
  return expectedLog === undefined ? { expected: readExpected(bytes, key) } : { expectedLog };
}

function jsonVerdict(
  io: CommandIo,
  { verified, faults, faultCount, remarks, summary }: Verdict,
  exitCode: number,
): void {
  for (const fault of faults) printJson(io, { event: 'fault', ...fault });
  for (const remark of remarks) printJson(io, { event: 'remark', ...remark });
  const outcome = verified ? 'verified' : 'not-verified';
  printJson(io, { event: 'end', exitCode, outcome, faults: faultCount, ...summary });
}

function plainVerdict(
  io: CommandIo,
  { verified, faults, faultCount, remarks, summary }: Verdict,
): void {
  const { origin, logs, events, repeated, epochs, objects, zone } = summary;
  const width = Math.max(0, ...logs.map(({ log }) => log.length));
  const lines = [
    `Ledger ${origin}`,
    ...logs.map(
      ({ log, leaves, signed }) =>
        `  ${log.padEnd(width)}  ${number(leaves)} leaves, ${number(signed)} of them in a zone checkpoint`,
    ),
    `${number(events - repeated)} events of ${number(epochs)} epochs of producers in ${number(objects)} objects.`,
    zone === undefined
      ? 'No zone checkpoint.'
      : `Last zone checkpoint: number ${String(zone.number)}, signed at ${zone.time}.`,
    ...remarks.map(({ message }) => `note: ${message}.`),
    ...(verified
      ? ['Verified.']
      : [
          `NOT VERIFIED: ${number(faultCount)} ${faultCount === 1 ? 'fault' : 'faults'}, the first bad position first:`,
          ...faults
            .slice(0, SHOWN)
            .map(({ kind, place, message }) => `  ${kind}  ${place}: ${message}`),
          ...(faultCount > SHOWN ? [`  and ${number(faultCount - SHOWN)} more`] : []),
        ]),
  ];
  io.stdout(`${lines.map((line) => printable(line)).join('\n')}\n`);
}

function lockMode(text: string): 'COMPLIANCE' | 'GOVERNANCE' {
  if (text === 'compliance') return 'COMPLIANCE';
  if (text === 'governance') return 'GOVERNANCE';
  throw new UsageError(`--lock: found "${text}", expected compliance or governance.`);
}

function days(text: string): number {
  if (!/^\d{1,6}$/.test(text)) {
    throw new UsageError(
      `--retention-days: found "${text}", expected a number of days such as 2192.`,
    );
  }
  return Number(text);
}
