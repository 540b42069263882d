import { s3LedgerStore } from '../../../../lambda/ledger/stores/s3-ledger-store';
import { errorChain } from '../../../../lambda/shared/errors';
import { FakeS3, s3Error } from '../support/fake-s3';

const s3 = new FakeS3();

beforeAll(() => s3.open());
afterAll(() => s3.close());
beforeEach(() => {
  s3.interfere = () => undefined;
  s3.sent.length = 0;
  s3.objects.clear();
});

const store = (options?: { readonly requestTimeout?: number }) =>
  s3LedgerStore(s3.client(options), 'ledger-bucket');

it('writes under a condition, with a checksum, and leaves lock and encryption to the bucket', async () => {
  await store().create('ledger/zone/9', Buffer.from('bytes'));
  const [sent] = s3.sent;
  expect(sent).toMatchObject({ method: 'PUT', key: 'ledger/zone/9' });
  expect(sent?.headers).toMatchObject({
    'if-none-match': '*',
    'x-amz-checksum-sha256': expect.any(String) as string,
  });
  expect(
    Object.keys(sent?.headers ?? {}).filter((name) =>
      /object-lock|server-side-encryption|acl|tagging|x-amz-meta/.test(name),
    ),
  ).toEqual([]);
});

it('asks for the head of a log with one list of one key', async () => {
  await store().create('ledger/segments/a/1', Buffer.from('1'));
  await store().create('ledger/segments/a/2', Buffer.from('2'));
  s3.sent.length = 0;
  for await (const key of store().keys('ledger/segments/a/', { limit: 1 })) {
    expect(key).toBe('ledger/segments/a/1');
  }
  expect(s3.sent.map(({ query }) => query.get('max-keys'))).toEqual(['1']);
});

it('reads keys that S3 has encoded', async () => {
  s3.objects.set('a/b c+%d&é', Buffer.from('1'));
  for await (const key of store().keys('a/')) expect(key).toBe('a/b c+%d&é');
});

it('does not know how a write ended that met another one', async () => {
  s3.interfere = () => s3Error(409, 'ConditionalRequestConflict');
  await expect(store().create('ledger/zone/9', Buffer.from('x'))).rejects.toMatchObject({
    name: 'WriteConflictError',
    code: 'ConditionalRequestConflict',
  });
});

it('takes a write that is there already, because its acknowledgement was lost, for an existing one', async () => {
  let puts = 0;
  s3.interfere = ({ method, key }) => {
    if (method !== 'PUT') return undefined;
    puts += 1;
    if (puts > 1) return undefined;
    s3.objects.set(key, Buffer.from('landed'));
    return s3Error(503, 'SlowDown');
  };
  expect(await store().create('ledger/zone/9', Buffer.from('landed'))).toBe('exists');
});

it.each([
  ['s3:ListBucket', () => store().folders('ledger/segments/')],
  ['s3:GetObject', () => store().read('ledger/segments/a/1')],
  ['s3:PutObject', () => store().create('ledger/segments/a/1', Buffer.from('who saw whom'))],
])('names the action that was denied: %s', async (action, call) => {
  s3.interfere = () => s3Error(403, 'AccessDenied', 'not for you');
  const failure: unknown = await call().then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).toMatchObject({
    name: 'LedgerCallError',
    action,
    code: 'AccessDenied',
    message: expect.stringMatching(
      /ledger\/segments\/.* was denied .*: allow it to the role/,
    ) as string,
    cause: expect.objectContaining({ name: 'AccessDenied' }) as Error,
  });
  expect(errorChain(failure)).not.toContain('who saw whom');
});

it('tells a key under which nothing is from one that is denied, where S3 does not', async () => {
  s3.objects.set('ledger/segments/a/11', Buffer.from('who saw whom'));
  s3.interfere = ({ method, key }) =>
    method === 'GET' && key !== '' ? s3Error(403, 'AccessDenied') : undefined;
  await expect(store().read('ledger/segments/a/1')).rejects.toMatchObject({
    name: 'NoSuchObjectError',
  });
  await expect(store().read('ledger/segments/a/11')).rejects.toMatchObject({
    name: 'LedgerCallError',
    action: 's3:GetObject',
    code: 'AccessDenied',
  });
});

it('waits for no answer for ever', async () => {
  s3.interfere = () => 'silence';
  await expect(store({ requestTimeout: 50 }).read('ledger/zone/9')).rejects.toMatchObject({
    name: 'LedgerCallError',
    code: 'TimeoutError',
  });
});
