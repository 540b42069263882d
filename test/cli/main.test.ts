import type { Command } from '../../lib/cli/command';
import { EXIT, UsageError } from '../../lib/cli/command';
import { COMMANDS } from '../../lib/cli/commands';
import { main } from '../../lib/cli/main';
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
    io.stdout(`Hello ${name}.\n`);
    return name === 'half' ? EXIT.unfinished : EXIT.ok;
  },
};
const group: Command = {
  ...greet,
  name: 'group',
  summary: 'Hold others.',
  usage: 'hlz group <command>\n',
  subcommands: [{ ...greet, name: 'group greet', usage: 'hlz group greet <name>\n' }],
  run: async ([word]) => {
    throw new UsageError(`unknown command ${String(word)}.`);
  },
};
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

hlz <command> --help says more about one. hlz --version prints the version.

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
  [['--verson'], 'hlz: unknown command "--verson". The commands are greet, leave.\n'],
  [['greet'], 'hlz greet: a name is missing.\n\nhlz greet <name>\n'],
])('%j is a wrong call', async (args, stderr) => {
  expect(await hlz(...args)).toEqual({ exitCode: 2, stdout: '', stderr });
});

it.each([
  [['group', 'greet', 'Sam'], 0, 'Hello Sam.\n', ''],
  [['group', 'greet', '--help'], 0, 'hlz group greet <name>\n', ''],
  [['help', 'group', 'greet'], 0, 'hlz group greet <name>\n', ''],
  [['group', '--help'], 0, 'hlz group <command>\n', ''],
  [['group', 'greet'], 2, '', 'hlz group greet: a name is missing.\n\nhlz group greet <name>\n'],
  [['group', 'gret'], 2, '', 'hlz group: unknown command gret.\n\nhlz group <command>\n'],
])('%j is a command below another', async (args, exitCode, stdout, stderr) => {
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

it('prints the stack trace of a mistake of its own', async () => {
  const { exitCode, stderr } = await hlz('greet', 'bug');
  expect(exitCode).toBe(70);
  expect(stderr).toMatch(
    /^hlz greet: a mistake of hlz itself, please report it\.\nError: unforeseen\n +at /,
  );
});

it('every command has a line of its own, and says how it is called', () => {
  expect(COMMANDS.map(({ name }) => name)).toEqual([
    'validate',
    'config',
    'schema',
    'doctor',
    'access',
    'ledger',
    'phi',
    'breach',
    'teardown',
  ]);
  for (const { name, summary, usage } of COMMANDS.flatMap((command) => [
    command,
    ...(command.subcommands ?? []),
  ])) {
    expect(summary).toMatch(/^[A-Z][^\n]{10,70}\.$/);
    expect(usage).toMatch(new RegExp(`^hlz ${name}\\b[^]*\\n$`));
  }
});
