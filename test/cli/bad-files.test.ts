import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatVerifierKey } from '../../lambda/ledger/note/signed-note';
import { CommandError } from '../../lib/aws/command-error';
import type { Command, Offer } from '../../lib/cli/command';
import { COMMANDS } from '../../lib/cli/commands';
import { createEvidenceCommand } from '../../lib/cli/evidence';
import { main } from '../../lib/cli/main';
import { loadZoneConfig } from '../../lib/config/load';
import { testKey } from '../support/ledger/world';
import { ROOT } from '../support/root';
import { fakeIo } from './fake-io';

/** Without a synth: what is asked for here is wrong, and that is found before it. */
const evidence = createEvidenceCommand({
  make: async ({ file, cwd: from }) => {
    loadZoneConfig(file, from);
    throw new CommandError('now the synth would come');
  },
  openKms: () => {
    throw new Error('no KMS');
  },
  today: () => '2026-11-26',
});
const ALL = COMMANDS.map((command) => (command.name === evidence.name ? evidence : command));

/** Where a file or folder stands on a command line: behind an option, or where no option stands. */
const PLACES = ALL.flatMap((command) => [command, ...(command.subcommands ?? [])]).flatMap(
  (command) => [
    ...(isPath(command.operands) ? [[command.name, 'operand', command] as const] : []),
    ...Object.entries(command.options ?? {})
      .filter(([, { offer }]) => isPath(offer))
      .map(([option]) => [command.name, `--${option}`, command] as const),
  ],
);

function isPath(offer: Offer | undefined): boolean {
  return offer === 'files' || offer === 'directories';
}

/** What stands there instead of what should, and the words in which that is said: of some, another time. */
const WRONG: Readonly<Record<string, RegExp>> = {
  none: /no such file|permission denied/,
  'no/such/folder': /no such file/,
  'bytes/below': /no such file|a part of it is a file/,
  closed: /permission|is no (?:directory|folder)|it is there already/,
  'closed/below': /permission|no such file|a part of it is a file/,
  'closed-folder/below': /permission/,
  folder:
    /directory|no folder|no plain file|no manifest|permission denied|it is there already|no export/,
  bytes: /./,
};

/** What a command says of something else, before it comes to the file; and in its own words. */
const OTHERWISE =
  /now the synth would come|there are no tiles here|\/closed-folder: permission denied|cannot be written \(E/;

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'hlz-bad-'));
  mkdirSync(join(cwd, 'config'));
  for (const name of ['production', 'sandbox']) {
    const file = join('config', `${name}.yaml`);
    copyFileSync(join(ROOT, file), join(cwd, file));
  }
  for (const name of ['mercy.vkey', 'evidence.vkey']) {
    writeFileSync(join(cwd, name), `${formatVerifierKey(testKey(7).key)}\n`);
  }
  for (const name of ['folder', 'mercy-2026', 'closed-folder']) mkdirSync(join(cwd, name));
  writeFileSync(join(cwd, 'bytes'), Buffer.from([0x00, 0xff, 0xfe, 0x0a, 0x7b, 0x9f, 0x80]));
  writeFileSync(join(cwd, 'closed'), 'closed\n');
  for (const name of ['closed', 'closed-folder']) chmodSync(join(cwd, name), 0);
  // Nothing is made here, and so nothing goes on to call AWS.
  for (const name of ['folder', 'mercy-2026', '.']) chmodSync(join(cwd, name), 0o555);
});
afterAll(() => {
  for (const name of ['.', 'closed-folder']) chmodSync(join(cwd, name), 0o700);
  rmSync(cwd, { recursive: true });
});

/** To root nothing is closed: it becomes somebody else for the while, who owns nothing here. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  const { geteuid, seteuid } = process;
  if (geteuid?.() !== 0 || seteuid === undefined) return work();
  seteuid(65_534);
  try {
    return await work();
  } finally {
    seteuid(0);
  }
}

/** An example of a command, with something else at one place. */
function argsWith({ name, usage, options = {} }: Command, place: string, path: string) {
  const examples = usage.slice(usage.indexOf('\nFor example')).match(/^ {2}hlz .*$/gm) ?? [];
  const line = examples.find((example) => example.includes(` ${place} `)) ?? examples[0] ?? '';
  const words = line.trim().replace(/ >.*/, '').split(' ');
  const args = words.slice(1 + name.split(' ').length);
  const takesValue = (word = ''): boolean => options[word.slice(2)]?.type === 'string';
  const at =
    place === 'operand'
      ? args.findIndex((word, index) => !word.startsWith('--') && !takesValue(args[index - 1]))
      : args.indexOf(place) + 1;
  if (place === 'operand') return at === -1 ? [...args, path] : args.toSpliced(at, 1, path);
  return at === 0 ? [...args, place, path] : args.toSpliced(at, 1, path);
}

async function hlz(command: Command, place: string, path: string) {
  const { io, printed } = fakeIo({ cwd });
  const args = [...command.name.split(' '), ...argsWith(command, place, path)];
  const exitCode = await main(args, io, ALL);
  return { exitCode, said: printed.stderr + printed.stdout };
}

it('knows places', () => {
  expect(PLACES.length).toBeGreaterThan(12);
});

it.each(PLACES)(
  'hlz %s, %s: says what is wrong with a file, and that is no mistake of hlz',
  async (_, place, command) => {
    // What a command loads when it needs it has to be there before nobody calls it.
    await hlz(command, place, 'bytes/below');
    for (const [path, words] of Object.entries(WRONG)) {
      const { exitCode, said } = await asNobody(() => hlz(command, place, path));
      expect(said).not.toMatch(/mistake of hlz|^ +at /m);
      // Only these can be of use, to some commands.
      const good = exitCode === 0 && /^(?:folder|bytes)$/.test(path);
      const told = [1, 2].includes(exitCode) && (words.test(said) || OTHERWISE.test(said));
      expect(good || told ? '' : `${path}, ${String(exitCode)}: ${said}`).toBe('');
    }
  },
);
