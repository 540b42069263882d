import { spawnSync } from 'node:child_process';
import { COMMANDS } from '../../lib/cli/commands';
import { placesOf } from '../../lib/cli/completion/places';
import { main } from '../../lib/cli/main';
import { fakeIo } from './fake-io';

async function hlz(...args: readonly string[]) {
  const { io, printed } = fakeIo();
  return { exitCode: await main(args, io), ...printed };
}

/** What a shell offers for each line, with the completion of `hlz` in it; undefined without that shell. */
async function offers(shell: string, lines: readonly string[]) {
  if (spawnSync(shell, ['-c', ':']).status !== 0) return undefined;
  const { stdout: script } = await hlz('completion', shell);
  const input = `${SHELLS[shell]?.setUp ?? ''}\n${script}\n${lines.map((line) => SHELLS[shell]?.ask(line)).join('\n')}`;
  const { stdout, stderr } = spawnSync(shell, [...(SHELLS[shell]?.args ?? []), '-c', input], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  const answers = stdout.split('<end>\n').slice(0, lines.length);
  return answers.map((answer, at) => {
    const current = lines[at]?.split(/[ =]/).at(-1) ?? '';
    const words = answer.split('\n').filter((word) => word !== '' && word.startsWith(current));
    return [...new Set(words)].toSorted();
  });
}

/** How each shell is asked, without a terminal: as its own completion would call the script. */
const SHELLS: Readonly<
  Record<
    string,
    {
      readonly args: readonly string[];
      readonly setUp: string;
      readonly ask: (line: string) => string;
    }
  >
> = {
  bash: {
    args: ['--norc', '--noprofile'],
    setUp: '',
    // It splits words at = too.
    ask: (line) =>
      `COMP_WORDS=(${quoted(line.replaceAll('=', ' = ').split(/ +/))}); COMP_CWORD=$(( \${#COMP_WORDS[@]} - 1 )); _hlz; printf '%s\\n' "\${COMPREPLY[@]}" '<end>'`,
  },
  zsh: {
    args: ['-f'],
    setUp: `
compadd() { shift; print -l -- "$@" }
_describe() { for word in $next; do print -r -- "\${word%%:*}"; done }
_files() { }
compset() { }
compdef() { }`,
    ask: (line) =>
      `words=(${quoted(line.split(' '))}); CURRENT=\${#words}; _hlz; print -r -- '<end>'`,
  },
  fish: {
    args: ['--no-config'],
    setUp: '',
    ask: (line) =>
      `complete -C ${quoted([line])} | string replace -r '\\t.*' '' | string replace -r '^--[a-z-]+=' ''; echo '<end>'`,
  },
};

function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(' ');
}

const LINES: readonly (readonly [line: string, offered: readonly string[]])[] = [
  ['hlz led', ['ledger']],
  ['hlz ledger ver', ['verify', 'verify-proof']],
  ['hlz ledger verify --l', ['--lock']],
  ['hlz ledger verify mercy-2026 --lock g', ['governance']],
  ['hlz ledger verify mercy-2026 --lock=g', ['governance']],
  ['hlz access explain --role nu', ['nurse', 'nurse-practitioner']],
  ['hlz access explain --care-team --da', ['--data-type']],
  ['hlz help led', ['ledger']],
  ['hlz help ledger pro', ['prove']],
  ['hlz completion f', ['fish']],
  ['hlz ledger export --account 4', []],
  ['hlz nonsense ', []],
];

it.each(['bash', 'zsh', 'fish'])('%s offers what there is', async (shell) => {
  const offered = await offers(
    shell,
    LINES.map(([line]) => line),
  );
  if (offered === undefined) {
    process.stderr.write(`NOT TESTED: completion in ${shell}, which is not installed here.\n`);
    return;
  }
  expect(LINES.map(([line], at) => [line, offered[at]])).toEqual(LINES);
});

it('bash offers every option of every command', async () => {
  const places = placesOf(COMMANDS).filter(({ options }) => options.length > 0);
  const offered = await offers(
    'bash',
    places.map(({ at }) => `hlz ${at}${at === '' ? '' : ' '}--`),
  );
  expect(places.map(({ at }, index) => [at, offered?.[index]])).toEqual(
    places.map(({ at, options }) => [
      at,
      options
        .map(({ name }) => name)
        .filter((name) => name.startsWith('--'))
        .toSorted(),
    ]),
  );
});

it('offers nothing that a shell would obey', () => {
  const places = placesOf(COMMANDS);
  const words = places.flatMap(({ at, words: next, options }) => [
    ...at.split(' '),
    ...next.map(([word]) => word),
    ...options.flatMap(({ name, value }) => [name, ...(Array.isArray(value) ? value : [])]),
  ]);
  expect(words.filter((word) => !/^[A-Za-z-]*$/.test(word))).toEqual([]);
});

it('tells what it can, and what it cannot', async () => {
  const { exitCode, stdout } = await hlz('completion', '--json');
  expect(exitCode).toBe(0);
  const { places } = JSON.parse(stdout) as { places: readonly { at: string }[] };
  expect(places).toContainEqual({
    at: 'ledger verify-proof',
    words: [],
    options: [{ name: '--key', value: 'files' }, { name: '--json' }, { name: '--help' }],
    operands: 'files',
  });
  expect(await hlz('completion', 'fihs')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('unknown shell "fihs". Did you mean "fish"?') as string,
  });
  expect((await hlz('completion')).stderr).toContain('The shells are bash, zsh, fish.');
});
