import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PolicyError } from '../../lambda/access/engine-error';
import { createEvidenceCommand } from '../../lib/cli/evidence';
import type { MadeEvidence, MakeProps } from '../../lib/cli/evidence-make';
import { PHASES } from '../../lib/cli/evidence-phases';
import { main } from '../../lib/cli/main';
import { loadZoneConfig } from '../../lib/config/load';
import type { EvidenceModel } from '../../lib/evidence/model';
import { newPem } from '../evidence/pack-key';
import { madeUpModel } from '../evidence/page/support/model';
import { fakeIo } from './fake-io';

const FAILING = madeUpModel();
/** The same zone, with nothing in it that fails. */
const GOOD: EvidenceModel = {
  ...FAILING,
  problems: [],
  tests: undefined,
  ledger: {
    ...FAILING.ledger,
    rows: FAILING.ledger.rows.filter(({ verdict }) => verdict !== 'non-compliant'),
  },
  controls: FAILING.controls.filter(({ status }) => status !== 'failing'),
};

/** A run of no tests. */
const RUN = {
  startTime: Date.UTC(2026, 10, 26, 7),
  wasInterrupted: false,
  numTotalTests: 0,
  numPassedTests: 0,
  numFailedTests: 0,
  numTotalTestSuites: 0,
  testResults: [],
};

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'hlz-evidence-test-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

interface Called {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What was asked to be made. */
  readonly asked: readonly MakeProps[];
}

/** `hlz evidence` of a zone that is made already. */
async function hlz(
  line: string,
  {
    model = GOOD,
    isTTY = false,
    make,
    overdue = [],
  }: {
    readonly model?: EvidenceModel;
    readonly isTTY?: boolean;
    readonly make?: (props: MakeProps) => Promise<MadeEvidence>;
    readonly overdue?: MadeEvidence['overdue'];
  } = {},
): Promise<Called> {
  const { io, printed } = fakeIo({ cwd, isTTY });
  const asked: MakeProps[] = [];
  const command = createEvidenceCommand({
    make: async (props) => {
      asked.push(props);
      if (make !== undefined) return make(props);
      const files = props.stopwatch.time('files', () => [
        { path: 'index.html', content: '<!doctype html>' },
      ]);
      const { tests = model.tests } = props;
      return { model: { ...model, source: props.source, tests }, files, overdue };
    },
    openKms: () => {
      throw new Error('no KMS here');
    },
    git: () => undefined,
    today: () => '2026-11-26',
  });
  const exitCode = await main(['evidence', ...line.split(' ').filter(Boolean)], io, [command]);
  return { exitCode, ...printed, asked };
}

function json(text: string): readonly Readonly<Record<string, unknown>>[] {
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
}

