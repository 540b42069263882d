import { checklistAnswers } from '../../lib/evidence/answers';
import { evidenceSource, NO_DATE } from '../../lib/evidence/source';
import { jestResults } from '../../lib/evidence/tests/jest-results';

describe('the source', () => {
  const HASH = '0123456789abcdef0123456789abcdef01234567';
  const clean: Readonly<Record<string, string>> = {
    'rev-parse --show-toplevel': '/repo\n',
    'log -1 --format=%H %ct': `${HASH} 1767225600\n`,
    'status --porcelain --untracked-files=no': '',
    'ls-files --others --exclude-standard -- api bin client config lambda lib': '',
  };
  const source = (
    answers: Readonly<Record<string, string>>,
    env: Readonly<Record<string, string>> = {},
  ) =>
    evidenceSource({
      version: '1.2.3',
      root: '/repo',
      env,
      git: (args) => answers[args.join(' ')],
    });

  it('is the commit and its time', () => {
    expect(source(clean)).toEqual({ version: '1.2.3', commit: HASH, date: '2026-01-01T00:00:00Z' });
  });

  it('says so when files differ from the commit, or were added to the code', () => {
    for (const [asked, said] of [
      ['status --porcelain --untracked-files=no', ' M lib/zone.ts\n'],
      ['ls-files --others --exclude-standard -- api bin client config lambda lib', 'lib/a.ts\n'],
    ] as const) {
      expect(source({ ...clean, [asked]: said }).commit).toBe(`${HASH}-changed`);
    }
  });

  it('is the version alone without git, outside of a checkout, and in that of somebody else', () => {
    const nowhere = { version: '1.2.3', commit: '', date: NO_DATE };
    expect(source({})).toEqual(nowhere);
    expect(source({ ...clean, 'rev-parse --show-toplevel': '/app\n' })).toEqual(nowhere);
    // A repository without a commit.
    expect(source({ 'rev-parse --show-toplevel': '/repo\n' })).toEqual(nowhere);
  });

  it('has the date that the build asks for', () => {
    const asked = { SOURCE_DATE_EPOCH: '1700000000' };
    expect(source(clean, asked).date).toBe('2023-11-14T22:13:20Z');
    expect(source({}, asked).date).toBe('2023-11-14T22:13:20Z');
    for (const bad of ['today', '-1', '1e9', '99999999999999']) {
      expect(() => source(clean, { SOURCE_DATE_EPOCH: bad })).toThrow('SOURCE_DATE_EPOCH: found');
    }
  });
});

describe('results of tests', () => {
  const results = (testResults: unknown) => JSON.stringify({ numTotalTests: 9, testResults });
  const file = (
    name: string,
    assertionResults: unknown = [{ fullName: 'works', status: 'passed' }],
    status = 'passed',
  ) => ({ name, status, message: '', assertionResults });

  it('are read by file and name, from the root of the repository', () => {
    const text = results([
      file('/repo/test/b.test.ts', [
        { fullName: 'b works', status: 'passed', duration: 3 },
        { fullName: 'b fails', status: 'failed', failureMessages: ['at /repo/test/b.test.ts'] },
        { fullName: 'b waits', status: 'pending' },
        { fullName: 'b is to come', status: 'todo' },
      ]),
      file('/repo/test/a.test.ts'),
    ]);
    expect(jestResults(text, '/repo').tests).toEqual([
      { file: 'test/a.test.ts', name: 'works', outcome: 'passed' },
      { file: 'test/b.test.ts', name: 'b fails', outcome: 'failed' },
      { file: 'test/b.test.ts', name: 'b is to come', outcome: 'skipped' },
      { file: 'test/b.test.ts', name: 'b waits', outcome: 'skipped' },
      { file: 'test/b.test.ts', name: 'b works', outcome: 'passed' },
    ]);
  });

  it('count a file that did not load as failed', () => {
    const text = results([file('/repo/test/a.test.ts', [], 'failed')]);
    expect(jestResults(text, '/repo').tests).toEqual([
      { file: 'test/a.test.ts', name: '(the file itself)', outcome: 'failed' },
    ]);
  });

  it.each([
    ['no JSON', 'PASS test/a.test.ts', 'it is no JSON'],
    ['something else', '{"name":"package"}', 'testResults'],
    ['without names', results([file('/repo/test/a.test.ts', [{ status: 'passed' }])]), 'fullName'],
    ['of another folder', results([file('/elsewhere/test/a.test.ts')]), 'outside of this'],
    ['of the folder above', results([file('../test/a.test.ts')]), 'outside of this'],
  ])('are refused when they are %s', (_, text, why) => {
    expect(() => jestResults(text, '/repo')).toThrow(why);
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
