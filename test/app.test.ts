import { Stack } from 'aws-cdk-lib';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STACK_IDS } from '../lib/names';
import { ROOT, shippedConfig, zoneApp } from './support/zone';

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

/** Contents of all files by their path, but for those that hold stack traces with absolute paths. */
function contents(directory: string): Readonly<Record<string, string>> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !/\.metadata\.json$|^validation-report\.json$/.test(entry.name),
  );
  return Object.fromEntries(
    files.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [file.slice(directory.length), readFileSync(file, 'utf8')];
    }),
  );
}

it('makes the stacks in an order in which each stands on earlier ones only', () => {
  const config = shippedConfig('production');
  const app = zoneApp({ ...config, disasterRecovery: { secondRegion: 'us-west-2' } });
  const stacks = app.node.children.filter((child) => child instanceof Stack);
  expect(stacks.map(({ node }) => node.id)).toEqual(STACK_IDS);
  app.synth({ skipValidation: true });
  for (const [place, stack] of stacks.entries()) {
    const earlier = new Set(stacks.slice(0, place));
    expect(stack.dependencies.filter((needed) => !earlier.has(needed))).toEqual([]);
  }
});

describe('two runs of production', () => {
  const runs = ['first', 'second'].map(
    (outdir) => () => runApp(outdir, { config: 'config/production.yaml' }),
  );
  let results: readonly ReturnType<typeof runApp>[] = [];
  beforeAll(() => {
    results = runs.map((run) => run());
  });

  it('print a table to stderr, nothing to stdout, and end with 0', () => {
    for (const { status, stdout, stderr } of results) {
      expect(stderr).toMatch(/^Zone mercy \(production, 111122223333, us-east-1\)/m);
      expect(stderr).toMatch(/^Total +\d+ +0 +0 +0 +0 +0 +0 +12$/m);
      expect(stderr).toMatch(/^\d+ checks: 0 open, 12 acknowledged/m);
      expect(stdout).toBe('');
      expect(status).toBe(0);
    }
  });

  it('write the same bytes: templates, bundles, ledger', () => {
    const [first = {}, second = {}] = ['first', 'second'].map((name) =>
      contents(join(folder, name)),
    );
    expect(Object.keys(first)).toEqual(
      expect.arrayContaining([
        '/compliance/checks.csv',
        '/compliance/checks.json',
        '/Archive.template.json',
        expect.stringMatching(/^\/asset\.\w{64}\/index\.mjs$/) as unknown,
      ]),
    );
    expect(Object.keys(second)).toEqual(Object.keys(first));
    expect(Object.keys(first).filter((file) => first[file] !== second[file])).toEqual([]);
  });

  it('leave the assembly of the zone in the output, and no other', () => {
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

  it('write no path of this machine into the ledger', () => {
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

it.each([
  [{ 'as-of': '2027-13-45' }, 'as-of: found "2027-13-45", expected a day such as 2027-12-01.'],
  [{ 'as-of': '' }, 'as-of: found "", expected a day such as 2027-12-01.'],
  [{ config: '' }, 'config: names no file. Write -c config=<file>.'],
])('refuses the option %j', (context, message) => {
  const { status, stderr } = runApp('option', context);
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/at .*\.ts:\d+/);
  expect(status).toBe(1);
});