describe('a pack', () => {
  it('is written, and verifies', async () => {
    const { exitCode, stdout, stderr, asked } = await hlz('zone.yaml');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Evidence of zone mercy (sandbox, 111122223333, us-east-1)\n');
    expect(stdout).toContain('Tests: not run');
    expect(stdout).toContain('Open evidence/index.html.');
    expect(stderr).toBe('files\nwriting\n');
    expect(asked).toMatchObject([{ file: 'zone.yaml', cwd, answers: {}, tests: undefined }]);
    expect(await hlz('verify evidence')).toMatchObject({
      exitCode: 0,
      stderr: '',
      stdout: expect.stringMatching(
        /1 files, each as the manifest says\.\nThis shows that the files belong together, not who wrote them: nobody signed it\.\n$/,
      ),
    });
  });

  it('is of the config that is named either way, else of the sandbox', async () => {
    const file = async (line: string) => (await hlz(line)).asked[0]?.file;
    expect(await file('-c config=config/production.yaml')).toBe('config/production.yaml');
    expect(await file('--context config=a.yaml --out other')).toBe('a.yaml');
    expect(await file('')).toBe('config/sandbox.yaml');
    expect((await hlz('-c as-of=2027-01-01')).asked[0]?.asOf).toBe('2027-01-01');
  });

  it('is written with what fails named, and exit code 1', async () => {
    const { exitCode, stdout, stderr } = await hlz('', { model: FAILING });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('Open evidence/index.html.');
    expect(stdout).toContain(
      'Tests: 1 passed, 1 failed, 1 skipped, begun 2026-11-26T07:00:00.000Z,',
    );
    expect(stderr).toContain('warning: --tests: The run was interrupted.\n');
    expect(stderr).toContain('HIPAA.Security-KMSBackingKeyRotationEnabled: It does not rotate.\n');
    expect(stderr).toContain('Keys/Phi: an acknowledgement matches nothing.');
    expect(stderr).toContain('test/stacks/keys-stack.test.ts: keeps keys: failed\n');
    for (const { citation } of FAILING.controls.filter(({ status }) => status === 'failing')) {
      expect(stderr).toContain(`45 CFR ${citation} (`);
    }
    expect(existsSync(join(cwd, 'evidence', 'manifest.json'))).toBe(true);
  });

  it('warns of acknowledgements that are overdue, and writes none of it', async () => {
    const entry = {
      path: 'Keys/Phi',
      pack: 'HIPAA.Security',
      rule: 'HIPAA.Security-SecretsManagerRotationEnabled',
      finding: '',
      reason: '',
      citation: '',
      review: '2026-01-01',
      kind: 'inherent',
    } as const;
    const { exitCode, stderr } = await hlz('', { overdue: [entry] });
    expect(exitCode).toBe(0);
    expect(stderr).toContain('warning: Keys/Phi: ');
    expect(readFileSync(join(cwd, 'evidence', 'manifest.json'), 'utf8')).not.toContain(
      '2026-01-01',
    );
  });

  it('takes results of tests and answers, and refuses others before anything is made', async () => {
    writeFileSync(join(cwd, 'results.json'), JSON.stringify(RUN));
    writeFileSync(join(cwd, 'answers.json'), JSON.stringify({ answers: {} }));
    const { exitCode, asked } = await hlz('--tests results.json --answers answers.json');
    expect({ exitCode, asked }).toMatchObject({
      exitCode: 0,
      asked: [
        {
          answersFile: expect.stringMatching(/^[0-9a-f]{64}$/),
          tests: { tests: [], run: { started: '2026-11-26T07:00:00.000Z', passed: 0 } },
        },
      ],
    });
    const bad = await hlz('--tests answers.json');
    expect(bad).toMatchObject({ exitCode: 2, asked: [] });
    expect(bad.stderr).toContain('hlz evidence: --tests: these are no results of the tests here');
    expect(await hlz('--answers nowhere.json')).toMatchObject({ exitCode: 2, asked: [] });
  });

  it('never takes the place of anything else, and says so before anything is made', async () => {
    writeFileSync(join(cwd, 'thesis.txt'), 'years of work');
    const { exitCode, stderr, asked } = await hlz('--out .');
    expect({ exitCode, asked }).toEqual({ exitCode: 2, asked: [] });
    expect(stderr).toContain('is no evidence pack');
  });
});

describe('a signed pack', () => {
  const sign = async (more = '') => {
    writeFileSync(join(cwd, 'key.pem'), newPem());
    const [end] = json((await hlz(`--sign key.pem --json ${more}`)).stdout).slice(-1);
    return String(end?.['key']);
  };

  it('verifies with the key that was printed, and with no other', async () => {
    const key = await sign();
    expect(key).toMatch(/^mercy\.hlz\/111122223333\/us-east-1\/evidence\+[0-9a-f]{8}\+/);
    writeFileSync(join(cwd, 'key.vkey'), `${key}\n`);
    const good = await hlz('verify evidence --key key.vkey');
    expect(good).toMatchObject({ exitCode: 0 });
    const name = 'mercy.hlz/111122223333/us-east-1/evidence';
    expect(good.stdout).toContain(`Signed with the key ${name}. A signature does not say`);
    expect(good.stdout).toMatch(/^Evidence of zone mercy .*, no checkout, dated 1980-01-01T/);
    expect((await hlz('verify evidence')).stdout).toContain(
      `not who wrote them: it names ${name} as who signed, and that was not checked.`,
    );
    expect(json((await hlz('verify evidence --key key.vkey --json')).stdout)).toMatchObject([
      { outcome: 'verified', key: name, signature: 'verified' },
    ]);
    const other = await sign('--out other');
    expect(await hlz(`verify evidence --key ${other}`)).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining('NOT VERIFIED: 1 difference:\n  signature  manifest.note: '),
    });
  });

  it('is no more than consistent without a key', async () => {
    await sign();
    const outcome = async (): Promise<unknown> =>
      json((await hlz('verify evidence --json')).stdout)[0];
    const says = 'This shows that the files belong together, not who wrote them.';
    expect(await outcome()).toMatchObject({ exitCode: 0, outcome: 'consistent', says });
    writeFileSync(join(cwd, 'evidence', 'manifest.note'), 'garbage');
    expect(await outcome()).toMatchObject({ exitCode: 1, outcome: 'not-verified', signers: [] });
  });

  it('is held against the zone and the commit that are expected', async () => {
    await sign();
    expect(await hlz('verify evidence --zone mercy')).toMatchObject({ exitCode: 0 });
    const { exitCode, stdout } = await hlz(
      `verify evidence --zone other --commit ${'ab'.repeat(20)}`,
    );
    expect(exitCode).toBe(1);
    expect(stdout).toContain('unexpected  manifest.json: is of zone mercy, expected other');
    expect(stdout).toContain('unexpected  manifest.json: is of commit (not known), expected abab');
  });

  it('can have a name of its own', async () => {
    expect(await sign('--sign-name auditor.example/2026')).toMatch(/^auditor\.example\/2026\+/);
  });

  it('is not written with a key that cannot be used', async () => {
    writeFileSync(join(cwd, 'bad.pem'), 'nothing');
    expect(await hlz('--sign bad.pem')).toMatchObject({ exitCode: 2, asked: [] });
    expect(existsSync(join(cwd, 'evidence'))).toBe(false);
  });
});

