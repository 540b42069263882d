import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checklistAnswers } from '../../lib/evidence/answers';
import { evidenceSource, NO_DATE, testFiles } from '../../lib/evidence/source';
import { jestResults } from '../../lib/evidence/tests/jest-results';
import { ROOT } from '../support/root';

describe('the source', () => {
  const HASH = '0123456789abcdef0123456789abcdef01234567';
  const STATUS = '-c core.fsmonitor=false status --porcelain --untracked-files=no';
  const ADDED = 'ls-files --others --exclude-from=.gitignore -- api bin client config lambda lib';
  const LISTED = 'ls-files -v -z';
  const clean: Readonly<Record<string, string>> = {
    'rev-parse --show-toplevel': '/repo\n',
    'log -1 --format=%H %ct': `${HASH} 1767225600\n`,
    [STATUS]: '',
    [ADDED]: '',
    [LISTED]: 'H lib/zone.ts\0H test/zone.test.ts\0',
    'ls-tree -r -z --name-only HEAD -- test': 'test/a.test.ts\0test/support/a.ts\0',
  };
  const from = (answers: Readonly<Record<string, string | undefined>>) => ({
    root: '/repo',
    git: (args: readonly string[]) => answers[args.join(' ')],
  });
  const source = (
    answers: Readonly<Record<string, string | undefined>>,
    env: Readonly<Record<string, string>> = {},
  ) => evidenceSource({ version: '1.2.3', env, ...from(answers) });

  it('is the commit and its time', () => {
    expect(source(clean)).toEqual({
      version: '1.2.3',
      commit: HASH,
      date: '2026-01-01T00:00:00Z',
      dated: 'commit',
    });
  });

  it.each([
    ['files differ from the commit', STATUS, ' M lib/zone.ts\n'],
    ['files were added to the code', ADDED, 'lib/a.ts\n'],
    ['git does not look at a file', LISTED, 'H lib/a.ts\0h lib/zone.ts\0'],
    ['a file is left out of the checkout', LISTED, 'S lib/zone.ts\0'],
    ['git does not say what differs', STATUS, undefined],
    ['git does not say what was added', ADDED, undefined],
    ['git does not say what it looks at', LISTED, undefined],
  ])('says so when %s', (_, asked, said) => {
    expect(source({ ...clean, [asked]: said }).commit).toBe(`${HASH}-changed`);
  });

  it('is asked of the real git so that nobody hides a file from it', () => {
    const root = realpathSync(mkdtempSync(join(tmpdir(), 'hlz-source-')));
    const git = (...args: readonly string[]): void => {
      const name = ['-c', 'user.name=a', '-c', 'user.email=a@hospital.example'];
      execFileSync('git', ['-C', root, ...name, ...args], {
        stdio: 'ignore',
        // No settings of a person, and not the repository of a hook that runs this.
        env: { PATH: process.env['PATH'], HOME: root },
      });
    };
    const changed = (): boolean =>
      evidenceSource({ version: '1', root, env: {} }).commit.endsWith('-changed');
    try {
      git('init');
      mkdirSync(join(root, 'lib'));
      writeFileSync(join(root, '.gitignore'), '*.log\n');
      writeFileSync(join(root, 'lib', 'zone.ts'), '1');
      git('add', '.');
      git('commit', '-m', 'a');
      writeFileSync(join(root, 'lib', 'a.log'), '');
      expect(changed()).toBe(false);
      for (const hiding of [join('.git', 'info', 'exclude'), join('lib', '.gitignore')]) {
        writeFileSync(join(root, hiding), '*\n');
        writeFileSync(join(root, 'lib', 'evil.ts'), '');
        expect(changed()).toBe(true);
        rmSync(join(root, 'lib', 'evil.ts'));
        rmSync(join(root, hiding));
      }
      expect(changed()).toBe(false);
      git('update-index', '--assume-unchanged', 'lib/zone.ts');
      writeFileSync(join(root, 'lib', 'zone.ts'), '2');
      expect(changed()).toBe(true);
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  it('knows the tests of the commit, and fails where git does not name them', () => {
    const { 'ls-tree -r -z --name-only HEAD -- test': _, ...silent } = clean;
    expect([...testFiles(from(clean))]).toEqual(['test/a.test.ts', 'test/support/a.ts']);
    expect(() => testFiles(from(silent))).toThrow('git does not say which tests');
    // Outside of a checkout: those that are there.
    const there = testFiles({ root: ROOT, git: () => undefined });
    expect(there.has('test/evidence/inputs.test.ts')).toBe(true);
    expect(testFiles(from({})).size).toBe(0);
  });

  it('is the version alone without git, outside of a checkout, and in that of somebody else', () => {
    const nowhere = { version: '1.2.3', commit: '', date: NO_DATE, dated: 'nothing' };
    expect(source({})).toEqual(nowhere);
    expect(source({ ...clean, 'rev-parse --show-toplevel': '/app\n' })).toEqual(nowhere);
    // A repository without a commit.
    expect(source({ 'rev-parse --show-toplevel': '/repo\n' })).toEqual(nowhere);
  });

  it('has the date that the build asks for', () => {
    const asked = { SOURCE_DATE_EPOCH: '1700000000' };
    const dated = { date: '2023-11-14T22:13:20Z', dated: 'SOURCE_DATE_EPOCH' };
    expect(source(clean, asked)).toMatchObject(dated);
    expect(source({}, asked)).toMatchObject(dated);
    for (const bad of ['today', '-1', '1e9', '99999999999999']) {
      expect(() => source(clean, { SOURCE_DATE_EPOCH: bad })).toThrow('SOURCE_DATE_EPOCH: found');
    }
  });
});

describe('results of tests', () => {
  const KNOWN = new Set(['test/a.test.ts', 'test/b.test.ts', 'test/support/a.ts']);
  type Result = { readonly fullName?: string; readonly status: string };
  const file = (
    name: string,
    assertionResults: readonly Result[] = [{ fullName: 'works', status: 'passed' }],
    status = 'passed',
  ) => ({ name, status, message: '', assertionResults });
  const run = (testResults: readonly ReturnType<typeof file>[], more: object = {}) => {
    const all = testResults.flatMap(({ assertionResults }) => assertionResults);
    const count = (wanted: string) => all.filter(({ status }) => status === wanted).length;
    return {
      startTime: Date.UTC(2026, 10, 26, 7),
      wasInterrupted: false,
      numTotalTests: all.length,
      numPassedTests: count('passed'),
      numFailedTests: count('failed'),
      numTotalTestSuites: testResults.length,
      testResults,
      ...more,
    };
  };
  const read = (value: unknown) => jestResults(Buffer.from(JSON.stringify(value)), KNOWN);
  const BOTH = [file('/repo/test/a.test.ts'), file('/repo/test/b.test.ts')];

  it('are read by file and name, from the root of the repository', () => {
    const given = run([
      file('/repo/test/b.test.ts', [
        { fullName: 'b works', status: 'passed' },
        { fullName: 'b fails', status: 'failed' },
        { fullName: 'b waits', status: 'pending' },
        { fullName: 'b is to come', status: 'todo' },
      ]),
      file('/repo/test/a.test.ts'),
    ]);
    const { tests, run: said } = read(given);
    expect(tests).toEqual([
      { file: 'test/a.test.ts', name: 'works', outcome: 'passed' },
      { file: 'test/b.test.ts', name: 'b fails', outcome: 'failed' },
      { file: 'test/b.test.ts', name: 'b is to come', outcome: 'skipped' },
      { file: 'test/b.test.ts', name: 'b waits', outcome: 'skipped' },
      { file: 'test/b.test.ts', name: 'b works', outcome: 'passed' },
    ]);
    expect(said).toEqual({
      sha256: createHash('sha256').update(JSON.stringify(given)).digest('hex'),
      started: '2026-11-26T07:00:00.000Z',
      passed: 2,
      failed: 1,
      skipped: 2,
    });
  });

  it('are read of a run in another folder, or on another machine', () => {
    const names = ['/home/test/a/', 'C:\\work\\', ''].map((root) => {
      const [one, two] = BOTH;
      const moved = (name = '') => name.replace('/repo/', root);
      return read(run([file(moved(one?.name)), file(moved(two?.name))])).tests.map(
        (test) => test.file,
      );
    });
    expect(names).toEqual(names.map(() => ['test/a.test.ts', 'test/b.test.ts']));
  });

  it('count a file that did not load as failed', () => {
    expect(read(run([file('/repo/test/a.test.ts', [], 'failed')])).tests).toEqual([
      { file: 'test/a.test.ts', name: '(the file itself)', outcome: 'failed' },
    ]);
  });

  it('say by what they are less than a run of all', () => {
    expect(read(run(BOTH)).lacks).toEqual([]);
    const pending = file('/repo/test/a.test.ts', [{ fullName: 'works', status: 'pending' }]);
    expect(read(run([pending], { wasInterrupted: true, numTotalTestSuites: 2 })).lacks).toEqual([
      'The run was interrupted.',
      'The run was to have 1 files more or less.',
      'Test files of this version that did not run: 1.',
      'Tests that were skipped, as --testNamePattern skips them: 1.',
    ]);
  });

  it.each([
    ['without names', run([file('/repo/test/a.test.ts', [{ status: 'passed' }])]), 'fullName'],
    ['something else', { name: 'package' }, 'startTime'],
    ['of no time', run(BOTH, { startTime: 0 }), 'startTime'],
    ['with other totals', run(BOTH, { numTotalTests: 9 }), 'numTotalTests is 9, and 2 are in it'],
    ['with more that passed', run(BOTH, { numPassedTests: 3 }), 'numPassedTests is 3'],
    ['with fewer that failed', run(BOTH, { numFailedTests: 1 }), 'numFailedTests is 1'],
    ['of other files', run([...BOTH, file('/repo/test/c.test.ts')]), 'commit: c.test.ts'],
    ['of two folders', run([...BOTH, file('/other/test/a.test.ts')]), 'of several folders'],
  ])('are refused when they are %s', (_, value, why) => {
    expect(() => read(value)).toThrow(why);
  });

  it('are refused when they are no JSON', () => {
    expect(() => jestResults(Buffer.from('PASS test/a.test.ts'), KNOWN)).toThrow('it is no JSON');
  });
});

describe('answers', () => {
  const LISTS = [
    {
      id: 'launch',
      title: 'Launch',
      explains: '',
      items: ['baa', 'risk'].map((id) => ({ id, asks: '?', citations: [] })),
    },
  ];
  const read = (answers: unknown) => checklistAnswers(JSON.stringify({ answers }), LISTS);

  it('are taken as the page saved them', () => {
    const answers = { baa: { state: 'done', note: 'File 12, asked security@hospital.example.' } };
    expect(read(answers)).toEqual(answers);
    expect(read({ risk: { state: 'open' } })).toEqual({ risk: { state: 'open', note: '' } });
  });

  it('are refused whole, with all that is wrong, and no word of a note', () => {
    const bad = {
      bae: { state: 'done', note: '' },
      risk: { state: 'open', note: 'SSN 123-45-6789' },
    };
    expect(() => read(bad)).toThrow('"bae" is no item. Did you mean "baa"?');
    expect(() => read(bad)).toThrow(
      'the note of risk looks like it holds a social security number',
    );
    expect(() => read(bad)).not.toThrow('123-45');
    expect(() => read({ baa: { state: 'yes' } })).toThrow('baa.state');
    expect(() => checklistAnswers('{', LISTS)).toThrow('it is no JSON');
  });
});
