import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { leafHash } from '../../lambda/ledger/tree/hash';
import { ProofError, verifyProof } from '../../lambda/ledger/proof/tlog-proof';
import { parseEventId } from '../../lambda/shared/audit/event-id';
import { exportOnDisk } from '../ledger/layout/disk';
import { proveEvent } from '../ledger/prove/prove';
import { number } from '../ledger/reporter';
import { parseCommandLine } from './arguments';
import type { Command, CommandIo } from './command';
import { EXIT, UsageError } from './command';
import {
  directoryAt,
  EXPORTED,
  onlyOne,
  orCannotRun,
  orRefused,
  printJson,
  readInput,
  readKey,
  required,
} from './ledger-shared';
import { printable } from './printable';

const PROVE_OPTIONS = {
  from: { type: 'string', offer: 'directories' },
  key: { type: 'string', offer: 'files' },
  out: { type: 'string', offer: 'files' },
  json: { type: 'boolean', default: false },
} as const;

/** `hlz ledger prove`. */
export const ledgerProveCommand: Command = {
  name: 'ledger prove',
  summary: 'Prove that one event is in the ledger.',
  usage: `hlz ledger prove <event id> --from <directory> --key <key> [--out <file>] [--json]

Writes a proof that an event is in a log of the ledger (https://c2sp.org/tlog-proof): the event, the
hashes that lead to the root of the log, and its signed checkpoint. Whoever has the public key can
check it with \`hlz ledger verify-proof\`, without the ledger. The proof holds the event: hand it on
as you would hand on the event.

  --from <directory>   what \`hlz ledger export --to\` wrote
  --key <key>          verifier key of the ledger, or a file with it
  --out <file>         where the proof goes, such as event.tlog-proof; printed when left out
  --json               one JSON object instead; the proof is in it when there is no --out

For example:

  hlz ledger prove AZuLgyNR4O_xBXZkbrW1GQ-17 --from mercy-2026 --key mercy.vkey --out event.tlog-proof

Exits with 0 when there is a proof, 1 when the event is not there or not signed yet, 2 when that
cannot be found out.
`,
  options: PROVE_OPTIONS,
  run: async (args, io) => {
    const { values, positionals } = parseCommandLine(args, PROVE_OPTIONS);
    const id = onlyOne(positionals, 'the id of an event');
    if (parseEventId(id) === undefined) {
      throw new UsageError(
        `"${printable(id)}" is no id of an event: expected 22 characters, a dash and a number, such as AZuLgyNR4O_xBXZkbrW1GQ-17.`,
      );
    }
    const from = required(values.from, '--from', 'the directory of an export');
    return orCannotRun('ledger prove', io, values.json, () =>
      proofOr('prove', io, values.json, () => {
        const key = readKey(io, values.key);
        const files = exportOnDisk(directoryAt(io, from, EXPORTED));
        const { text, log, index, size } = proveEvent(files, key, id, () => {
          if (!values.json)
            io.stderr('The index does not know the event: all segments are read.\n');
        });
        if (values.out !== undefined) writeOutput(io, values.out, text);
        if (values.json) {
          const where = values.out === undefined ? { proof: text } : { file: values.out };
          printJson(io, {
            event: 'end',
            exitCode: EXIT.ok,
            outcome: 'proven',
            id,
            log,
            index,
            size,
            ...where,
          });
        } else {
          io.stdout(
            values.out === undefined
              ? text
              : `${values.out}: ${id} is leaf ${number(index)} of ${log}, which had ${number(size)} leaves when it was signed.\n`,
          );
        }
      }),
    );
  },
};

const VERIFY_OPTIONS = {
  key: { type: 'string', offer: 'files' },
  json: { type: 'boolean', default: false },
} as const;

/** `hlz ledger verify-proof`. */
export const ledgerVerifyProofCommand: Command = {
  name: 'ledger verify-proof',
  summary: 'Check a proof that an event is in the ledger.',
  usage: `hlz ledger verify-proof <file> --key <key> [--json]

Checks a proof that \`hlz ledger prove\` or the API (proveAuditEvent) wrote, offline, against the
public key and nothing else, and prints the event that it proves and its leaf hash, which a row of a
report and a receipt have too. It says that the event was in the log when the checkpoint in it was
signed; not that it is still there: that is what \`hlz ledger verify\` says. A proof is only as good as
the use of the key: who holds it can sign a log of made-up events. \`hlz ledger verify --expect\` holds a
proof against an export.

  --key <key>   verifier key of the ledger, or a file with it
  --json        one JSON object instead

For example:

  hlz ledger verify-proof event.tlog-proof --key mercy.vkey

Exits with 0 when the proof is good, 1 when it is not, 2 when that cannot be found out.
`,
  options: VERIFY_OPTIONS,
  operands: 'files',
  run: async (args, io) => {
    const { values, positionals } = parseCommandLine(args, VERIFY_OPTIONS);
    const file = onlyOne(positionals, 'the file of a proof');
    return orCannotRun('ledger verify-proof', io, values.json, () =>
      proofOr('verify-proof', io, values.json, () => {
        const key = readKey(io, values.key);
        const { leaf, log, origin, index, size } = verifyProof(readInput(io, file), key);
        const text = leaf.toString('utf8');
        const hash = leafHash(leaf).toString('base64');
        if (values.json) {
          printJson(io, {
            event: 'end',
            exitCode: EXIT.ok,
            outcome: 'proven',
            leafHash: hash,
            origin,
            log,
            index,
            size,
            leaf: text,
          });
        } else {
          io.stdout(
            `Proven: leaf ${number(index)} of ${printable(origin)}, which had ${number(size)} leaves when it was signed.\nLeaf hash ${hash}\n${printable(text)}\n`,
          );
        }
      }),
    );
  },
};

/** Exit code of a piece of work on a proof; what does not prove is said. */
async function proofOr(
  name: string,
  io: CommandIo,
  json: boolean,
  work: () => void,
): Promise<number> {
  try {
    work();
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof ProofError)) throw error;
    const { message } = error;
    if (json)
      printJson(io, { event: 'end', exitCode: EXIT.problems, outcome: 'not-proven', message });
    else io.stderr(`hlz ledger ${name}: not proven: ${printable(message)}\n`);
    return EXIT.problems;
  }
}

function writeOutput(io: CommandIo, file: string, text: string): void {
  orRefused(file, () => {
    writeFileSync(resolve(io.cwd, file), text);
  });
}
