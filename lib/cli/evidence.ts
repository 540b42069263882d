import { join, resolve } from 'node:path';
import packageJson from '../../package.json';
import { PolicyError } from '../../lambda/access/engine-error';
import type * as AwsKms from '../aws/kms-key';
import { ConfigError } from '../config/problems';
import { checklistAnswers } from '../evidence/answers';
import { CHECKLISTS } from '../evidence/checklists';
import type { EvidenceFile } from '../evidence/model';
import { MANIFEST, manifestOf, NOTE, renderManifest, sha256 } from '../evidence/manifest';
import type { PackSigner, SigningKey } from '../evidence/note';
import { packSigner, signerName, signManifest } from '../evidence/note';
import type { KmsPort } from '../evidence/signing/kms';
import { kmsKey } from '../evidence/signing/kms';
import { pemKey } from '../evidence/signing/pem';
import type { Git } from '../evidence/source';
import { evidenceSource, testFiles } from '../evidence/source';
import { jestResults } from '../evidence/tests/jest-results';
import { checkTarget, writePack } from '../evidence/write';
import { createStopwatch } from '../stopwatch';
import type { Command, CommandIo } from './command';
import { EXIT } from './command';
import type { EvidenceArguments } from './evidence-arguments';
import { EVIDENCE_OPTIONS, evidenceArguments } from './evidence-arguments';
import { exitCodeOf, jsonEnd, plainEnd } from './evidence-end';
import type * as Making from './evidence-make';
import type { MadeEvidence, MakeProps } from './evidence-make';
import { phaseReporter, toldBy } from './evidence-phases';
import { evidenceVerifyCommand } from './evidence-verify';
import { awsSettings, orCannotRun, printJson, readInput } from './ledger-shared';
import { printable } from './printable';

const ROOT = join(__dirname, '..', '..');

const USAGE = `hlz evidence [file] [-c config=<file>] [--out <folder>] [--tests <file>] [--answers <file>]
             [--sign <file> | --sign-key-id <id>] [--sign-name <name>] [--json]
hlz evidence verify <folder> [--key <key>] [--zone <name>] [--commit <hash>] [--json]

Writes the evidence pack of a zone: a page that opens from disk, with each citation of the Security Rule
and the Breach Notification Rule down to resource, check and template; the same as CSV and as OSCAL;
inventories, pictures, templates, and a manifest with the SHA-256 of every file. The zone is synthesized
for it, offline; cdk.out stays as it is. docs/evidence.md says what a pack shows, and what it does not.

  file                 config of the zone; config/sandbox.yaml when left out
  -c config=<file>     the same, as for cdk synth; -c as-of=<day> fails acknowledgements of before
  --out <folder>       where the pack goes, evidence when left out; an older pack there is replaced,
                       anything else is not
  --tests <file>       results of the tests at this commit: npm test -- --json --outputFile=<file>
  --answers <file>     answers to the checklists, as the page saved them
  --sign <file>        signs the manifest with an Ed25519 private key in PEM
  --sign-key-id <id>   signs it with a KMS key of spec ECC_NIST_EDWARDS25519
  --sign-name <name>   name of that key; <zone>.hlz/<account>/<region>/evidence when left out
  --json               one JSON object a line

For example:

  hlz evidence config/production.yaml --out evidence-2026
  hlz evidence -c config=config/production.yaml --sign evidence.pem --json

Exits with 0 when the pack is written and nothing fails in it, 1 when it is written and something does
(an open finding, a control, a test), or when the config cannot be used, 2 when called in a wrong way or
unable to write it: then an older pack is still there.
`;

/** What the command needs of the world, beside {@link CommandIo}. */
export interface EvidenceDependencies {
  readonly make: (props: MakeProps) => Promise<MadeEvidence>;
  readonly openKms: (io: CommandIo) => KmsPort;
  /**
   * @default - the git of this machine
   */
  readonly git?: Git;
  readonly today: () => string;
}

/** `hlz evidence` without AWS and without a synth: for tests. */
export function createEvidenceCommand(dependencies: EvidenceDependencies): Command {
  return {
    name: 'evidence',
    moment: 'Prove',
    summary: 'Write the evidence pack of a zone, or check one.',
    usage: USAGE,
    options: EVIDENCE_OPTIONS,
    operands: 'files',
    subcommands: [evidenceVerifyCommand],
    run: async (args, io) => {
      const given = evidenceArguments(args);
      return orCannotRun('evidence', io, given.json, () =>
        orBadConfig(given, io, () => run(dependencies, given, io)),
      );
    },
  };
}

