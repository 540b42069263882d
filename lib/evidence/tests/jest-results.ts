import { isAbsolute, relative, sep } from 'node:path';
import { z } from 'zod';
import type { TestResults } from '../../controls/judged';
import { THE_FILE_ITSELF } from '../../controls/test-outcome';
import { EvidenceError } from '../errors';

/** In bytes. Four hundred files of tests have less than a tenth. */
export const LARGEST_RESULTS = 64 * 1024 * 1024;

const MOST_TESTS = 100_000;
const LONGEST_NAME = 1000;

/** What is read of https://jestjs.io/docs/cli#--json; there is much more in it. */
const SCHEMA = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/**
 * The results that `npm test -- --json --outputFile=results.json` wrote. A file that did not even load
 * is one failed test, so that it cannot be taken for one without tests.
 *
 * @param root folder of the repository: no path of a machine gets into a pack
 * @throws EvidenceError for what jest did not write, or wrote of another folder
 */
export function jestResults(text: string, root: string): TestResults {
  const { data, error } = SCHEMA.safeParse(json(text));
  if (data === undefined) {
    throw refused(
      error.issues
        .slice(0, 3)
        .map(({ path, message }) => `${path.join('.')}: ${message}`)
        .join('; '),
    );
  }
  const tests = data.testResults.flatMap(({ name, status, assertionResults }) => {
    const file = fromRoot(name, root);
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
  return {
    tests: tests.toSorted((a, b) => compare(a.file, b.file) || compare(a.name, b.name)),
  };
}

function outcomeOf(status: string): TestResults['tests'][number]['outcome'] {
  if (status === 'passed' || status === 'failed') return status;
  // `pending`, `todo`, `disabled`, `skipped`: none of them has shown anything.
  return 'skipped';
}

function fromRoot(file: string, root: string): string {
  const path = (isAbsolute(file) ? relative(root, file) : file).split(sep).join('/');
  if (path === '' || path.split('/').includes('..') || isAbsolute(path)) {
    throw refused('it names a file outside of this repository');
  }
  return path;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not the cause: it may quote the file.
    throw refused('it is no JSON');
  }
}

function refused(why: string): EvidenceError {
  return new EvidenceError(
    `--tests: these are no results of the tests here: ${why}. Expected what \`npm test -- --json --outputFile=results.json\` writes in this folder.`,
  );
}
