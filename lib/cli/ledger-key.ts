import { createPublicKey } from 'node:crypto';
import { NoteError } from '../../lambda/ledger/note/errors';
import { formatVerifierKey, verifierKey } from '../../lambda/ledger/note/signed-note';
import { LedgerCommandError } from '../ledger/errors';
import type * as Aws from '../ledger/aws-public-key';
import { jsonObject } from '../ledger/layout/export-layout';
import { parseCommandLine } from './arguments';
import type { Command, CommandIo } from './command';
import { EXIT, UsageError } from './command';
import { awsSettings, orCannotRun, printJson, readInput, required } from './ledger-shared';

const USAGE = `hlz ledger key --origin <prefix> (--key-id <ARN or alias> [--region <region>] | --pem <file>)
               [--json]

Prints the verifier key of the audit ledger: one line, the public half of the key that signs its
checkpoints (https://c2sp.org/signed-note). Pass it on by a way that the ledger's operator does not
hold, and keep it: it is all that \`hlz ledger verify\` believes.

  --origin <prefix>   name of the key: <zone>.hlz/<account>/<region>
  --key-id <id>       KMS key, such as alias/hlz/<zone>/checkpoint; calls kms:GetPublicKey
  --region <region>   where that key is; that of the environment when left out
  --pem <file>        the public key as a file: the JSON that \`aws kms get-public-key\` prints, PEM or
                      DER as openssl writes it, or base64 of DER
  --json              one JSON object instead

For example:

  hlz ledger key --origin mercy.hlz/444455556666/us-east-1 --key-id alias/hlz/mercy/checkpoint > mercy.vkey
  hlz ledger key --origin mercy.hlz/444455556666/us-east-1 --pem checkpoint.pem

Exits with 0 when the key was printed, 2 when it could not be read.
`;

/** As `ledgerOrigin` of lib/names.ts makes it. */
const ORIGIN = /^[a-z][a-z0-9-]*\.hlz\/\d{12}\/[a-z]{2}(?:-[a-z]+)+-\d$/;

export interface LedgerKeyDependencies {
  /** DER of the SubjectPublicKeyInfo. */
  readonly getPublicKey: (
    keyId: string,
    region: string | undefined,
    io: CommandIo,
  ) => Promise<Uint8Array>;
}

const OPTIONS = {
  origin: { type: 'string' },
  'key-id': { type: 'string' },
  region: { type: 'string' },
  pem: { type: 'string', offer: 'files' },
  json: { type: 'boolean', default: false },
} as const;

/** `hlz ledger key` from something else than AWS: for tests. */
export function createLedgerKeyCommand({ getPublicKey }: LedgerKeyDependencies): Command {
  return {
    name: 'ledger key',
    summary: 'Print the verifier key of the audit ledger.',
    usage: USAGE,
    options: OPTIONS,
    run: async (args, io) => {
      const { values, positionals } = parseCommandLine(args, OPTIONS);
      if (positionals.length > 0) {
        throw new UsageError(`found "${positionals.join(' ')}", expected options only.`);
      }
      const origin = required(
        values.origin,
        '--origin',
        'the name of the key, such as mercy.hlz/444455556666/us-east-1',
      );
      if (!ORIGIN.test(origin)) {
        throw new UsageError(
          `--origin: found "${origin}", expected <zone>.hlz/<account>/<region>, such as mercy.hlz/444455556666/us-east-1.`,
        );
      }
      const { pem, 'key-id': keyId, region } = values;
      if ((pem === undefined) === (keyId === undefined)) {
        throw new UsageError('expected one of --key-id and --pem.');
      }
      return orCannotRun('ledger key', io, values.json, async () => {
        const spki =
          pem === undefined ? await getPublicKey(keyId ?? '', region, io) : spkiIn(io, pem);
        const key = formatVerifierKey(keyNamed(origin, spki));
        if (values.json) {
          printJson(io, { event: 'end', exitCode: EXIT.ok, outcome: 'done', name: origin, key });
        } else {
          io.stdout(`${key}\n`);
        }
        return EXIT.ok;
      });
    },
  };
}

/** `hlz ledger key`. */
export const ledgerKeyCommand: Command = createLedgerKeyCommand({
  // Not before it is needed: the SDK takes a while to load.
  getPublicKey: (keyId, region, io) => {
    const aws = require('../ledger/aws-public-key') as typeof Aws;
    const { region: usual, ...settings } = awsSettings(io, 'KMS');
    return aws.getPublicKey(keyId, region ?? usual, settings);
  },
});

function keyNamed(origin: string, spki: Uint8Array) {
  try {
    return verifierKey(origin, spki);
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    throw new LedgerCommandError(`${error.message}.`, { cause: error });
  }
}

/** A public key in PEM or DER, or base64 of DER, by itself or in the JSON of the AWS CLI. */
function spkiIn(io: CommandIo, file: string): Uint8Array {
  const bytes = readInput(io, file);
  const text = bytes.toString('latin1').trim();
  const { PublicKey } = jsonObject(text);
  const base64 = typeof PublicKey === 'string' ? PublicKey : text;
  const der = /^[A-Za-z0-9+/]+=*$/.test(base64) ? Buffer.from(base64, 'base64') : bytes;
  try {
    const key = text.startsWith('-----')
      ? createPublicKey(text)
      : createPublicKey({ key: der, format: 'der', type: 'spki' });
    return key.export({ format: 'der', type: 'spki' });
  } catch (error) {
    throw new LedgerCommandError(
      `${file} holds no public key: expected what \`aws kms get-public-key\` prints, PEM or DER.`,
      { cause: error },
    );
  }
}
