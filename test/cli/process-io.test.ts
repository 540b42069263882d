import { spawnSync } from 'node:child_process';

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
