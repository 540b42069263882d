import type { Markup } from '../../../lambda/shared/markup';
import { markup } from '../../../lambda/shared/markup';
import type { GivenTests } from '../model';
import { GIVEN } from '../tests/given';
import { badge, grouped, part, table } from './parts';
import { counted, OUTCOME_WORDS, testCounts } from './words';

/** What came of the tests, by file, the failed ones by name. */
export function testResults(results: GivenTests | undefined): Markup {
  return part('tests', 'Test results', results === undefined ? NONE : given(results));
}

const NONE = markup`<p><b>Not run.</b> No results file was given to this pack, so that no test counts for a control. <code>hlz evidence --tests</code> takes one.</p>`;

function given({ tests, run, lacks }: GivenTests): Markup {
  const count = (outcome: string, of = tests): number =>
    of.filter((test) => test.outcome === outcome).length;
  const failed = tests.filter(({ outcome }) => outcome === 'failed');
  const files = grouped(tests, ({ file }) => file);
  return markup`<p>${counted(tests.length, 'test')} in ${counted(files.length, 'file')}: ${testCounts(run)}. The run began ${run.started}, by the clock of that machine.</p>
<p><b>${GIVEN}</b> The file that was given has SHA-256 <code class="commit">${run.sha256}</code>: ask for it, and run the tests at the commit yourself.</p>
${lacks.length === 0 ? '' : markup`<ul>${lacks.map((lack) => markup`<li>${lack}</li>`)}</ul>`}
${failed.length === 0 ? '' : markup`<ul class="tests">${failed.map(({ file, name }) => markup`<li>${badge('test-failed', OUTCOME_WORDS.failed)} <code>${file}</code> <q>${name}</q></li>`)}</ul>`}
<details class="register"><summary><h3>By file</h3> <span class="count">${counted(files.length, 'file')}</span></summary>
${table({
  caption: 'Tests by file',
  columns: ['File', 'Passed', 'Failed', 'Skipped'],
  rows: files.map(([file, own]) => [
    markup`<code>${file}</code>`,
    count('passed', own),
    count('failed', own),
    count('skipped', own),
  ]),
  sortable: true,
})}</details>`;
}
