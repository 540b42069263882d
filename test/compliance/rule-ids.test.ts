import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ruleIdsSource } from '../../lib/compliance/generate-rule-ids';
import { ROOT } from '../support/root';

it('lists the rules of the pinned cdk-nag: else run `npm run generate`', () => {
  const file = join(ROOT, 'lib', 'compliance', 'rule-ids.ts');
  expect(readFileSync(file, 'utf8')).toBe(ruleIdsSource());
});
