import type { Verified } from '../evidence/verify';
import { verifyPack } from '../evidence/verify';
import { parseCommandLine } from './arguments';
import type { Command } from './command';
import { EXIT } from './command';
import { directoryAt, onlyOne, orCannotRun, printJson, readKey } from './ledger-shared';
import { printable } from './printable';

const OPTIONS = {
  key: { type: 'string', offer: 'files' },
  json: { type: 'boolean', default: false },
} as const;

/** `hlz evidence verify`. */
export const evidenceVerifyCommand: Command = {
  name: 'evidence verify',
  summary: 'Check that an evidence pack is as it was written.',
  usage: `hlz evidence verify <folder> [--key <key>] [--json]

Holds every file of an evidence pack against its manifest, and the manifest against its signature;
offline, with nothing but the folder and the public key. Names each file that was changed, is missing,
or was added.

  --key <key>   verifier key of whoever signed, or a file with it; printed when the pack was signed.
                Get it by another way than the pack. Without it nothing says who wrote the manifest
  --json        one JSON object instead

For example:

  hlz evidence verify evidence-2026 --key evidence.vkey

Exits with 0 when nothing differs, 1 when something does, 2 when that cannot be found out.
`,
  options: OPTIONS,
  operands: 'directories',
  run: async (args, io) => {
    const { values, positionals } = parseCommandLine(args, OPTIONS);
    const folder = onlyOne(positionals, 'the folder of a pack');
    return orCannotRun('evidence verify', io, values.json, async () => {
      const key = values.key === undefined ? undefined : readKey(io, values.key);
      const verified = verifyPack(directoryAt(io, folder, 'the folder of a pack'), key);
      const good = verified.faults.length === 0;
      const exitCode = good ? EXIT.ok : EXIT.problems;
      if (values.json) {
        const { manifest, ...result } = verified;
        const { zone, source } = manifest;
        const outcome = good ? 'verified' : 'not-verified';
        const files = manifest.files.length;
        printJson(io, { event: 'end', exitCode, outcome, zone, source, files, ...result });
      } else {
        io.stdout(`${plainEnd(verified).map(printable).join('\n')}\n`);
      }
      return exitCode;
    });
  },
};

function plainEnd({ manifest, faults, signature, signed }: Verified): readonly string[] {
  const { zone, source, files } = manifest;
  const commit = source.commit === '' ? 'no checkout' : source.commit;
  return [
    `Evidence of zone ${zone.name} (${zone.profile}, ${zone.account}, ${zone.region}), made by version ${source.version}, ${commit}`,
    ...(signature === 'verified' ? ['The signature fits the key.'] : []),
    ...(faults.length === 0
      ? [`${String(files.length)} files, each as the manifest says.`]
      : [
          `NOT VERIFIED: ${String(faults.length)} ${faults.length === 1 ? 'difference' : 'differences'}:`,
          ...faults.map(({ kind, path, says }) => `  ${kind}  ${path}: ${says}`),
        ]),
    ...(signature === 'not-checked'
      ? [
          signed
            ? 'The signature was not checked: give the key of whoever signed with --key.'
            : 'Not signed: this shows that the files belong together, not who wrote them.',
        ]
      : []),
  ];
}