describe('what was changed', () => {
  it('is named, as JSON too', async () => {
    await hlz('');
    writeFileSync(join(cwd, 'evidence', 'index.html'), 'all is well');
    expect(await hlz('verify evidence')).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining('  changed  index.html: its bytes are not those'),
    });
    expect(json((await hlz('verify evidence --json')).stdout)).toMatchObject([
      {
        event: 'end',
        exitCode: 1,
        outcome: 'not-verified',
        faults: [{ kind: 'changed', path: 'index.html' }],
      },
    ]);
    expect(await hlz('verify nowhere')).toMatchObject({ exitCode: 2 });
    // What is named there does nothing to a terminal, and is the same when it is read.
    const name = 'a\u009B2J\u202E';
    writeFileSync(join(cwd, 'evidence', name), '');
    const { stdout } = await hlz('verify evidence --json');
    expect(stdout).toContain('a\\u009b2J\\u202e');
    expect(stdout).not.toMatch(/[\u0080-\u009F\u202E]/);
    expect(json(stdout)).toMatchObject([{ faults: [{ path: name }, { path: 'index.html' }] }]);
  });
});

it('says all of it as JSON', async () => {
  const lines = json((await hlz('--json', { model: FAILING })).stdout);
  expect(lines.slice(0, -1)).toEqual([
    { event: 'phase', phase: 'files', number: PHASES.indexOf('files') + 1, of: PHASES.length },
    { event: 'phase', phase: 'writing', number: PHASES.length, of: PHASES.length },
  ]);
  expect(lines.at(-1)).toMatchObject({
    event: 'end',
    exitCode: 1,
    outcome: 'failing',
    zone: { name: 'mercy' },
    inputs: FAILING.inputs,
    folder: 'evidence',
    files: 2,
    failing: expect.arrayContaining([expect.stringContaining('It does not rotate.')]),
  });
});

it('shows a bar on a terminal, and clears it away', async () => {
  const { stdout, stderr } = await hlz('', { isTTY: true });
  const line = '\r\u001B[2K';
  expect(stderr.startsWith(`${line}[####`)).toBe(true);
  expect(stderr).toContain('] files');
  expect(stderr.endsWith(`] writing${line}`)).toBe(true);
  expect(stdout).not.toContain('\r');
});

describe('what cannot be made', () => {
  const failingWith = (error: Error) => async () => Promise.reject(error);

  it('is said as other commands say it', async () => {
    const make = async ({ file }: MakeProps) => Promise.reject(loadError(file));
    const { exitCode, stderr } = await hlz('nowhere.yaml', { make });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('nowhere.yaml: 1 problem\n  no such file.');
    const policies = new PolicyError(['admin.cedar: a brace is missing.']);
    expect(await hlz('', { make: failingWith(policies) })).toMatchObject({
      exitCode: 1,
      stderr: 'The access policies cannot be used:\n  admin.cedar: a brace is missing.\n',
    });
    const [end] = json((await hlz('nowhere.yaml --json', { make })).stdout);
    expect(end).toMatchObject({ event: 'end', exitCode: 1, outcome: 'refused' });
  });

  it.each([
    ['a.yaml b.yaml', 'found 2 files'],
    ['a.yaml -c config=b.yaml', 'a file and -c config=<file> are given'],
    ['-c config=a.yaml -c config=b.yaml', '-c config is given twice'],
    ['-c confg=a.yaml', 'Did you mean -c config='],
    ['-c production.yaml', 'expected config=<file>'],
    ['-c hats=3', '-c hats: unknown option'],
    ['-c as-of=tomorrow', 'expected a day'],
    ['--sign a --sign-key-id b', 'expected one of them'],
    ['--sign-name me', 'expected --sign or --sign-key-id'],
    ['--sign a --sign-name a+b', 'no space and no plus'],
    ['--out=', '--out: expected a folder'],
    ['--outt x', 'Did you mean "--out"'],
    ['verify', 'the folder of a pack is missing'],
    ['verify evidence --commit abc', '--commit: expected the whole hash'],
  ])('is said of: %s', async (line, why) => {
    const { exitCode, stderr, asked } = await hlz(line);
    expect({ exitCode, asked }).toEqual({ exitCode: 2, asked: [] });
    expect(stderr).toContain(why);
  });
});

/** What loading says of a file that is not there. */
function loadError(file: string): unknown {
  try {
    loadZoneConfig(file, '/nowhere');
    return undefined;
  } catch (error) {
    return error;
  }
}
