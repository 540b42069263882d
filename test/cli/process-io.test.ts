import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

/** Runs a script to which `io` is the real one, and reads what it prints. */
function withProcessIo(script: string, input = '') {
  const io = `require('./lib/cli/process-io').processIo()`;
  const code = `const io = ${io}; (async () => { ${script} })();`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--eval', code],
    { input, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

it.each([
  ['a line', 'demo\nmore\n', 'demo'],
  ['a last line without a line end', 'demo', 'demo'],
  ['an input that has ended', '', ''],
])(
  'asks on stderr, and takes %s',
  (_, input, answer) => {
    const script = `io.stdout(JSON.stringify(await io.ask('Name? ')))`;
    expect(withProcessIo(script, input)).toEqual({
      status: 0,
      stdout: JSON.stringify(answer),
      stderr: 'Name? ',
    });
  },
  30_000,
);

it('knows that nobody sits there', () => {
  expect(withProcessIo('io.stdout(JSON.stringify(io.isTTY))').stdout).toBe('false');
}, 30_000);

it.each([
  ['stdout', 'stderr', 'hlz: what was found cannot be written to stdout (ENOSPC).\n'],
  ['stderr', 'stdout', ''],
] as const)(
  'exits with 2 when %s cannot be written',
  (full, other, said) => {
    const code = `require('./lib/cli/process-io').processIo().${full}('text'); setTimeout(() => {}, 20_000)`;
    const device = openSync('/dev/full', 'w');
    try {
      const { status, ...output } = spawnSync(
        process.execPath,
        ['--import', 'tsx', '--eval', code],
        {
          encoding: 'utf8',
          stdio: [
            'ignore',
            full === 'stdout' ? device : 'pipe',
            full === 'stderr' ? device : 'pipe',
          ],
        },
      );
      expect({ status, said: output[other] }).toEqual({ status: 2, said });
    } finally {
      closeSync(device);
    }
  },
  30_000,
);
