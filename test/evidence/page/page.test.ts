import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evidenceFiles } from '../../../lib/evidence/files';
import { MANIFEST } from '../../../lib/evidence/manifest';
import { readAnswers, writeAnswers } from '../../../lib/evidence/page/browser/answers';
import { shown } from '../../../lib/evidence/page/browser/filter';
import { inlineSvg } from '../../../lib/evidence/page/inline-svg';
import { evidencePage } from '../../../lib/evidence/page/page';
import type { PageData } from '../../../lib/evidence/page/page-data';
import { progressOf } from '../../../lib/evidence/page/progress';
import { STATUS_WORDS } from '../../../lib/evidence/page/words';
import { anyText } from '../../support/any-text';
import { ROOT } from '../../support/root';
import { HOSTILE } from './support/hostile';
import type { Say } from './support/model';
import { madeUpModel, MANY } from './support/model';

const BESIDE = ['checks.csv', 'templates/Keys.template.json'];
const pageOf = (say?: Say): Promise<string> => evidencePage(madeUpModel(say), BESIDE);

/** Contents of the elements of a kind, in their order. */
function contentsOf(page: string, element: string): readonly string[] {
  const found = page.matchAll(new RegExp(`<${element}[^>]*>(.*?)</${element}`, 'gs'));
  return [...found].map(([, content = '']) => content);
}

function dataIn(page: string): PageData {
  return JSON.parse(contentsOf(page, 'script')[0] ?? '') as PageData;
}

