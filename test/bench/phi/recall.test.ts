import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HALVES, textsOf } from '../../../bench/phi/corpus/corpus';
import type { Labelled } from '../../../bench/phi/corpus/labelled';
import { STRUCTURED } from '../../../bench/phi/corpus/labelled';
import type { Score } from '../../../bench/phi/score';
import { percent, pooled, score } from '../../../bench/phi/score';
import type { Finding, Identifier } from '../../../lambda/phi/detect/finding';
import { createLocalDetector } from '../../../lambda/phi/detect/local-detector';
import { ROOT } from '../../support/root';
import { END, recallTable, START } from './recall-page';

const FILE = join(ROOT, 'docs', 'de-identification.md');
/** Least share of each identifier with a form that is found, in percent; and of findings that are right. */
const LEAST_RECALL = 95;
const LEAST_PRECISION = 95;

let development: Score;
let scored: Score;

beforeAll(async () => {
  const detector = createLocalDetector();
  development = await score(textsOf(HALVES.development), detector);
  scored = await score(textsOf(HALVES.scored), detector);
});

it.each(STRUCTURED)('finds the %s of the half against which it is written', (kind) => {
  expect(percent(pooled(development.recall, [kind]))).toBeGreaterThanOrEqual(LEAST_RECALL);
});

it('finds little else there', () => {
  expect(percent(pooled(development.precision))).toBeGreaterThanOrEqual(LEAST_PRECISION);
});

it('says on the page how much it finds; UPDATE_DOCS=1 npx jest test/bench/phi renews it', () => {
  const page = readFileSync(FILE, 'utf8');
  const start = page.indexOf(START) + START.length;
  const end = page.indexOf(END);
  const current = `${page.slice(0, start)}\n${recallTable(development, scored)}\n\n${page.slice(end)}`;
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(FILE, current);
  expect(end).toBeGreaterThan(start);
  expect(readFileSync(FILE, 'utf8')).toBe(current);
});

describe('a score', () => {
  const TEXT = 'Amber Specimen of Harbor Clinic, 555-0100';
  const GOLD: Labelled = {
    text: TEXT,
    gold: [
      { kind: 'name', start: 0, end: 14 },
      { kind: 'telephone', start: 33, end: 41 },
    ],
    neutral: [{ start: 18, end: 31 }],
  };
  const EMPTY: Labelled = { text: TEXT, gold: [], neutral: [] };

  const scoreOf = async (
    found: readonly (readonly [Identifier, number, number])[],
    labelled = GOLD,
  ): Promise<readonly (readonly [number, number])[]> => {
    const findings = found.map(([identifier, start, end]): Finding => ({
      identifier,
      start,
      end,
      confidence: 1,
      label: 'x',
    }));
    const { recall, precision, falseAlarms } = await score([labelled], {
      detect: () => Promise.resolve(findings),
    });
    return [pooled(recall), pooled(precision), falseAlarms].map(({ hits, of }) => [hits, of]);
  };

  it.each([
    [
      'one finding over more than all',
      [['name', 0, 41]],
      GOLD,
      [
        [2, 2],
        [1, 1],
        [0, 0],
      ],
    ],
    [
      'two findings with a space between',
      [
        ['name', 0, 5],
        ['name', 6, 14],
      ],
      GOLD,
      [
        [1, 2],
        [2, 2],
        [0, 0],
      ],
    ],
    [
      'all but a letter',
      [['name', 1, 14]],
      GOLD,
      [
        [0, 2],
        [1, 1],
        [0, 0],
      ],
    ],
    [
      'all but the last letter',
      [['name', 0, 13]],
      GOLD,
      [
        [0, 2],
        [1, 1],
        [0, 0],
      ],
    ],
    [
      'by another name',
      [['date', 33, 41]],
      GOLD,
      [
        [1, 2],
        [1, 1],
        [0, 0],
      ],
    ],
    [
      'an organization',
      [['name', 18, 31]],
      GOLD,
      [
        [0, 2],
        [0, 0],
        [0, 0],
      ],
    ],
    [
      'what is none',
      [['name', 15, 17]],
      GOLD,
      [
        [0, 2],
        [0, 1],
        [0, 0],
      ],
    ],
    [
      'nothing',
      [],
      GOLD,
      [
        [0, 2],
        [0, 0],
        [0, 0],
      ],
    ],
    [
      'something where nothing is',
      [['name', 0, 5]],
      EMPTY,
      [
        [0, 0],
        [0, 1],
        [1, 1],
      ],
    ],
    [
      'nothing where nothing is',
      [],
      EMPTY,
      [
        [0, 0],
        [0, 0],
        [0, 1],
      ],
    ],
  ] as const)('of %s', async (_, found, labelled, expected) => {
    expect(await scoreOf(found, labelled)).toEqual(expected);
  });
});
