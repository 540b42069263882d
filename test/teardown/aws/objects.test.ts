import type { TeardownPort } from '../../../lib/teardown/port';
import { Loopback, queryError, s3Error, sts, type Answer, type Sent } from './loopback';

const OWNER = 'x-amz-expected-bucket-owner';

let loopback: Loopback;

async function open(
  answer: (sent: Sent) => Answer,
  role: (sent: Sent) => Answer | undefined = sts(),
): Promise<TeardownPort> {
  loopback = new Loopback((sent) => role(sent) ?? answer(sent));
  return loopback.open();
}

function s3Calls(): readonly Sent[] {
  return loopback.sent.filter(({ service }) => service === 's3');
}

afterEach(() => loopback.close());

test('S3 is called as the teardown role', async () => {
  const port = await open(() => ({ body: '<ListVersionsResult></ListVersionsResult>' }));
  await port.listVersions('bucket');
  await port.listVersions('bucket');
  expect(Object.fromEntries(loopback.actions('AssumeRole')[0]?.form ?? [])).toMatchObject({
    RoleArn: 'arn:aws:iam::111122223333:role/hlz-operations/demo-teardown',
    RoleSessionName: 'hlz-teardown',
  });
  expect(loopback.actions('AssumeRole')).toHaveLength(1);
  expect(s3Calls().map(({ accessKey }) => accessKey)).toEqual(['ROLE1', 'ROLE1']);
  expect(s3Calls()[0]?.headers['x-amz-security-token']).toBe('token');
});

test('the role is assumed again when its credentials are about to expire', async () => {
  const port = await open(() => ({ body: '<ListVersionsResult></ListVersionsResult>' }), sts(1000));
  await port.listVersions('bucket');
  await port.listVersions('bucket');
  await port.listVersions('bucket');
  const keys = s3Calls().map(({ accessKey }) => accessKey);
  expect(new Set(keys).size).toBeGreaterThan(1);
});

test('a role that cannot be assumed is told as that', async () => {
  const port = await open(
    () => ({}),
    (sent) =>
      sent.form.get('Action') === 'AssumeRole'
        ? queryError('AccessDenied', 'not authorized to perform: sts:AssumeRole')
        : sts()(sent),
  );
  await expect(port.listVersions('bucket')).rejects.toMatchObject({
    operation: 'AssumeRole',
    code: 'AccessDenied',
    transient: false,
  });
});

test('lists versions and markers, a thousand at once, keys decoded', async () => {
  const port = await open(({ query }) => ({
    body: query.has('key-marker')
      ? '<ListVersionsResult><IsTruncated>false</IsTruncated></ListVersionsResult>'
      : `<ListVersionsResult><IsTruncated>true</IsTruncated><NextKeyMarker>b%2Bc+d</NextKeyMarker><NextVersionIdMarker>7</NextVersionIdMarker>
         <Version><Key>a%2Fb+c%2B%0A</Key><VersionId>1</VersionId><LastModified>2026-01-01T00:00:00.000Z</LastModified></Version>
         <DeleteMarker><Key>d</Key><VersionId>2</VersionId></DeleteMarker></ListVersionsResult>`,
  }));
  const page = await port.listVersions('bucket');
  expect(page).toEqual({
    versions: [
      { key: 'a/b c+\n', versionId: '1', lastModified: new Date('2026-01-01T00:00:00Z') },
      { key: 'd', versionId: '2', lastModified: undefined },
    ],
    next: { key: 'b+c d', versionId: '7' },
  });
  expect(await port.listVersions('bucket', page?.next)).toEqual({ versions: [], next: undefined });
  const [first, second] = s3Calls();
  expect(first).toMatchObject({ method: 'GET', path: '/bucket/' });
  expect(first?.headers[OWNER]).toBe('111122223333');
  expect(Object.fromEntries(first?.query ?? [])).toMatchObject({
    'max-keys': '1000',
    'encoding-type': 'url',
  });
  expect(Object.fromEntries(second?.query ?? [])).toMatchObject({
    'key-marker': 'b+c d',
    'version-id-marker': '7',
  });
});