/** The tags of a page without what stands in its attributes, and what the browser would run. */
function skeletonOf(page: string): unknown {
  const [, ...code] = [...contentsOf(page, 'script'), ...contentsOf(page, 'style')];
  const tags = page.replaceAll(/(<(script|style)[^>]*>).*?<\/\2/gs, '$1</$2').match(/<[^>]*>/g);
  return { code, tags: tags?.map((tag) => tag.replaceAll(/="[^"]*"/g, '=""')) };
}

describe('what somebody wrote', () => {
  it('stays text, whatever it is', async () => {
    const ours = skeletonOf(await pageOf());
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.constantFrom(...HOSTILE), anyText({ maxLength: 12 })),
        fc.boolean(),
        async (hostile, before) => {
          const page = await pageOf((text) => (before ? hostile + text : text + hostile));
          expect(skeletonOf(page)).toEqual(ours);
        },
      ),
      { numRuns: 40, examples: HOSTILE.flatMap((text) => [[text, true] as [string, boolean]]) },
    );
  });

  it('is no link but to a file of the pack or a place on the page', async () => {
    const page = await pageOf((text) => `javascript:${text}`);
    for (const [, href = ''] of page.matchAll(/href="([^"]*)"/g))
      expect(href).toMatch(/^(?:#|\.\/)/);
  });

  it('never becomes an element by our script', () => {
    const folder = join(ROOT, 'lib/evidence/page/browser');
    const sources = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(sources.length).toBeGreaterThan(5);
    for (const source of sources) {
      expect(source).not.toMatch(
        /(?:inner|outer)HTML|insertAdjacent|document\.write|eval|DOMParser/,
      );
    }
  });

  it.each([
    ['<svg><script>1</script></svg>', 'an element script'],
    ['<svg><foreignObject></foreignObject></svg>', 'an element foreignObject'],
    ['<svg onload="alert(1)"></svg>', 'an attribute onload'],
    ['<svg><g style="x:y"></g></svg>', 'an attribute style'],
    ['<svg><path fill="url(https://evil.example)"/></svg>', 'an address'],
    ['<svg><style>@import "x"</style></svg>', 'an address'],
    ['<svg><use href="https://evil.example"/></svg>', 'an element use'],
    ['<svg><text x=1>a</text></svg>', 'markup that is not well-formed'],
  ])('is refused in a picture: %s', (svg, what) => {
    expect(() => inlineSvg(svg)).toThrow(`a picture holds ${what}`);
  });
});

describe('the page', () => {
  it('lets a browser run and load nothing but its own script and styles', async () => {
    const page = await evidencePage(madeUpModel(), BESIDE);
    const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    const hash = (text = ''): string =>
      `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    const [, script] = contentsOf(page, 'script');
    const styles = contentsOf(page, 'style').map((style) => hash(style.replaceAll('&quot;', '"')));
    expect(styles).toHaveLength(2);
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${hash(script)}`,
      `style-src ${styles.join(' ')}`,
      'img-src data:',
      "form-action 'none'",
      "base-uri 'none'",
    ]);
    expect(page).not.toMatch(
      /\b(?:src|srcset|action|data)="|https?:\/\/(?!www\.w3\.org\/2000\/svg)/,
    );
  });

  it('is the same bytes each time, and knows no path of this machine', async () => {
    const page = await pageOf();
    expect(await pageOf()).toBe(page);
    expect(page).not.toContain(ROOT);
  });

  it('names each place once, and links to what is there', async () => {
    const files = await evidenceFiles(madeUpModel());
    const [index] = files;
    const page = index?.content ?? '';
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const there = new Set([
      ...files.map(({ path }) => `./${path}`),
      `./${MANIFEST}`,
      ...ids.map((id) => `#${id}`),
    ]);
    const hrefs = [...page.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href);
    expect(hrefs.filter((href) => !there.has(href))).toEqual([]);
    for (const { path } of files.slice(1)) expect(hrefs).toContain(`./${path}`);
  });

  it('says every state, outcome and duty without its script', async () => {
    const page = (await pageOf()).replaceAll(/<script.*?<\/script>/gs, '');
    for (const word of Object.values(STATUS_WORDS)) expect(page).toContain(`</i>${word}</span>`);
    for (const word of ['Passed', 'Failed', 'Not run'])
      expect(page).toContain(`</i>${word}</span>`);
    for (const text of [
      'Write the risk analysis.',
      'Macie runs in the account of the security team.',
      'kms-cmk-not-scheduled-for-deletion',
      'HIPAA.Security-WAFEnabled',
      'A service writes here.',
      '1 of 3 done',
    ]) {
      expect(page).toContain(text);
    }
  });

  it('says that nothing is open only when nothing is, and never that anybody is compliant', async () => {
    const model = madeUpModel();
    const rows = model.ledger.rows.filter(({ verdict }) => verdict !== 'non-compliant');
    const calm = {
      ...model,
      problems: [],
      controls: [],
      tests: undefined,
      ledger: { ...model.ledger, rows },
    };
    const page = await evidencePage(calm, BESIDE);
    expect(page).toContain('No open finding.</b>');
    expect(page).toContain('it does not say that anybody complies');
    const { problems, controls, ledger, tests } = model;
    for (const open of [{ problems }, { controls }, { ledger }, { tests }]) {
      expect(await evidencePage({ ...calm, ...open }, BESIDE)).not.toContain(
        'No open finding.</b>',
      );
    }
  });

  it('says of tests that were not given that they were not run', async () => {
    const page = await evidencePage({ ...madeUpModel(), tests: undefined }, BESIDE);
    expect(page).toContain('none given: every test counts as not run');
    expect(page).toContain('No results file was given');
  });

  it('carries each check, resource and text once', async () => {
    const model = madeUpModel();
    const { rows, resources, texts, controls } = dataIn(await pageOf());
    expect(rows).toHaveLength(model.ledger.rows.length);
    expect(resources).toHaveLength(MANY);
    expect(new Set(texts).size).toBe(texts.length);
    expect(controls['s164.312-b']?.[0]).toEqual({ resources: [0, 1], rows: [0, 1, 2, 3] });
    expect(controls['s164.310-a-1']).toBeUndefined();
  });

  it('keeps answers under a name that no other pack has', async () => {
    const model = madeUpModel();
    const keyOf = async (change: Partial<typeof model> = {}): Promise<string> =>
      dataIn(await evidencePage({ ...model, ...change }, BESIDE)).answersKey;
    const key = await keyOf();
    expect(key).toMatch(/^hlz-evidence:mercy\/111122223333\/us-east-1\/[0-9a-f]{64}$/);
    expect(await keyOf()).toBe(key);
    const { config, source, inputs } = model;
    const others = await Promise.all(
      [
        { config: { ...config, account: '444455556666' } },
        { source: { ...source, commit: 'fedc' } },
        { inputs: { ...inputs, config: '0d'.repeat(32) } },
        { answers: {} },
        { ledger: { ...model.ledger, rows: [] }, controls: model.controls.slice(0, 1) },
      ].map(keyOf),
    );
    expect(new Set([key, ...others]).size).toBe(6);
  });

  it('says of what a pack was made, and by whose word', async () => {
    const model = madeUpModel();
    const page = await pageOf();
    for (const hash of ['0a', '0b', '0c']) expect(page).toContain(`${hash.repeat(32)}</code>`);
    expect(page.split('1 passed, 1 failed, 1 skipped')).toHaveLength(4);
    expect(page.split('2026-11-26T07:00:00.000Z')).toHaveLength(4);
    expect(page).toContain('<li>The run was interrupted.</li>');
    expect(page).toContain('<dt>Date of the commit</dt>');
    const source = { ...model.source, dated: 'SOURCE_DATE_EPOCH' } as const;
    const set = await evidencePage({ ...model, source }, BESIDE);
    expect(set).not.toContain('Date of the commit');
    expect(set).toContain('whoever made the pack set (SOURCE_DATE_EPOCH)</dt>');
  });

  it('cuts a long excerpt, and says which template has the rest', async () => {
    const { resources, texts } = dataIn(await pageOf());
    const [long, short] = resources;
    expect(long).toMatchObject({ cut: true, file: './templates/Keys.template.json' });
    expect(texts[long?.excerpt ?? -1]?.length).toBeLessThanOrEqual(3000);
    expect(short?.cut).toBe(false);
    expect(JSON.parse(texts[short?.excerpt ?? -1] ?? '')).toMatchObject({
      Type: 'AWS::KMS::Key',
      DeletionPolicy: 'Retain',
      Properties: { Description: 'Key 1' },
    });
  });
});

