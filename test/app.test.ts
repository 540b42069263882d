import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STACK_IDS } from '../lib/names';
import { made } from './support/outside';
import { ROOT } from './support/root';
import { shippedConfig } from './support/templates';

// A synth takes seconds.
jest.setTimeout(60_000);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hlz-app-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the CDK app as `npx cdk` does, without the CLI. */
function runApp(
  outdir: string,
  context: Readonly<Record<string, string>>,
): {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
} {
  return spawnSync(process.execPath, ['--import', 'tsx', 'bin/landing-zone.ts'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: {
      ...process.env,
      NODE_ENV: '',
      CDK_OUTDIR: join(folder, outdir),
      CDK_CONTEXT_JSON: JSON.stringify(context),
    },
  });
}

interface Manifest {
  readonly artifacts: Readonly<
    Record<
      string,
      {
        readonly type: string;
        readonly environment?: string;
        readonly properties?: {
          readonly terminationProtection?: boolean;
          readonly tags?: Readonly<Record<string, string>>;
        };
      }
    >
  >;
}

function manifest(outdir: string): Manifest {
  return JSON.parse(readFileSync(join(folder, outdir, 'manifest.json'), 'utf8')) as Manifest;
}

/** Paths of all files below a folder. */
function filesOf(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length));
}

it('makes the stacks in an order in which each stands on earlier ones only', () => {
  const config = shippedConfig('production');
  const stacks = made('stacks', { ...config, disasterRecovery: { secondRegion: 'us-west-2' } });
  expect(stacks.map(({ id }) => id)).toEqual(STACK_IDS);
  for (const [place, { needs }] of stacks.entries()) {
    const earlier = new Set(stacks.slice(0, place).map(({ id }) => id));
    expect(needs.filter((id) => !earlier.has(id))).toEqual([]);
  }
});

describe('a run of production', () => {
  let result: ReturnType<typeof runApp>;
  beforeAll(() => {
    result = runApp('first', { config: 'config/production.yaml' });
  });

  it('prints a table to stderr, nothing to stdout, and ends with 0', () => {
    const { status, stdout, stderr } = result;
    expect(stderr).toMatch(/^Zone mercy \(production, 111122223333, us-east-1\)/m);
    expect(stderr).toMatch(/^Total +\d+ +0 +0 +0 +0 +0 +0 +18$/m);
    expect(stderr).toMatch(/^\d+ checks: 0 open, \d+ acknowledged \(18 findings: /m);
    expect(stderr).toMatch(/, policies \d+ ms, /m);
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });

  // That a second run writes the same bytes is for .ci/reproducible to show.
  it('writes templates, bundles and the ledger', () => {
    expect(filesOf(join(folder, 'first'))).toEqual(
      expect.arrayContaining([
        '/compliance/checks.csv',
        '/compliance/checks.json',
        '/Archive.template.json',
        expect.stringMatching(/^\/asset\.\w{64}\/index\.mjs$/) as unknown,
      ]),
    );
  });

  it('leaves the assembly of the zone in the output, and no other', () => {
    const stacks = Object.fromEntries(
      Object.entries(manifest('first').artifacts)
        .filter(([, { type }]) => type === 'aws:cloudformation:stack')
        .map(([id, { environment, properties }]) => [
          id,
          [environment, properties?.terminationProtection, properties?.tags?.['Environment']],
        ]),
    );
    const environment = 'aws://111122223333/us-east-1';
    expect(stacks).toEqual({
      Keys: [environment, true, 'production'],
      Archive: [environment, true, 'production'],
      Baseline: [environment, false, 'production'],
      Network: [environment, false, 'production'],
      Governance: [environment, true, 'production'],
      Data: [environment, true, 'production'],
      Identity: [environment, true, 'production'],
      Access: [environment, true, 'production'],
      Ledger: [environment, false, 'production'],
      Phi: [environment, true, 'production'],
      Breach: [environment, true, 'production'],
      Api: [environment, false, 'production'],
      Operations: [environment, false, 'production'],
    });
    const templates = readdirSync(join(folder, 'first')).filter((file) =>
      file.endsWith('.template.json'),
    );
    const ids = Object.keys(stacks);
    expect(templates).toEqual(ids.map((id) => `${id}.template.json`).toSorted());
    const assets = readFileSync(join(folder, 'first', 'Baseline.assets.json'), 'utf8');
    expect(assets).toContain('"packaging": "zip"');
  });

  it('writes no path of this machine into the ledger', () => {
    const text = readFileSync(join(folder, 'first', 'compliance', 'checks.json'), 'utf8');
    expect(text).not.toContain(ROOT);
    expect(text).not.toContain(folder);
  });
});

it('names every problem of a bad config, ends with 1 and writes nothing', () => {
  const file = join(folder, 'zone.yaml');
  const text = readFileSync(join(ROOT, 'config', 'production.yaml'), 'utf8')
    .replace('region: us-east-1', 'region: us-east-9')
    .replace('acceptIrreversibleLock: true', 'acceptIrreversibleLock: false')
    .replace('cidr: 10.40.0.0/16', 'cidr: 10.40.0.0/23');
  writeFileSync(file, text);
  const { status, stderr } = runApp('bad', { config: file });
  expect(status).toBe(1);
  expect(stderr).toMatch(/zone\.yaml: 3 problems/);
  expect(stderr).toMatch(/region: .*us-east-9.*us-east-/);
  expect(stderr).toMatch(/archive\.acceptIrreversibleLock: /);
  expect(stderr).toMatch(/network\./);
  expect(stderr).not.toMatch(/at .*\.ts:\d+/);
  expect(readdirSync(join(folder, 'bad'))).toEqual([]);
});

it('fails on reviews that are due when asked with a date, and leaves nothing to deploy', () => {
  const { status, stderr } = runApp('due', {
    config: 'config/sandbox.yaml',
    'as-of': '2099-01-01',
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^error: .*was to be reviewed by 2027-11-22/m);
  expect(stderr).toMatch(/^Not passed: nothing can be deployed\.$/m);
  expect(existsSync(join(folder, 'due', 'manifest.json'))).toBe(false);
});

it('refuses an option in one line', () => {
  const { status, stderr } = runApp('option', { conifg: 'config/production.yaml' });
  expect(stderr).toBe('conifg: unknown option. Did you mean -c config=...?\n');
  expect(status).toBe(1);
});
