import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
    expect(file).toMatch(/^drill-[\w-]{22}\.json$/);
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
    expect(stderr).toContain('drill.json cannot be written (EEXIST): expected a new file');
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