describe('search', () => {
  const citations = ['164.312(a)(1)', '164.312(a)(2)(i)', '164.312(a)(2)(iv)', '164.312(b)'];
  const entries = citations.map((citation) => ({
    citation,
    status: citation.endsWith('(b)') ? 'shown' : 'failing',
    by: 'code',
    type: 'required',
    section: '164.312',
    text: `${citation} see 164.312(b) keys/phi`,
  }));
  const find = (wanted: Partial<Parameters<typeof shown>[1]>): readonly string[] => {
    const all = { search: '', status: '', by: '', type: '', section: '', ...wanted };
    const found = shown(entries, all);
    return citations.filter((_, at) => found[at]);
  };

  it.each(['164.312(b)', '45 CFR 164.312(b)', '§ 164.312 (b)', '312(b)', '164.312B'])(
    'finds the paragraph by %s, and not who mentions it',
    (search) => expect(find({ search })).toEqual(['164.312(b)']),
  );

  it('finds what is below a paragraph', () => {
    expect(find({ search: '164.312(a)(2)' })).toEqual(citations.slice(1, 3));
  });

  it('finds every word anywhere, in any case, and narrows by each filter', () => {
    expect(find({ search: 'KEYS/phi see' })).toEqual(citations);
    expect(find({ search: 'keys nowhere' })).toEqual([]);
    expect(find({ search: 'keys', status: 'shown' })).toEqual(['164.312(b)']);
    for (const key of ['by', 'type', 'section']) expect(find({ [key]: 'other' })).toEqual([]);
  });
});

describe('answers', () => {
  it('counts what does not apply neither as done nor as missing, and never rounds up', () => {
    expect(progressOf(['done', 'open', 'open', 'not-applicable']).says).toBe('33 %: 1 of 3 done');
    expect(progressOf([...Array.from({ length: 299 }, () => 'done' as const), 'open']).says).toBe(
      '99 %: 299 of 300 done',
    );
    expect(progressOf(['not-applicable']).says).toBe('nothing applies');
  });

  it('are read as they were written', () => {
    const answers = new Map([['baa', { state: 'done', note: '</script>' } as const]]);
    expect(readAnswers(writeAnswers(answers), new Set(['baa']))).toEqual({ answers, problems: [] });
  });

  it.each([
    ['{', 'This is not a JSON file'],
    ['{"answers":[]}', 'The file has no "answers"'],
    ['{"answers":{"who":{"state":"done","note":""}}}', 'No item is called who.'],
    ['{"answers":{"baa":{"state":"maybe","note":""}}}', 'The answer to baa is not understood'],
    ['{"answers":{"baa":{"state":"done","note":7}}}', 'The answer to baa is not understood'],
  ])('are not taken from %s, and it is said why', (text, problem) => {
    const { answers, problems } = readAnswers(text, new Set(['baa']));
    expect(answers.size).toBe(0);
    expect(problems.join()).toContain(problem);
  });
});
