import type { VerifierKey } from '../../lambda/ledger/note/signed-note';
import type { Verified } from '../evidence/verify';
import { verifyPack } from '../evidence/verify';
import { parseCommandLine } from './arguments';
import type { Command } from './command';
import { EXIT, UsageError } from './command';
import { directoryAt, onlyOne, orCannotRun, printJson, readKey } from './ledger-shared';
import { printable } from './printable';

const OPTIONS = {
  key: { type: 'string', offer: 'files' },
  zone: { type: 'string' },
  commit: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** `hlz evidence verify`. */
export const evidenceVerifyCommand: Command = {
  name: 'evidence verify',
  summary: 'Check that an evidence pack is as it was written.',
  usage: `hlz evidence verify <folder> [--key <key>] [--zone <name>] [--commit <hash>] [--json]

Holds every file of an evidence pack against its manifest, and the manifest against its signature;
offline, with nothing but the folder and the public key. Names each file that was changed, is missing,
or was added. Without a key this shows that the files belong together, and not who wrote them. Neither
way does it show that there is no newer pack.

  --key <key>       verifier key of whoever signed, or a file with it; printed when the pack was signed.
                    Get it by another way than the pack
  --zone <name>     the zone that it is to be of
  --commit <hash>   the commit that it is to be of, the whole hash
  --json            one JSON object instead; its outcome is verified only with a key, else consistent

For example:

  hlz evidence verify evidence-2026 --key evidence.vkey --zone mercy

Exits with 0 when nothing differs, 1 when something does, 2 when that cannot be found out.
`,
  options: OPTIONS,
  operands: 'directories',
  run: async (args, io) => {
    const { values, positionals } = parseCommandLine(args, OPTIONS);
    const folder = onlyOne(positionals, 'the folder of a pack');
    if (values.commit !== undefined && !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(values.commit)) {
      throw new UsageError('--commit: expected the whole hash of a commit, in lower case.');
    }
    return orCannotRun('evidence verify', io, values.json, async () => {
      const { zone, commit } = values;
      const key = values.key === undefined ? undefined : readKey(io, values.key);
      const verified = verifyPack(directoryAt(io, folder, 'the folder of a pack'), {
        key,
        zone,
        commit,
      });
      const exitCode = verified.faults.length === 0 ? EXIT.ok : EXIT.problems;
      if (values.json) printJson(io, { event: 'end', exitCode, ...jsonEnd(verified, key) });
      else io.stdout(`${plainEnd(verified, key).map(printable).join('\n')}\n`);
      return exitCode;
    });
  },
};

/** What nobody must read into a pack that no key has verified. */
const TOGETHER = 'This shows that the files belong together, not who wrote them';

function jsonEnd(
  { manifest, ...result }: Verified,
  key: VerifierKey | undefined,
): Readonly<Record<string, unknown>> {
  const { zone, source, inputs, files } = manifest;
  const good = key === undefined ? 'consistent' : 'verified';
  return {
    outcome: result.faults.length === 0 ? good : 'not-verified',
    zone,
    source,
    inputs,
    files: files.length,
    ...(key === undefined ? { says: `${TOGETHER}.` } : { key: key.name }),
    ...result,
  };
}

function plainEnd(
  { manifest, faults, signers }: Verified,
  key: VerifierKey | undefined,
): readonly string[] {
  const { zone, source, files } = manifest;
  const commit = source.commit === '' ? 'no checkout' : `commit ${source.commit}`;
  const isGood = faults.length === 0;
  return [
    `Evidence of zone ${zone.name} (${zone.profile}, ${zone.account}, ${zone.region}), made by version ${source.version}, ${commit}, dated ${source.date} (${DATED[source.dated]})`,
    ...(isGood
      ? [`${String(files.length)} files, each as the manifest says.`]
      : [
          `NOT VERIFIED: ${String(faults.length)} ${faults.length === 1 ? 'difference' : 'differences'}:`,
          ...faults.map(({ kind, path, says }) => `  ${kind}  ${path}: ${says}`),
        ]),
    ...(key === undefined ? [`${TOGETHER}: ${unchecked(signers)}`] : []),
    ...(key !== undefined && isGood
      ? [`Signed with the key ${key.name}. A signature does not say that there is no newer pack.`]
      : []),
  ];
}

const DATED: Readonly<Record<Verified['manifest']['source']['dated'], string>> = {
  commit: 'the date of the commit',
  SOURCE_DATE_EPOCH: 'a date that whoever made it set',
  nothing: 'no date is known',
};

function unchecked(signers: readonly string[]): string {
  return signers.length === 0
    ? 'nobody signed it.'
    : `it names ${signers.join(', ')} as who signed, and that was not checked. Give the key with --key.`;
}
