import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesBeside } from '../../lib/bundle/files-beside';
import { bundleHandlers, handlerFile } from '../../lib/bundle/handler-bundle';
import { FUNCTION_NAMES } from '../../lib/config/schema';
import { ROOT } from '../support/root';
import { runBundled } from './bundled';

it('finds the handler of a function by its name: capability, then the part of it', () => {
  expect(handlerFile('baseline')).toBe('lambda/baseline/handler.ts');
  expect(handlerFile('ledger-checkpointer')).toBe('lambda/ledger/checkpointer/handler.ts');
});

it.each(FUNCTION_NAMES)('%s has one', (name) => {
  expect(existsSync(join(ROOT, handlerFile(name)))).toBe(true);
});

it('bundles a package that is no ES module and asks for modules of Node', async () => {
  const source = `
    import { Client } from 'pg';
    export const run = async () => new Client({ host: 'made-up' }).host;
  `;
  expect(await runBundled(source)).toBe('made-up');
});

describe('bundles', () => {
  const folder = mkdtempSync(join(tmpdir(), 'handler-bundle-'));
  const stale = join(folder, FUNCTION_NAMES[0], 'stale.cedar');

  beforeAll(async () => {
    mkdirSync(join(folder, FUNCTION_NAMES[0]), { recursive: true });
    writeFileSync(stale, '');
    await bundleHandlers(folder);
    // All of them at once, on a machine that may be busy.
  }, 60_000);
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(FUNCTION_NAMES)('of %s is at most 500 kB, without what lies beside it', (name) => {
    const bytes = readFileSync(join(folder, name, 'index.mjs')).byteLength;
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(500_000);
  });

  it.each(FUNCTION_NAMES)('of %s has beside it what it reads, and nothing else', (name) => {
    const files = filesBeside(name, ROOT);
    expect(readdirSync(join(folder, name)).toSorted()).toEqual(
      ['index.mjs', ...files.map((file) => file.name)].toSorted(),
    );
    for (const file of files) {
      const bytes = readFileSync(join(folder, name, file.name));
      expect({ file, same: bytes.equals(readFileSync(file.from)) }).toEqual({ file, same: true });
    }
  });
});