/** `hlz evidence`. */
export const evidenceCommand: Command = createEvidenceCommand({
  // Not before it is needed: the CDK takes a second to load, and no other command wants it.
  make: (props) => (require('./evidence-make') as typeof Making).makeEvidence(props),
  openKms: (io) => {
    const { kmsPublicKey, kmsSign } = require('../aws/kms-key') as typeof AwsKms;
    const settings = awsSettings(io, 'KMS');
    return {
      publicKey: (keyId) => kmsPublicKey(keyId, settings),
      sign: (keyId, message) => kmsSign(keyId, message, settings),
    };
  },
  today: () => new Date().toISOString().slice(0, 10),
});

async function run(
  { make, openKms, git, today }: EvidenceDependencies,
  given: EvidenceArguments,
  io: CommandIo,
): Promise<number> {
  const started = performance.now();
  const target = resolve(io.cwd, given.out);
  // All that can be wrong is found before the synth, which takes seconds.
  checkTarget(target);
  const read = (file: string | undefined): Buffer | undefined =>
    file === undefined ? undefined : readInput(io, file);
  const tests = read(given.tests);
  const answers = read(given.answers);
  const key = await signingKey(read(given.pem), given.keyId, () => openKms(io));
  const reporter = phaseReporter(io, given.json);
  const stopwatch = createStopwatch();
  const told = toldBy(stopwatch, reporter);
  const checkout = { root: ROOT, ...(git === undefined ? {} : { git }) };
  try {
    const made = await make({
      file: given.file,
      cwd: io.cwd,
      ...(given.asOf === undefined ? {} : { asOf: given.asOf }),
      stopwatch: told,
      source: evidenceSource({ version: packageJson.version, env: io.env, ...checkout }),
      answers: answers === undefined ? {} : checklistAnswers(answers.toString('utf8'), CHECKLISTS),
      answersFile: answers === undefined ? undefined : sha256(answers),
      tests: tests === undefined ? undefined : jestResults(tests, testFiles(checkout)),
      today: today(),
    });
    const name = given.signName ?? signerName(made.model.config);
    const signer = key === undefined ? undefined : packSigner(key, name);
    const written = await withManifest(made, signer);
    told.time('writing', () => writePack(target, written));
    reporter.end();
    const ended = {
      ...made,
      written,
      signer,
      out: given.out,
      seconds: (performance.now() - started) / 1000,
      phases: stopwatch.milliseconds(),
    };
    if (given.json) {
      printJson(io, jsonEnd(ended));
    } else {
      const { result, complaints } = plainEnd(ended);
      io.stdout(result.map((line) => `${printable(line)}\n`).join(''));
      io.stderr(complaints.map((line) => `${printable(line)}\n`).join(''));
    }
    return exitCodeOf(ended);
  } finally {
    reporter.end();
  }
}

async function signingKey(
  pem: Uint8Array | undefined,
  keyId: string | undefined,
  openKms: () => KmsPort,
): Promise<SigningKey | undefined> {
  if (pem !== undefined) return pemKey(pem);
  return keyId === undefined ? undefined : kmsKey(openKms(), keyId);
}

/** Everything that is written: the files, the list of them, and its signature. */
async function withManifest(
  { model, files }: MadeEvidence,
  signer: PackSigner | undefined,
): Promise<readonly EvidenceFile[]> {
  const manifest = renderManifest(manifestOf(model, files));
  const listed = [...files, { path: MANIFEST, content: manifest }];
  if (signer === undefined) return listed;
  return [...listed, { path: NOTE, content: await signManifest(manifest, signer) }];
}

/** What is wrong with the config or the policies is said as other commands do. */
async function orBadConfig(
  { json }: EvidenceArguments,
  io: CommandIo,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ConfigError) && !(error instanceof PolicyError)) throw error;
    if (json) {
      const reasons = error.message.split('\n').map((line) => line.trim());
      printJson(io, { event: 'end', exitCode: EXIT.problems, outcome: 'refused', reasons });
    } else {
      io.stderr(`${error.message}\n`);
    }
    return EXIT.problems;
  }
}
