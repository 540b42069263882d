import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCommandLine } from '../../lib/cli/arguments';
import type { Command } from '../../lib/cli/command';
import { UsageError } from '../../lib/cli/command';
import { COMMANDS } from '../../lib/cli/commands';
import { main } from '../../lib/cli/main';
import { overview } from '../../lib/cli/overview';
import { renewed } from '../support/renewed';
import { ROOT } from '../support/root';
import { fakeIo } from './fake-io';

/** Commands that do something: those of a group, not the group. */
const LEAVES = COMMANDS.flatMap((command) => [
  ...(command.options === undefined ? [] : [command]),
  ...(command.subcommands ?? []),
]);
const BY_NAME = LEAVES.map((command) => [command.name, command] as const);

it('every command has a line of its own, and stands under a moment', () => {
  expect(COMMANDS.filter(({ moment }) => moment === undefined)).toEqual([]);
  for (const { name, summary, usage } of [...COMMANDS, ...LEAVES]) {
    expect(summary).toMatch(/^[A-Z][^\n]{10,70}\.$/);
    expect(usage).toMatch(new RegExp(`^hlz ${name}\\b[^]*\\n$`));
    expect(usage.split('\n').filter((line) => line.length > 120)).toEqual([]);
  }
});

describe.each(BY_NAME)('hlz %s', (name, { usage, options = {}, subcommands = [] }) => {
  const declared = Object.keys(options).map((option) => `--${option}`);

  it('says its options, JSON among them, gives examples, and says what it exits with', () => {
    expect(declared).toContain('--json');
    const said = Object.entries(options).filter(([option, { short = option }]) =>
      new RegExp(`-${short}\\b(?!-)`).test(usage),
    );
    expect(said.map(([option]) => `--${option}`)).toEqual(declared);
    const [synopsis = ''] = usage.split('\n\n');
    const below = subcommands.flatMap((command) => Object.keys(command.options ?? {}));
    const known = new Set([...declared, ...below.map((option) => `--${option}`)]);
    expect((synopsis.match(/--[a-z-]+/g) ?? []).filter((word) => !known.has(word))).toEqual([]);
    expect(usage).toMatch(/\nFor example/);
    expect(usage).toMatch(/\nExits with 0/);
  });

  it('refuses an option that is not one, names the nearest, and declares all that it parses', async () => {
    const call = async (option: string) => {
      const { io, printed } = fakeIo();
      const exitCode = await main([...name.split(' '), option], io);
      return { exitCode, stdout: printed.stdout, said: printed.stderr.split('\n')[0] };
    };
    expect(await call('--jsn')).toEqual({
      exitCode: 2,
      stdout: '',
      said: `hlz ${name}: unknown option --jsn. Did you mean "--json"?`,
    });
    expect((await call('--xyzzyx')).said).toBe(
      `hlz ${name}: unknown option --xyzzyx. The options are ${[...declared, '--help'].join(', ')}.`,
    );
  });
});

/** The generated block of docs/hlz.md: what `hlz help` prints of each. */
function helpBlock(): string {
  const blockOf = (text: string): string => `\`\`\`text\n${text}\`\`\``;
  const all = COMMANDS.flatMap((command) => [command, ...(command.subcommands ?? [])]);
  return [
    blockOf(overview(COMMANDS)),
    ...all.map(({ name, usage }) => `### hlz ${name}\n\n${blockOf(usage)}`),
  ].join('\n\n');
}

it('docs/hlz.md says what hlz help says; UPDATE_DOCS=1 npx jest test/cli/commands renews it', () => {
  const file = join(ROOT, 'docs', 'hlz.md');
  const blocks = { help: helpBlock() };
  if (process.env['UPDATE_DOCS'] === '1') {
    writeFileSync(file, renewed(readFileSync(file, 'utf8'), blocks));
  }
  const page = readFileSync(file, 'utf8');
  expect(page).toBe(renewed(page, blocks));
});

/** Command lines of a text: those of usage are indented, those of a page stand in a block. */
function commandLines(text: string): readonly string[] {
  return text
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => /^ {0,2}(?:npx )?hlz [a-z-]/.test(line) && !line.includes('…'))
    .map((line) => line.trim());
}

const PAGES = ['README.md', 'docs', 'docs/runbooks'].flatMap((place) =>
  place.endsWith('.md')
    ? [place]
    : readdirSync(join(ROOT, place))
        .filter((file) => file.endsWith('.md'))
        .map((file) => join(place, file)),
);

it.each([
  [
    'help',
    LEAVES.flatMap(({ usage }) => commandLines(usage.slice(usage.indexOf('\nFor example')))),
  ],
  ['docs', PAGES.flatMap((page) => commandLines(readFileSync(join(ROOT, page), 'utf8')))],
])('every command line that is shown in %s is one that hlz understands', (_, lines) => {
  expect(lines.length).toBeGreaterThan(20);
  expect(lines.flatMap(complaintOf)).toEqual([]);
});

/** What is wrong with a line of a page, as far as one sees without running it. */
function complaintOf(line: string): readonly string[] {
  const [, ...words] = line
    .replace(/^npx /, '')
    .replaceAll(/"?<[^>]*>"?|"[^"]*"/g, 'given')
    .replace(/ +(?:#|>|\|).*$/, '')
    .split(/\s+/);
  if (words[0] === 'help' || words[0]?.startsWith('--') === true) return [];
  const command = LEAVES.findLast(({ name }) => `${words.join(' ')} `.startsWith(`${name} `));
  if (command === undefined) return COMMANDS.some(({ name }) => name === words[0]) ? [] : [line];
  return complaint(command, words.slice(command.name.split(' ').length), line);
}

function complaint({ options = {} }: Command, words: readonly string[], line: string) {
  if (words.includes('--help')) return [];
  try {
    parseCommandLine(words, options);
    return [];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return [`${line}: ${error.message}`];
  }
}
