import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refusal } from '../../client/errors';
import { createBreachDrillCommand } from '../../lib/cli/breach-drill';
import { main } from '../../lib/cli/main';
import { ROOT } from '../support/root';
import { fakeIo } from './fake-io';

const CONFIG = join(ROOT, 'config', 'sandbox.yaml');

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'hlz-drill-'));
}

async function drill(cwd: string, ...args: readonly string[]) {
  const { io, printed } = fakeIo({ cwd });
  return { exitCode: await main(['breach', 'drill', CONFIG, ...args], io), ...printed };
}

describe('hlz breach drill', () => {
  it('rehearses an incident from detection to closed, and leaves a record', async () => {
    const cwd = folder();
    const { exitCode, stdout, stderr } = await drill(cwd);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).not.toContain('FAIL');
    expect(stdout.match(/^ok /gm)).toHaveLength(18);
    const [file = '', ...others] = readdirSync(cwd);
    expect(others).toEqual([]);
    expect(file).toMatch(/^drill-\d{8}T\d{6}Z\.json$/);
    const record = JSON.parse(readFileSync(join(cwd, file), 'utf8')) as Record<string, unknown>;
    expect(record).toMatchObject({
      schema: 'hlz-breach-drill/1',
      where: 'rehearsal',
      passed: true,
    });
  });

  it('says each step on a line of JSON, and the whole record at the end', async () => {
    const { exitCode, stdout } = await drill(folder(), '--json', '--out', 'drill.json');
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(exitCode).toBe(0);
    expect(lines.slice(0, -1).map(({ event, passed }) => [event, passed])).toEqual(
      Array.from({ length: 18 }, () => ['step', true]),
    );
    expect(lines.at(-1)).toMatchObject({ event: 'end', exitCode: 0, file: 'drill.json' });
  });

  it('writes over no record', async () => {
    const cwd = folder();
    await drill(cwd, '--out', 'drill.json');
    const before = readFileSync(join(cwd, 'drill.json'), 'utf8');
    const { exitCode, stderr } = await drill(cwd, '--out', 'drill.json');
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      'drill.json: it is there already. Name another one, or take it away (EEXIST).',
    );
    expect(readFileSync(join(cwd, 'drill.json'), 'utf8')).toBe(before);
  });

  it('speaks to no zone without a token, or over a line that anybody reads', async () => {
    const without = await drill(folder(), '--api', 'https://abc.example/live');
    expect([without.exitCode, without.stderr.split('\n')[0]]).toEqual([
      2,
      'hlz breach drill: HLZ_TOKEN is missing: the access token of a privacy officer.',
    ]);
    const { io, printed } = fakeIo({ cwd: folder(), env: { HLZ_TOKEN: 'made-up' } });
    expect(await main(['breach', 'drill', CONFIG, '--api', 'http://abc.example/live'], io)).toBe(2);
    expect(printed.stderr).toMatch(/--api: The endpoint is none/);
  });
});

describe('hlz breach drill in a zone', () => {
  it('keeps a record, and names the incident, when the API ends it half-way', async () => {
    const cwd = folder();
    let calls = 0;
    const command = createBreachDrillCommand({
      openApi: () => async (path) => {
        calls += 1;
        if (calls === 1) return { incident: 'made-up-incident', openedAt: '' };
        if (path === '/incidents/read') return { discoveredOn: '2026-11-25' };
        throw refusal(503, { code: 'audit-unavailable' }, undefined);
      },
      now: Date.now,
    });
    const { io, printed } = fakeIo({ cwd, env: { HLZ_TOKEN: 'made-up' } });
    const args = [CONFIG, '--api', 'https://made-up.example/live', '--out', 'drill.json'];
    expect(await command.run(args, io)).toBe(2);
    expect(printed.stderr).toContain('The incident made-up-incident is open: close it by hand');
    expect(JSON.parse(readFileSync(join(cwd, 'drill.json'), 'utf8'))).toMatchObject({
      where: 'zone',
      incident: 'made-up-incident',
      passed: false,
      stopped: 'UnavailableError',
    });
  });

  it('opens nothing when its record has no place', async () => {
    let calls = 0;
    const command = createBreachDrillCommand({
      openApi: () => async () => {
        calls += 1;
        return {};
      },
      now: Date.now,
    });
    const { io } = fakeIo({ cwd: folder(), env: { HLZ_TOKEN: 'made-up' } });
    const args = [CONFIG, '--api', 'https://made-up.example/live', '--out', 'none/drill.json'];
    expect([await command.run(args, io), calls]).toEqual([2, 0]);
  });
});

