import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describeError } from '../../../../lambda/shared/errors';
import { directoryLedgerStore } from '../../../../lambda/ledger/stores/directory-ledger-store';

let above = '';
let root = '';

beforeEach(async () => {
  above = await mkdtemp(join(tmpdir(), 'ledger-directory-'));
  root = join(above, 'root');
  await mkdir(root);
});
afterEach(() => rm(above, { recursive: true, force: true }));

it('never leaves its root, whatever the key', async () => {
  const store = directoryLedgerStore(root);
  const part = fc.constantFrom(
    '..',
    '.',
    '',
    'a',
    'b.c',
    '.x',
    '/',
    '\\',
    'C:',
    '\u0000',
    '~',
    'é',
  );
  const key = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));
  await fc.assert(
    fc.asyncProperty(key, async (key) => {
      const outcome = await store.create(key, Buffer.from('x')).catch(describeError);
      const name = typeof outcome === 'string' ? outcome : outcome.name;
      expect(name).toMatch(/^(?:created|exists|Ledger\w+Error|NoSuchObjectError)$/);
      await expect(readdir(above)).resolves.toEqual(['root']);
    }),
    { numRuns: 200 },
  );
});

it.each(['../secret', 'a/../../secret', '/etc/passwd', 'a//b', 'a/./b', 'a\\b', '.hidden', ''])(
  'refuses the key %j and says what one looks like',
  async (key) => {
    await writeFile(join(above, 'secret'), 'secret');
    const store = directoryLedgerStore(root);
    const refusal = { name: expect.stringMatching(/LedgerKeyError|NoSuchObject/) as string };
    await expect(store.read(key)).rejects.toMatchObject(refusal);
    await expect(store.create(key, Buffer.from('x'))).rejects.toMatchObject({
      name: expect.stringMatching(/LedgerKeyError|LedgerCallError/) as string,
    });
  },
);

it('follows no symbolic link, since an export may come from a stranger', async () => {
  const store = directoryLedgerStore(root);
  await writeFile(join(above, 'secret'), 'secret');
  await mkdir(join(root, 'a'));
  await symlink(join(above, 'secret'), join(root, 'a', 'file'));
  await symlink(above, join(root, 'a', 'folder'));
  const refusal = { name: 'LedgerKeyError', message: expect.stringContaining('a/f') as string };
  await expect(store.read('a/file')).rejects.toMatchObject(refusal);
  await expect(store.read('a/folder/secret')).rejects.toMatchObject(refusal);
  await expect(store.create('a/folder/x', Buffer.from('x'))).rejects.toMatchObject(refusal);
  await expect(store.folders('a/')).rejects.toMatchObject(refusal);
  await expect(store.keys('a/')[Symbol.asyncIterator]().next()).rejects.toMatchObject(refusal);
});

it('lists no write that was cut off', async () => {
  const store = directoryLedgerStore(root);
  await store.create('a/1', Buffer.from('1'));
  await writeFile(join(root, 'a', '.draft'), 'half');
  const keys: string[] = [];
  for await (const key of store.keys('a/')) keys.push(key);
  expect(keys).toEqual(['a/1']);
  await expect(readdir(join(root, 'a'))).resolves.toEqual(['.draft', '1']);
});
