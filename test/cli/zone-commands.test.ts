import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { main } from '../../lib/cli/main';
import { loadZoneConfig } from '../../lib/config/load';
import { SANDBOX } from '../config/zone-texts';
import { fakeIo } from './fake-io';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hlz-cli-'));
  writeFileSync(join(folder, 'bad.yaml'), SANDBOX.replace('us-east-1', 'us-est-1'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function hlz(args: readonly string[], cwd = process.cwd()) {
  const { io, printed } = fakeIo({ cwd });
  return { exitCode: await main(args, io), ...printed };
}

const REGION_PROBLEM = {
  path: 'region',
  line: 4,
  message: 'found "us-est-1", expected an AWS Region.',
  mend: 'Did you mean "us-east-1"?',
};
const REGION_LINE =
  'line 4  region: found "us-est-1", expected an AWS Region. Did you mean "us-east-1"?';

describe('hlz validate', () => {
  it.each([
    [[], 'config/sandbox.yaml: ok (sandbox zone "sandbox", account 444455556666, us-east-1)\n'],
    [
      ['config/production.yaml'],
      'config/production.yaml: ok (production zone "mercy", account 111122223333, us-east-1)\n',
    ],
  ])('%j says that a config is good', async (args, stdout) => {
    expect(await hlz(['validate', ...args])).toEqual({ exitCode: 0, stdout, stderr: '' });
  });

  it('says it in JSON', async () => {
    const { exitCode, stdout } = await hlz(['validate', '--json']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      file: 'config/sandbox.yaml',
      ok: true,
      problems: [],
      zone: { profile: 'sandbox', name: 'sandbox', account: '444455556666', region: 'us-east-1' },
    });
  });

  it('looks for the default file where it was started', async () => {
    expect(await hlz(['validate'], folder)).toEqual({
      exitCode: 1,
      stdout: '',
      stderr:
        'config/sandbox.yaml: 1 problem\n  no such file. Name the config of a zone, such as config/sandbox.yaml.\n',
    });
  });
});

describe('hlz config', () => {
  it('prints YAML that is the config', async () => {
    const { exitCode, stdout } = await hlz(['config', 'config/production.yaml']);
    expect(exitCode).toBe(0);
    expect(parse(stdout)).toEqual(loadZoneConfig('config/production.yaml').config);
    expect(stdout).toMatch(/^account: "111122223333" +# line \d+$/m);
    expect(stdout).toMatch(/^ {2}operationalLogDays: 365 +# production profile$/m);
  });

  it('prints config and origins as JSON', async () => {
    const { config, origins } = loadZoneConfig('config/sandbox.yaml');
    const { stdout } = await hlz(['config', '--json']);
    expect(JSON.parse(stdout)).toEqual({
      file: 'config/sandbox.yaml',
      ok: true,
      problems: [],
      config,
      origins: Object.fromEntries(origins),
    });
  });
});

describe.each(['validate', 'config'])('hlz %s', (command) => {
  it('names the problems on stderr', async () => {
    expect(await hlz([command, 'bad.yaml'], folder)).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `bad.yaml: 1 problem\n  ${REGION_LINE}\n`,
    });
  });

  it('names the problems as JSON on stdout', async () => {
    const { exitCode, stdout, stderr } = await hlz([command, 'bad.yaml', '--json'], folder);
    expect([exitCode, stderr]).toEqual([1, '']);
    expect(JSON.parse(stdout)).toEqual({ file: 'bad.yaml', ok: false, problems: [REGION_PROBLEM] });
  });

  it.each([
    [['--jsn'], 'unknown option --jsn. Did you mean "--json"?'],
    [['-j'], 'unknown option -j. The options are --json, --help.'],
    [['--constructor'], 'unknown option --constructor. The options are --json, --help.'],
    [['--json=yes'], '--json takes no value: found "yes".'],
    [['a.yaml', 'b.yaml'], 'found 2 files, expected one.'],
  ])('%j is a wrong call', async (args, complaint) => {
    const { exitCode, stdout, stderr } = await hlz([command, ...args]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr.split('\n')[0]).toBe(`hlz ${command}: ${complaint}`);
  });
});

describe('hlz schema', () => {
  it('prints what stands in config/schema.json', async () => {
    const stdout = readFileSync('config/schema.json', 'utf8');
    expect(await hlz(['schema'])).toEqual({ exitCode: 0, stdout, stderr: '' });
  });

  it('takes no arguments', async () => {
    const { exitCode, stderr } = await hlz(['schema', 'draft-7']);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^hlz schema: found an argument, expected none\.\n/);
  });
});
