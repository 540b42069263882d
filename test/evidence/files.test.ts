import { loadZoneConfig, resolveZoneConfig } from '../../lib/config/load';
import { configFile } from '../../lib/evidence/config-file';
import { evidenceFiles } from '../../lib/evidence/files';
import { failing } from '../../lib/evidence/failing';
import { MANIFEST, manifestOf } from '../../lib/evidence/manifest';
import { checklistsCsv, controlEvidenceCsv, controlsCsv } from '../../lib/evidence/sheets';
import { GIVEN, GIVEN_BY } from '../../lib/evidence/tests/given';
import { ROOT } from '../support/root';
import { madeUpModel } from './page/support/model';

const MODEL = madeUpModel();

/** What would be a formula, a call or another line in a spreadsheet. */
const FORMULAS = [
  '=HYPERLINK("http://evil.example")',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  'a"b,c\r\n=2',
];

/** Cells of RFC 4180. */
function cells(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g,
  )) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

it('say of tests who gave their results, wherever they stand', async () => {
  const files = await evidenceFiles(MODEL);
  const contentOf = (path: string): string =>
    files.find((file) => file.path === path)?.content ?? '';
  for (const path of ['index.html', 'README.txt', 'oscal/assessment-results.json']) {
    expect(contentOf(path)).toContain(GIVEN);
  }
  expect(contentOf('index.html').split(GIVEN)).toHaveLength(3);
  // OSCAL dates what a test showed by the run, not by the commit.
  expect(contentOf('oscal/assessment-results.json')).toContain('"2026-11-26T07:00:00.000Z"');
  const outcomes = cells(contentOf('tests.csv')).slice(1);
  expect(outcomes.map(([, , , source]) => source)).toEqual(outcomes.map(() => GIVEN_BY));
  const reasons = cells(contentOf('control-evidence.csv')).filter(
    (row) => row[3] === 'test' && row[9] !== 'not-run',
  );
  expect(reasons.map((row) => row[10])).toEqual(reasons.map(() => GIVEN_BY));
});

it('hold the config, so that whoever has them can make them again', async () => {
  for (const file of ['config/production.yaml', 'config/sandbox.yaml']) {
    const { config } = loadZoneConfig(file, ROOT);
    const text = configFile(config);
    expect(configFile(resolveZoneConfig(text, 'config.json').config)).toBe(text);
  }
  const files = await evidenceFiles(MODEL);
  expect(files.find(({ path }) => path === 'config.json')?.content).toBe(configFile(MODEL.config));
});

it('are named once each, within the pack, and in its own account of itself', async () => {
  const files = await evidenceFiles(MODEL);
  const { files: listed } = manifestOf(MODEL, files);
  expect(listed).toHaveLength(files.length);
  const readme = files.find(({ path }) => path === 'README.txt')?.content ?? '';
  const tables = files.filter(({ path }) => path.endsWith('.csv'));
  expect(tables.length).toBeGreaterThan(5);
  for (const { path } of tables) expect(readme).toContain(path);
  const twice = [...files, { path: 'checks.csv', content: '' }];
  expect(() => manifestOf(MODEL, twice)).toThrow('named checks.csv');
  const out = [{ path: `../${MANIFEST}`, content: '' }];
  expect(() => manifestOf(MODEL, out)).toThrow('cannot be named');
});

it.each(FORMULAS)('have no cell that a spreadsheet runs: %j', async (hostile) => {
  // Without the page: it has tests of its own, in a browser.
  const model = { ...madeUpModel((text) => `${hostile}${text}`), source: MODEL.source };
  for (const text of [controlsCsv(model), controlEvidenceCsv(model), checklistsCsv(model)]) {
    const rows = cells(text);
    expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
    expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  }
});

it('have a row for each control, and for all that it stands on', () => {
  const [head = [], ...rows] = cells(controlsCsv(MODEL));
  expect(head.slice(0, 5)).toEqual(['citation', 'title', 'type', 'done by', 'status']);
  expect(rows.map(([citation, , , , status]) => [citation, status])).toEqual(
    MODEL.controls.map(({ citation, status }) => [citation, status]),
  );
  const evidence = cells(controlEvidenceCsv(MODEL)).slice(1);
  for (const { citation, mechanisms } of MODEL.controls) {
    const own = evidence.filter(([cited]) => cited === citation);
    const count = (kind: string) => own.filter((row) => row[3] === kind).length;
    const judged = mechanisms.flatMap(({ rows, resources }) =>
      resources.filter(({ logicalId }) => rows.some((row) => row.logicalId === logicalId)),
    );
    expect([count('check'), count('test'), count('resource')]).toEqual([
      mechanisms.flatMap((mechanism) => mechanism.rows).length,
      mechanisms.flatMap(({ tests }) => tests).length,
      mechanisms.flatMap(({ resources }) => resources).length - judged.length,
    ]);
  }
});

it('have every item of the checklists, with what was answered', () => {
  expect(
    cells(checklistsCsv(MODEL))
      .slice(1)
      .map((row) => row.slice(1, 2).concat(row.slice(4))),
  ).toEqual([
    ['baa', 'done', 'Accepted, file 12.'],
    ['risk', 'open', ''],
    ['drill', 'open', ''],
  ]);
});

it('fail when, and only when, something in them does', () => {
  const good = {
    ...MODEL,
    problems: [],
    tests: undefined,
    controls: MODEL.controls.filter(({ status }) => status !== 'failing'),
    ledger: {
      ...MODEL.ledger,
      rows: MODEL.ledger.rows.filter(({ verdict }) => verdict === 'compliant'),
    },
  };
  expect(failing(good)).toEqual([]);
  for (const part of ['problems', 'tests', 'controls', 'ledger'] as const) {
    expect(failing({ ...good, [part]: MODEL[part] })).toHaveLength(1);
  }
});
