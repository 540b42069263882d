import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/zone';
import { renewed } from './cost-page';

const FILE = join(ROOT, 'docs/cost.md');

if (process.env['UPDATE_DOCS'] === '1') writeFileSync(FILE, renewed(readFileSync(FILE, 'utf8')));

test('docs/cost.md says what the shipped configs cost; UPDATE_DOCS=1 npx jest test/cost renews it', () => {
  const page = readFileSync(FILE, 'utf8');
  expect(page).toBe(renewed(page));
});
