import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { handlerFile } from '../../lib/bundle/handler-bundle';
import { FUNCTION_NAMES } from '../../lib/config/schema';
import { ROOT } from '../support/root';

it('finds the handler of a function by its name: capability, then the part of it', () => {
  expect(FUNCTION_NAMES.map(handlerFile)).toEqual([
    'lambda/access/alert/handler.ts',
    'lambda/access/api/handler.ts',
    'lambda/baseline/handler.ts',
    'lambda/identity/events/handler.ts',
    'lambda/identity/keys/handler.ts',
    'lambda/identity/sign-in/handler.ts',
    'lambda/ledger/api/handler.ts',
    'lambda/ledger/checkpointer/handler.ts',
    'lambda/ledger/indexer/handler.ts',
    'lambda/ledger/sealer/handler.ts',
  ]);
});

it.each(FUNCTION_NAMES)('%s has one', (name) => {
  expect(existsSync(join(ROOT, handlerFile(name)))).toBe(true);
});
