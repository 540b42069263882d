import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/root';
import { configRulesPage } from './config-rules-page';

const FILE = join(ROOT, 'docs/config-rules.md');

if (process.env['UPDATE_DOCS'] === '1') writeFileSync(FILE, configRulesPage());

test('docs/config-rules.md is current; UPDATE_DOCS=1 npx jest test/conformance renews it', () => {
  expect(readFileSync(FILE, 'utf8')).toBe(configRulesPage());
});