describe('hlz breach clocks', () => {
  async function clocks(...args: readonly string[]) {
    const { io, printed } = fakeIo();
    const exitCode = await main(['breach', 'clocks', ...args, '--json'], io);
    if (exitCode !== 0) return { exitCode, said: printed.stderr.split('\n')[0] };
    const { dues } = JSON.parse(printed.stdout) as {
      readonly dues: readonly { readonly clock: string; readonly due: string }[];
    };
    return Object.fromEntries(dues.map(({ clock, due }) => [clock, due]));
  }

  it.each([
    ['--discovered 2026-01-15', { individuals: '2026-03-16', counts: '2026-03-16' }],
    ['--discovered 2027-06-01 --persons 10', { individuals: '2027-07-31', hhs: '2028-02-29' }],
    [
      '--discovered 2026-01-15 --persons 501 --state CA=501',
      { individuals: '2026-03-16', 'media:CA': '2026-03-16', hhs: '2026-03-16' },
    ],
    [
      '--discovered 2026-01-15 --persons 5000 --state CA=1 --state ZZ=4999',
      { individuals: '2026-03-16', hhs: '2026-03-16' },
    ],
    [
      '--discovered 2026-01-15 --persons 500 --state CA=500',
      { individuals: '2026-03-16', hhs: '2026-03-16' },
    ],
    [
      '--discovered 2026-01-15 --persons 12 --unreachable 9 --oral-hold 2026-03-06',
      { individuals: '2026-04-05', substitute: '2026-04-05', hhs: '2027-03-01' },
    ],
    [
      '--discovered 2026-01-15 --written-hold 2026-02-01..2026-05-01',
      { individuals: '2026-05-01', counts: '2026-05-01' },
    ],
  ])('reckons %s', async (line, dues) => {
    expect(await clocks(...line.split(' '))).toEqual(dues);
  });

  it('says in words whom to tell and how, and that the day is the outer limit', async () => {
    const { io, printed } = fakeIo();
    const line = '--discovered 2026-01-15 --persons 501 --state CA=501 --unreachable 10';
    expect(await main(['breach', 'clocks', ...line.split(' ')], io)).toBe(0);
    expect(printed.stdout).toMatch(/^2026-03-16 {2}individuals: a letter to each person, /m);
    expect(printed.stdout).toMatch(
      / {2}substitute: a posting for 90 days or notice in major media, /,
    );
    expect(printed.stdout).toMatch(/ {2}media:CA: prominent media of the State, /);
    expect(printed.stdout).toMatch(/ {2}hhs: HHS, with the letters, /);
    expect(printed.stdout).toMatch(/\nEach without unreasonable delay: /);
  });

  it.each([
    ['--persons 3', '--discovered is missing: the day of discovery.'],
    [
      '--discovered 2026-02-29',
      '--discovered: found "2026-02-29", expected a day such as 2027-03-31.',
    ],
    [
      '--discovered 2026-02-01 --persons 3 --state CA=4',
      '--state: 4 residents, expected at most the 3 of --persons.',
    ],
    [
      '--discovered 2026-02-01 --persons 3 --state XX=1',
      '--state: found "XX=1", expected the postal code of a State and a number: CA=501.',
    ],
    [
      '--discovered 2026-02-01 --persons 3 --state CA=1 --state CA=2',
      '--state: a State is given twice, expected once.',
    ],
    ['--discovered 2026-02-01 --state CA=1', '--state goes with --persons.'],
    ['--discovered 2026-02-01 --unreachable 6', '--unreachable goes with --persons.'],
    [
      '--discovered 9999-12-31',
      '--discovered: found "9999-12-31", expected a day such as 2027-03-31.',
    ],
    [
      '--discovered 2026-01-01 --written-hold 2026-02-01..2026-01-01',
      '--written-hold: found "2026-02-01..2026-01-01", expected the day of the statement and its end: 2027-02-01..2027-05-01.',
    ],
    [
      '--discovered 2026-02-01 --target-days 60',
      '--target-days: found "60", expected a whole number from 1 to 59.',
    ],
  ])('refuses %s', async (line, said) => {
    expect(await clocks(...line.split(' '))).toEqual({
      exitCode: 2,
      said: `hlz breach clocks: ${said}`,
    });
  });
});
