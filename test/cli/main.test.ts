import { openSync } from 'node:fs';
import type { Command } from '../../lib/cli/command';
import { EXIT, UsageError } from '../../lib/cli/command';
import { commandGroup } from '../../lib/cli/group';
import { main } from '../../lib/cli/main';
import { CommandError } from '../../lib/aws/command-error';
import { ConfigError } from '../../lib/config/problems';
import packageJson from '../../package.json';
import { fakeIo } from './fake-io';

const greet: Command = {
  name: 'greet',
  summary: 'Say hello.',
  usage: 'hlz greet <name>\n',
  run: async ([name = 'nobody'], io) => {
    if (name === 'nobody') throw new UsageError('a name is missing.');
    if (name === 'zone') {
      throw new ConfigError('zone.yaml', [
        { path: 'a', line: 1, message: 'found.', mend: 'Mend.' },
      ]);
    }
    if (name === 'bug') throw new Error('unforeseen');
    if (name === 'stuck') throw new CommandError('the door is locked. Take the key.');
    if (name === 'file') openSync('/dev/null/below', 'r');
    io.stdout(`Hello ${name}.\n`);
    return name === 'half' ? EXIT.unfinished : EXIT.ok;
  },
};
const group = commandGroup({
  name: 'group',
  summary: 'Hold others.',
  moment: 'Operate',
  about: 'For whoever is in a group.',
  subcommands: [{ ...greet, name: 'group greet', usage: 'hlz group greet <name>\n' }],
});
const GROUP = '\n\nhlz group <command> [arguments]\n\nhlz group --help says more.\n';
const leave: Command = { ...greet, name: 'leave', summary: 'Go.', usage: 'hlz leave\n' };

async function hlz(...args: readonly string[]) {
  const { io, printed } = fakeIo();
  const exitCode = await main(args, io, [greet, leave]);
  return { exitCode, ...printed };
}

const OVERVIEW = `hlz <command> [arguments]

The operator's command of the HIPAA landing zone.

  greet   Say hello.
  leave   Go.

hlz help <command> says more about one, with examples, such as hlz help validate. Each takes --json.
hlz --version prints the version.

Exit codes:
  0    ok
  1    problems were found, and named
  2    called in a wrong way, or unable to run
  3    stopped half-way; the same command again goes on
  70   a mistake of hlz itself
`;

it.each([[['--help']], [['-h']], [['help']]])('%j prints the overview', async (args) => {
  expect(await hlz(...args)).toEqual({ exitCode: 0, stdout: OVERVIEW, stderr: '' });
});

it('no command at all is a wrong call, and prints the overview', async () => {
  expect(await hlz()).toEqual({ exitCode: 2, stdout: '', stderr: OVERVIEW });
});

it('prints its version', async () => {
  expect(await hlz('--version')).toMatchObject({ exitCode: 0, stdout: `${packageJson.version}\n` });
});

it.each([[['greet', '--help']], [['greet', 'Sam', '-h']], [['help', 'greet']]])(
  '%j prints the usage of the command',
  async (args) => {
    expect(await hlz(...args)).toEqual({ exitCode: 0, stdout: 'hlz greet <name>\n', stderr: '' });
  },
);

it('leaves what comes after -- to the command', async () => {
  expect(await hlz('greet', '--', '--help')).toMatchObject({ exitCode: 0, stdout: 'Hello --.\n' });
});

it.each([
  [['gret'], 'hlz: unknown command "gret". Did you mean "greet"?\n'],
  [['help', 'leav'], 'hlz: unknown command "leav". Did you mean "leave"?\n'],
  [['deploy'], 'hlz: unknown command "deploy". The commands are greet, leave.\n'],
  [['--verson'], 'hlz: found --verson, expected a command. Did you mean "--version"?\n'],
  [
    ['--json', 'greet'],
    'hlz: found --json, expected a command. Options come behind it. The commands are greet, leave.\n',
  ],
  [
    ['help', 'greet', 'Sam'],
    'hlz help greet: found "Sam", expected no more: hlz greet has no commands below it.\n',
  ],
  [['greet'], 'hlz greet: a name is missing.\n\nhlz greet <name>\n'],
])('%j is a wrong call', async (args, stderr) => {
  expect(await hlz(...args)).toEqual({ exitCode: 2, stdout: '', stderr });
});

