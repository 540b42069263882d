import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { consoleLogger } from '../../../lambda/shared/log';
import { openApi } from '../../support/api/open-api';
import { signingKey, tokenOf } from '../identity/support/tokens';
import { leaksIn, takeLeaks } from './leak-watch';
import { memoryLog } from './memory-log';

/** Sources of the tests beside this one: path and text. */
const SOURCES = readdirSync(join(__dirname, '..'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !/leak-watch|memory-log/.test(path))
  .map((path) => [path, readFileSync(join(__dirname, '..', path), 'utf8')] as const);

it.each([
  ['a record number', 'MADE-UP-0001'],
  ['a name', 'jane.doe'],
  ['a justification', 'Made-up reason, brought in unconscious at night.'],
  ['an e-mail address', 'someone@example.com'],
  ['a social security number', 'no 123-45-6789.'],
  ['a telephone number', '(415) 555-2671'],
  ['a date of birth', 'born 1980-02-29'],
  ['a token', `Bearer ${tokenOf(signingKey('key'), { sub: 'x' })}`],
])('hears %s, in a log and on the console', (_, text) => {
  memoryLog().error('made-up', { problem: `about ${text}` });
  expect(takeLeaks()).toHaveLength(1);
  // Also where a test looks at the console itself, or makes it quiet.
  const spy = jest.spyOn(console, 'warn').mockImplementation();
  consoleLogger.warn('made-up', { list: [text] });
  console.warn(new Error('made-up', { cause: new Error(text) }));
  expect(takeLeaks()).toHaveLength(2);
  expect(spy).toHaveBeenCalledTimes(2);
  spy.mockRestore();
});

it('hears nothing in what logs are full of', () => {
  const log = memoryLog();
  log.info('index-run', { log: 'shardId-000000000007', events: 1_700_000_000_000, failed: 0 });
  log.warn('call-denied', { requestId: '6f1f0d0e-7f6b-4a46-9d0a-111111111111', code: 'not-own' });
  log.error('index-failed', { problem: 'Error: arn:aws:iam::111122223333:role/x at 2026-11-25' });
  expect(takeLeaks()).toEqual([]);
});

it('knows every record number that tests and examples give', () => {
  const examples = JSON.stringify(openApi().components.examples);
  const given = [...SOURCES, ['openapi.yaml', examples] as const].flatMap(([path, text]) =>
    [...text.matchAll(/(?:patientId['"]?:|PATIENT_ID =) ?['"]([^'"]+)['"]/g)].map(([, id = '']) => [
      path,
      id,
    ]),
  );
  expect(given.length).toBeGreaterThan(10);
  /** Given to be refused: each has what no record number has. */
  const refused: ReadonlySet<string> = new Set(['?', 'made up']);
  const unknown = given.filter(([, id = '']) => !refused.has(id) && leaksIn(id).length === 0);
  expect(unknown).toEqual([]);
});

it('hears all that stand in for the log', () => {
  const deaf = SOURCES.filter(([, text]) => /\binfo(?::|\(\) *\{)/.test(text));
  expect(deaf.map(([path]) => path)).toEqual([]);
});
