import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/root';
import { renewed } from '../support/renewed';
import { costBlocks, linesOf, readmeBlocks, STACKS } from './cost-page';

test.each([
  ['docs/cost.md', costBlocks],
  ['README.md', readmeBlocks],
] as const)(
  '%s says what the shipped configs cost; UPDATE_DOCS=1 npx jest test/cost renews it',
  (name, blocks) => {
    const file = join(ROOT, name);
    const made = blocks();
    if (process.env['UPDATE_DOCS'] === '1') {
      writeFileSync(file, renewed(readFileSync(file, 'utf8'), made));
    }
    const page = readFileSync(file, 'utf8');
    expect(page).toBe(renewed(page, made));
  },
);

it.each(['production', 'sandbox'] as const)(
  'README leaves out no stack that costs: %s',
  (profile) => {
    const costs = linesOf(profile).filter(({ usd }) => usd > 0);
    expect(costs.filter(({ stack }) => !Object.hasOwn(STACKS, stack))).toEqual([]);
  },
);
