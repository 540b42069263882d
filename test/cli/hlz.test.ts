import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { SANDBOX } from '../config/zone-texts';

const LAUNCHER = resolve('bin/hlz.mjs');

/** Runs a command line in a shell, as a person does. */
function shell(line: string, cwd: string) {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', line], {
    cwd,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

let elsewhere: string;
beforeAll(() => {
  elsewhere = mkdtempSync(join(tmpdir(), 'hlz-launcher-'));
  // A folder of another project: its settings must not matter.
  writeFileSync(join(elsewhere, 'tsconfig.json'), '{ not json');
  writeFileSync(join(elsewhere, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(elsewhere, 'zone.yaml'), SANDBOX);
  symlinkSync(LAUNCHER, join(elsewhere, 'hlz'));
});
afterAll(() => rmSync(elsewhere, { recursive: true }));

it('runs from any folder, also through a link as npx makes it', () => {
  expect(shell('./hlz validate zone.yaml', elsewhere)).toEqual({
    status: 0,
    stdout: 'zone.yaml: ok (sandbox zone "demo", account 444455556666, us-east-1)\n',
    stderr: '',
  });
}, 30_000);

it('exits with the code of the command, and prints no stack trace, whatever NODE_OPTIONS says', () => {
  const settings = `NODE_OPTIONS='--no-warnings --conditions=development'`;
  expect(shell(`${settings} ./hlz validate none.yaml`, elsewhere)).toEqual({
    status: 1,
    stdout: '',
    stderr:
      'none.yaml: 1 problem\n  no such file. Name the config of a zone, such as config/sandbox.yaml.\n',
  });
}, 30_000);

it('does not mind a reader that goes away', () => {
  const { stderr } = shell('./hlz config zone.yaml | true', elsewhere);
  expect(stderr).toBe('');
}, 30_000);
