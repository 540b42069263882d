import { appOptions, OptionError } from '../app-options';
import { parseCommandLine } from './arguments';
import { UsageError } from './command';
import { zoneFile } from './zone-file';

/** How `hlz evidence` was called. */
export interface EvidenceArguments {
  /** Config of the zone. */
  readonly file: string;
  /** See `GateProps.asOf`. */
  readonly asOf: string | undefined;
  /** Folder of the pack. */
  readonly out: string;
  /** File with the results of the tests. */
  readonly tests: string | undefined;
  /** File with answers to the checklists. */
  readonly answers: string | undefined;
  /** File with an Ed25519 private key. */
  readonly pem: string | undefined;
  /** Ed25519 key in KMS. */
  readonly keyId: string | undefined;
  /** Name of the key in the note. */
  readonly signName: string | undefined;
  readonly json: boolean;
}

/** What `hlz evidence` parses. */
export const EVIDENCE_OPTIONS = {
  context: { type: 'string', short: 'c', multiple: true },
  out: { type: 'string', default: 'evidence', offer: 'directories' },
  tests: { type: 'string', offer: 'files' },
  answers: { type: 'string', offer: 'files' },
  sign: { type: 'string', offer: 'files' },
  'sign-key-id': { type: 'string' },
  'sign-name': { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** @throws UsageError when they make no sense */
export function evidenceArguments(args: readonly string[]): EvidenceArguments {
  const { values, positionals } = parseCommandLine(args, EVIDENCE_OPTIONS);
  const { sign: pem, 'sign-key-id': keyId, 'sign-name': signName } = values;
  if (pem !== undefined && keyId !== undefined) {
    throw new UsageError('--sign and --sign-key-id are given, expected one of them.');
  }
  if (signName !== undefined && pem === undefined && keyId === undefined) {
    throw new UsageError('--sign-name names a key: expected --sign or --sign-key-id beside it.');
  }
  if (signName !== undefined && !/^[^\s+\p{C}]{1,200}$/u.test(signName)) {
    throw new UsageError('--sign-name: expected at most 200 characters, no space and no plus.');
  }
  if (values.out === '') throw new UsageError('--out: expected a folder.');
  const { config, ...options } = contextOf(values.context ?? []);
  if (config !== undefined && positionals.length > 0) {
    throw new UsageError('a file and -c config=<file> are given, expected one of them.');
  }
  return {
    file: zoneFile(config === undefined ? positionals : [config]),
    asOf: checked({ ...options, ...(config === undefined ? {} : { config }) }),
    out: values.out,
    tests: values.tests,
    answers: values.answers,
    pem,
    keyId,
    signName,
    json: values.json,
  };
}

/** What stands behind `-c`, as the CDK app takes it. */
function contextOf(given: readonly string[]): Readonly<Record<string, string>> {
  const pairs = given.map((text): [string, string] => {
    const [, key = '', value] = /^([^=]+)=(.*)$/su.exec(text) ?? [];
    if (value === undefined) {
      throw new UsageError(`-c: found ${JSON.stringify(text)}, expected config=<file>.`);
    }
    if (key !== 'config' && key !== 'as-of') {
      // Says what was meant, where it is nearly one of ours.
      checked({ [key]: value });
      throw new UsageError(`-c ${key}: unknown option, expected config=<file> or as-of=<day>.`);
    }
    return [key, value];
  });
  const twice = pairs.find(([key], place) =>
    pairs.slice(0, place).some(([other]) => other === key),
  );
  if (twice !== undefined) throw new UsageError(`-c ${twice[0]} is given twice, expected once.`);
  return Object.fromEntries(pairs);
}

function checked(context: Readonly<Record<string, string>>): string | undefined {
  try {
    return appOptions(context).asOf;
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    throw new UsageError(error.message, { cause: error });
  }
}
