import type { TestReference } from './control';
import type { JudgedTest, TestOutcome, TestResults } from './judged';

/** Name of what stands in the results for a file that failed beside its tests, or did not load. */
export const THE_FILE_ITSELF = '(the file itself)';

/**
 * What came of the tests of a reference, in the results of a run. A file that failed by itself shows none
 * of its tests.
 */
export function judgeTest(reference: TestReference, results: TestResults | undefined): JudgedTest {
  const outcomes = (results?.tests ?? [])
    .filter(({ file, name }) => file === reference.file && isOf(name, reference.name))
    .map(({ outcome }) => outcome);
  return { ...reference, outcome: outcomeOf(outcomes) };
}

/** Whether a test has this full name, or stands in the block of this name: names end where a word ends. */
function isOf(test: string, name: string | undefined): boolean {
  return (
    name === undefined || test === name || test.startsWith(`${name} `) || test === THE_FILE_ITSELF
  );
}

/** One that failed fails all; one that was skipped, or none at all, leaves the promise unshown. */
function outcomeOf(outcomes: readonly TestResults['tests'][number]['outcome'][]): TestOutcome {
  if (outcomes.includes('failed')) return 'failed';
  return outcomes.length === 0 || outcomes.includes('skipped') ? 'not-run' : 'passed';
}