it.each([
  [['group', 'greet', 'Sam'], 0, 'Hello Sam.\n', ''],
  [['group', 'greet', '--help'], 0, 'hlz group greet <name>\n', ''],
  [['help', 'group', 'greet'], 0, 'hlz group greet <name>\n', ''],
  [['group', '--help'], 0, group.usage, ''],
  [['group', 'help'], 0, group.usage, ''],
  [['group', 'help', 'greet'], 0, 'hlz group greet <name>\n', ''],
  [
    ['help', 'group', 'gret'],
    2,
    '',
    'hlz help group: unknown command "gret". Did you mean "greet"?\n',
  ],
  [['group', 'greet'], 2, '', 'hlz group greet: a name is missing.\n\nhlz group greet <name>\n'],
  [['group', 'gret'], 2, '', `hlz group: unknown command "gret". Did you mean "greet"?${GROUP}`],
  [['group'], 2, '', `hlz group: a command is missing. The commands are greet.${GROUP}`],
  [
    ['group', '--json'],
    2,
    '',
    `hlz group: found --json, expected a command. The commands are greet.${GROUP}`,
  ],
])('%j, where a command has others below it', async (args, exitCode, stdout, stderr) => {
  const { io, printed } = fakeIo();
  expect(await main(args, io, [greet, group])).toBe(exitCode);
  expect(printed).toEqual({ stdout, stderr });
});

it('answers a wrong call with what is wrong and the synopsis, not with the whole help', async () => {
  const long: Command = {
    ...greet,
    usage: 'hlz greet <name>\n          [--loud]\n\nGreets.\n\n  --loud  loudly\n',
  };
  const { io, printed } = fakeIo();
  expect(await main(['greet'], io, [long])).toBe(2);
  expect(printed.stderr).toBe(
    'hlz greet: a name is missing.\n\nhlz greet <name>\n          [--loud]\n\nhlz greet --help says more.\n',
  );
});

it('hands on the exit code of the command', async () => {
  expect(await hlz('greet', 'half')).toMatchObject({ exitCode: 3, stdout: 'Hello half.\n' });
});

it('prints the problems of a config, without a stack trace', async () => {
  expect(await hlz('greet', 'zone')).toEqual({
    exitCode: 1,
    stdout: '',
    stderr: 'zone.yaml: 1 problem\n  line 1  a: found. Mend.\n',
  });
});

it.each([
  ['stuck', 'the door is locked. Take the key.'],
  ['file', '/dev/null/below: a part of it is a file, expected a folder (ENOTDIR).'],
])('says why it cannot run, without a stack trace: %s', async (name, message) => {
  expect(await hlz('greet', name)).toEqual({
    exitCode: 2,
    stdout: '',
    stderr: `hlz greet: ${message}\n`,
  });
});

it.each([
  ['stuck', { exitCode: 2, message: 'the door is locked. Take the key.' }],
  [
    'zone',
    {
      exitCode: 1,
      file: 'zone.yaml',
      problems: [{ path: 'a', line: 1, message: 'found.', mend: 'Mend.' }],
    },
  ],
])('says in JSON why it did nothing, when it was asked for JSON: %s', async (name, end) => {
  const { exitCode, stdout, stderr } = await hlz('greet', name, '--json');
  expect([exitCode, stderr]).toEqual([end.exitCode, '']);
  expect(JSON.parse(stdout)).toEqual({ event: 'end', outcome: 'failed', ...end });
});

it('prints the stack trace of a mistake of its own', async () => {
  const { exitCode, stderr } = await hlz('greet', 'bug');
  expect(exitCode).toBe(70);
  expect(stderr).toMatch(
    /^hlz greet: a mistake of hlz itself, please report it\.\nError: unforeseen\n +at /,
  );
});

it('lists commands by the moment in which one needs them', async () => {
  const { io, printed } = fakeIo();
  await main(['--help'], io, [leave, group, { ...greet, moment: 'Deploy' }]);
  expect(printed.stdout).toContain(`
Deploy
  npx cdk diff           Show what a deploy would change, with -c config=<file>.
  npx cdk deploy --all   Deploy it: the same checks stand before it.
  greet                  Say hello.

Operate
  group                  Hold others.

  leave                  Go.
`);
});

it('knows which command was meant by the second word of one', async () => {
  const { io, printed } = fakeIo();
  expect(await main(['greet'], io, [leave, group])).toBe(2);
  expect(printed.stderr).toBe('hlz: unknown command "greet". Did you mean "group greet"?\n');
});