test('a bucket that is gone is undefined; a refusal is an error without the words of S3', async () => {
  const port = await open(({ path }) =>
    path.startsWith('/gone')
      ? s3Error(404, 'NoSuchBucket')
      : s3Error(403, 'AccessDenied', 'secret-key is not for you'),
  );
  expect(await port.listVersions('gone')).toBeUndefined();
  await expect(port.listVersions('other')).rejects.toMatchObject({
    operation: 'ListObjectVersions',
    code: 'AccessDenied',
    detail: '',
    message: 'ListObjectVersions: AccessDenied',
    transient: false,
  });
});

test('deletes versions together, governance bypassed, and tells those that stayed', async () => {
  const lastModified = new Date('2026-01-01T00:00:00Z');
  const port = await open(() => ({
    body: `<DeleteResult><Error><Key>b &amp; c</Key><VersionId>2</VersionId><Code>AccessDenied</Code><Message>Access Denied</Message></Error>
      <Error><Key>d</Key><VersionId>3</VersionId><Code>NoSuchVersion</Code></Error></DeleteResult>`,
  }));
  const versions = [
    { key: 'a', versionId: '1' },
    { key: 'b & c', versionId: '2', lastModified },
    { key: 'd', versionId: '3' },
  ];
  expect(await port.deleteVersions('bucket', versions)).toEqual([
    { version: versions[1], code: 'AccessDenied' },
  ]);
  const [sent] = s3Calls();
  expect(sent).toMatchObject({ method: 'POST', path: '/bucket/' });
  expect(sent?.query.has('delete')).toBe(true);
  expect(sent?.headers['x-amz-bypass-governance-retention']).toBe('true');
  expect(sent?.headers[OWNER]).toBe('111122223333');
  expect(sent?.body).toContain('<Quiet>true</Quiet>');
  expect(sent?.body).toContain('<Key>b &amp; c</Key><VersionId>2</VersionId>');
});

test('a key that cannot stand in XML is deleted alone', async () => {
  const port = await open(({ method, path }) => {
    if (method === 'POST') return { body: '<DeleteResult></DeleteResult>' };
    return path.includes('locked') ? s3Error(403, 'AccessDenied') : { status: 204 };
  });
  const locked = { key: 'locked\u0002', versionId: '3' };
  expect(
    await port.deleteVersions('bucket', [
      { key: 'plain', versionId: '1' },
      { key: 'odd\u0001', versionId: '2' },
      locked,
    ]),
  ).toEqual([{ version: locked, code: 'AccessDenied' }]);
  const [together, alone] = s3Calls();
  expect(together?.body).not.toContain('odd');
  expect(alone).toMatchObject({ method: 'DELETE', path: '/bucket/odd\u0001' });
  expect(alone?.query.get('versionId')).toBe('2');
  expect(alone?.headers['x-amz-bypass-governance-retention']).toBe('true');
  expect(alone?.headers[OWNER]).toBe('111122223333');
});

test('makes no call when there is nothing to delete', async () => {
  const port = await open(() => ({}));
  expect(await port.deleteVersions('bucket', [])).toEqual([]);
  expect(loopback.sent).toEqual([]);
});

test('reads lock and legal hold of a version; what has none has none', async () => {
  const port = await open(({ query, path }) => {
    if (path.endsWith('/none')) return s3Error(404, 'NoSuchObjectLockConfiguration');
    return {
      body: query.has('retention')
        ? '<Retention><Mode>COMPLIANCE</Mode><RetainUntilDate>2026-01-10T00:00:00Z</RetainUntilDate></Retention>'
        : '<LegalHold><Status>ON</Status></LegalHold>',
    };
  });
  expect(await port.lockOf('bucket', { key: 'locked', versionId: '1' })).toEqual({
    mode: 'COMPLIANCE',
    until: new Date('2026-01-10T00:00:00Z'),
    legalHold: true,
  });
  expect(await port.lockOf('bucket', { key: 'none', versionId: '1' })).toEqual({
    mode: undefined,
    until: undefined,
    legalHold: false,
  });
  expect(s3Calls().every(({ query }) => query.get('versionId') === '1')).toBe(true);
});

test('SlowDown is a passing error', async () => {
  const port = await open(() => s3Error(503, 'SlowDown'));
  await expect(port.listVersions('bucket')).rejects.toMatchObject({
    code: 'SlowDown',
    transient: true,
  });
});
