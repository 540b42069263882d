import { z } from 'zod';
import { THE_FILE_ITSELF } from '../../controls/test-outcome';
import { EvidenceError } from '../errors';
import { sha256 } from '../manifest';
import type { GivenTests } from '../model';

/** In bytes. Four hundred files of tests have less than a tenth. */
export const LARGEST_RESULTS = 64 * 1024 * 1024;

const MOST_TESTS = 100_000;
const LONGEST_NAME = 1000;

type Outcome = GivenTests['tests'][number]['outcome'];

/** Between 2001 and 2999, in milliseconds: what a clock can have said. */
const START = z.int().min(1_000_000_000_000).max(32_503_679_999_999);
const COUNT = z.int().nonnegative();

/** What is read of https://jestjs.io/docs/cli#--json; there is much more in it. */
const SCHEMA = z.object({
  startTime: START,
  wasInterrupted: z.boolean(),
  numTotalTests: COUNT,
  numPassedTests: COUNT,
  numFailedTests: COUNT,
  numTotalTestSuites: COUNT,
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

type Run = z.infer<typeof SCHEMA>;

/**
 * The results that `npm test -- --json --outputFile=results.json` wrote. A file that did not even load
 * is one failed test, so that it cannot be taken for one without tests. Whoever can write the file can
 * make all of it up: what is held against it here finds mistakes, and results of other code.
 *
 * @param known files of the tests of this commit, from the root with `/`; no path of a machine gets
 * into a pack
 * @throws EvidenceError for what jest did not write, or wrote of other files
 */
export function jestResults(bytes: Uint8Array, known: ReadonlySet<string>): GivenTests {
  const { data: run, error } = SCHEMA.safeParse(json(bytes));
  if (run === undefined) {
    throw refused(
      error.issues
        .slice(0, 3)
        .map(({ path, message }) => `${path.join('.')}: ${message}`)
        .join('; '),
    );
  }
  checkTotals(run);
  const files = filesOf(
    run.testResults.map(({ name }) => name),
    known,
  );
  const tests = run.testResults.flatMap(({ status, assertionResults }, at) => {
    const file = files[at] ?? '';
    const found = assertionResults.map((result) => ({
      file,
      name: result.fullName.slice(0, LONGEST_NAME),
      outcome: outcomeOf(result.status),
    }));
    return status === 'failed' && !found.some(({ outcome }) => outcome === 'failed')
      ? [...found, { file, name: THE_FILE_ITSELF, outcome: 'failed' as const }]
      : found;
  });
  if (tests.length > MOST_TESTS) throw refused(`it has ${String(tests.length)} tests`);
  const count = (wanted: Outcome): number =>
    tests.filter(({ outcome }) => outcome === wanted).length;
  return {
    tests: tests.toSorted((a, b) => compare(a.file, b.file) || compare(a.name, b.name)),
    run: {
      sha256: sha256(bytes),
      started: new Date(run.startTime).toISOString(),
      passed: count('passed'),
      failed: count('failed'),
      skipped: count('skipped'),
    },
    lacks: lacksOf(run, known, new Set(files), count('skipped')),
  };
}

/** The numbers that jest wrote must be those of the tests that it wrote. */
function checkTotals({ numTotalTests, numPassedTests, numFailedTests, testResults }: Run): void {
  const all = testResults.flatMap(({ assertionResults }) => assertionResults);
  const count = (wanted: string): number => all.filter(({ status }) => status === wanted).length;
  const wrong = [
    ['numTotalTests', numTotalTests, all.length] as const,
    ['numPassedTests', numPassedTests, count('passed')] as const,
    ['numFailedTests', numFailedTests, count('failed')] as const,
  ].filter(([, said, found]) => said !== found);
  if (wrong.length === 0) return;
  const says = wrong.map(
    ([name, said, found]) => `${name} is ${String(said)}, and ${String(found)} are in it`,
  );
  throw refused(says.join('; '));
}

function lacksOf(
  { wasInterrupted, numTotalTestSuites, testResults }: Run,
  known: ReadonlySet<string>,
  files: ReadonlySet<string>,
  skipped: number,
): readonly string[] {
  const absent = [...known].filter((file) => file.endsWith('.test.ts') && !files.has(file)).length;
  const lost = numTotalTestSuites - testResults.length;
  return [
    ...(wasInterrupted ? ['The run was interrupted.'] : []),
    ...(lost === 0 ? [] : [`The run was to have ${String(lost)} files more or less.`]),
    ...(absent === 0 ? [] : [`Test files of this version that did not run: ${String(absent)}.`]),
    ...(skipped === 0
      ? []
      : [`Tests that were skipped, as --testNamePattern skips them: ${String(skipped)}.`]),
  ];
}

/**
 * The files as this repository names them: the run may have been in another folder, or on another
 * machine.
 */
function filesOf(names: readonly string[], known: ReadonlySet<string>): readonly string[] {
  const paths = names.map((name) => name.replaceAll('\\', '/'));
  const [first = ''] = paths;
  const root = endsOf(first)
    .filter((end) => known.has(end))
    .map((end) => first.slice(0, first.length - end.length))
    .find((folder) =>
      paths.every((path) => path.startsWith(folder) && known.has(path.slice(folder.length))),
    );
  if (root !== undefined) return paths.map((path) => path.slice(root.length));
  if (paths.length === 0) return [];
  const foreign = paths.filter((path) => !endsOf(path).some((end) => known.has(end)));
  const some = foreign.slice(0, 3).map((path) => path.split('/').at(-1) ?? '');
  throw refused(
    foreign.length === 0
      ? 'its files are of several folders'
      : `${String(foreign.length)} of its files are no tests of this commit: ${some.join(', ')}`,
  );
}

/** `a/b/c`, `b/c`, `c`. */
function endsOf(path: string): readonly string[] {
  const names = path.split('/');
  return names.map((_, at) => names.slice(at).join('/'));
}

function outcomeOf(status: string): Outcome {
  if (status === 'passed' || status === 'failed') return status;
  // `pending`, `todo`, `disabled`, `skipped`: none of them has shown anything.
  return 'skipped';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    // Not the cause: it may quote the file.
    throw refused('it is no JSON');
  }
}

function refused(why: string): EvidenceError {
  return new EvidenceError(
    `--tests: these are no results of the tests here: ${why}. Expected what \`npm test -- --json --outputFile=results.json\` writes at this commit.`,
  );
}
