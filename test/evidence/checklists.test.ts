import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTROLS } from '../../lib/controls/table';
import { checklistAnswers } from '../../lib/evidence/answers';
import type { ChecklistAnswer } from '../../lib/evidence/checklist';
import { CHECKLISTS } from '../../lib/evidence/checklists';
import { ROOT } from '../support/root';

const ITEMS = CHECKLISTS.flatMap(({ items }) => items);
const IDS = ITEMS.map(({ id }) => id);

it('the lists are those that were asked for, in their order', () => {
  expect(CHECKLISTS.map(({ id }) => id)).toEqual([
    'administrative',
    'physical',
    'technical',
    'business-associates',
    'first-pilot',
    'hundred-patients',
    'ongoing',
    'code-review',
  ]);
});

it('no id stands for two things, and each can be a name of a field', () => {
  expect(IDS).toEqual([...new Set(IDS)]);
  expect(IDS.filter((id) => !/^[a-z]+(?:-[a-z]+)+$/.test(id))).toEqual([]);
});

it('each item says in the imperative what to do and what to keep, but for lines of a review', () => {
  const review = new Set(CHECKLISTS.at(-1)?.items);
  const others = ITEMS.filter((item) => !review.has(item));
  expect(others.filter(({ asks }) => !/^[A-Z].*[^.]\. Keep: .*[^.]\.$/.test(asks))).toEqual([]);
  expect(ITEMS.filter(({ citations }) => citations.length === 0)).toEqual([]);
});

/** Paragraphs of the Privacy Rule, of general rules and of definitions, which the control table does not have. */
const BESIDE = /^164\.(?:306|402|502|504|514|520|530)(?:\((?:[a-z]{1,2}|[ivx]+|[A-Z]|\d)\))*$/;

it('each citation of the Security and Breach Rules is one of the control table, or a part of one', () => {
  const known = CONTROLS.map(({ citation }) => citation);
  const cited = ITEMS.flatMap(({ citations }) => citations);
  const unknown = cited.filter(
    (citation) =>
      !BESIDE.test(citation) &&
      !known.some((of) => of === citation || isPart(citation, of) || isPart(of, citation)),
  );
  expect(known.length).toBeGreaterThan(80);
  expect(unknown).toEqual([]);
});

function isPart(citation: string, of: string): boolean {
  return citation.startsWith(`${of}(`);
}

it('each standard and specification that people must do is in a list', () => {
  const cited = new Set(ITEMS.flatMap(({ citations }) => citations));
  const missing = CONTROLS.filter(
    ({ citation }) =>
      /^164\.3(?:08|10|12|16)/.test(citation) &&
      !cited.has(citation) &&
      ![...cited].some((of) => isPart(of, citation) || isPart(citation, of)) &&
      // A standard is asked for by its specifications.
      !isStandardAbove(citation, cited),
  ).map(({ citation }) => citation);
  expect(missing).toEqual([]);
});

/** `164.308(a)(1)(i)` of `164.308(a)(1)(ii)(A)`. */
function isStandardAbove(citation: string, cited: ReadonlySet<string>): boolean {
  const above = citation.replace(/\((?:i|1)\)$/, '');
  return above !== citation && [...cited].some((of) => of.startsWith(`${above}(`));
}

it('asks the four questions about each who may touch PHI', () => {
  const ids = CHECKLISTS.find(({ id }) => id === 'business-associates')?.items.map(({ id }) => id);
  const signed = (ids ?? []).filter((id) => id.endsWith('-signed'));
  expect(signed[0]).toBe('baa-aws-signed');
  expect(signed).toHaveLength(8);
  for (const vendor of signed.map((id) => id.replace(/-signed$/, ''))) {
    expect(ids).toEqual(
      expect.arrayContaining(['signed', 'services', 'kept', 'notice'].map((q) => `${vendor}-${q}`)),
    );
  }
});

it('the code review list is the pull request template, line by line', () => {
  const template = readFileSync(join(ROOT, '.github/pull_request_template.md'), 'utf8');
  const lines = [...template.matchAll(/^- \[ \] (.*)$/gm)].map(([, line]) => line);
  expect(CHECKLISTS.at(-1)?.items.map(({ asks }) => asks)).toEqual(lines);
});

describe('a file of answers', () => {
  const answer: fc.Arbitrary<ChecklistAnswer> = fc.record({
    state: fc.constantFrom('done' as const, 'not-applicable' as const, 'open' as const),
    note: fc.constantFrom('', 'Binder 3, page 4.', 'Line one\nline two\tindented'),
  });
  const read = (file: unknown): unknown => checklistAnswers(JSON.stringify(file), CHECKLISTS);
  const id = IDS[0] ?? '';
  const done = { state: 'done', note: '' };

  it('gives back what the page saved', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...IDS), answer), (answers) => {
        expect(read({ answers })).toEqual({ ...answers });
      }),
      { numRuns: 30 },
    );
  });

  it.each<[string, unknown, string]>([
    ['of another shape', [], 'the file: expected "answers": an answer for each item, by its id.'],
    ['without answers', {}, 'answers: expected "answers"'],
    ['with more beside them', { answers: {}, patient: 'x' }, 'the file: has a field that is none'],
    [
      'with a state that is none',
      { answers: { [id]: { state: 'yes' } } },
      `answers.${id}.state: expected done`,
    ],
    [
      'with a field that is none',
      { answers: { [id]: { ...done, who: 'x' } } },
      `answers.${id}: has a field`,
    ],
    [
      'with a long note',
      { answers: { [id]: { ...done, note: 'x'.repeat(2001) } } },
      'at most 2000 characters',
    ],
    [
      'with a control character',
      { answers: { [id]: { ...done, note: 'a\u001b[2J' } } },
      'has a control character',
    ],
    [
      'with text turned around',
      { answers: { [id]: { ...done, note: 'a\u202eb' } } },
      'has a control character',
    ],
    [
      'with a number of a patient',
      { answers: { [id]: { ...done, note: 'MRN 0012345' } } },
      'looks like it holds a medical record number',
    ],
    [
      'with an item that is none',
      { answers: { 'admin-risk-analysys': done } },
      'Did you mean "admin-risk-analysis"?',
    ],
    [
      'with a name of JavaScript',
      JSON.parse('{"answers":{"__proto__":{"state":"done"}}}'),
      'is no item',
    ],
  ])('%s is refused with the mend', (_what, file, problem) => {
    expect(() => read(file)).toThrow(problem);
  });

  it('is refused with everything that is wrong at once, and without a word of a note', () => {
    const file = {
      answers: {
        [id]: { state: 'yes', note: 'SSN 123-45-6789' },
        'no-such-item-at-all': done,
      },
    };
    for (const problem of ['.state', 'social security number', 'no-such-item-at-all']) {
      expect(() => read(file)).toThrow(problem);
    }
    expect(() => read(file)).not.toThrow('123-45');
  });
});
