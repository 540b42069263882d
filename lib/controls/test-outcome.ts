import type { TestReference } from './control';
import type { JudgedTest, TestOutcome, TestResults } from './judged';

/** What came of the tests of a reference, in the results of a run. */
export function judgeTest(reference: TestReference, results: TestResults | undefined): JudgedTest {
  const outcomes = (results?.tests ?? [])
    .filter(({ file, name }) => file === reference.file && name.startsWith(reference.name ?? ''))
    .map(({ outcome }) => outcome);
  return { ...reference, outcome: outcomeOf(outcomes) };
}

/** One that failed fails all; one that was skipped, or none at all, leaves the promise unshown. */
function outcomeOf(outcomes: readonly TestResults['tests'][number]['outcome'][]): TestOutcome {
  if (outcomes.includes('failed')) return 'failed';
  return outcomes.length === 0 || outcomes.includes('skipped') ? 'not-run' : 'passed';
}
