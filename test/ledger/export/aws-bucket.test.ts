import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '../../../lambda/ledger/tree/hash';
import { ledgerExportCommand } from '../../../lib/cli/ledger-export';
import { ledgerKeyCommand } from '../../../lib/cli/ledger-key';
import { getPublicKey } from '../../../lib/ledger/aws-public-key';
import { awsBucket } from '../../../lib/ledger/export/aws-bucket';
import { fakeIo } from '../../cli/fake-io';

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}
interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

const credentials = { accessKeyId: 'CALLER', secretAccessKey: 'x' };
let answer: (sent: Sent) => Answer;
let endpoint: string;
const sent: Sent[] = [];
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    const url = new URL(request.url ?? '/', 'http://loopback');
    const { method = '', headers } = request;
    const one = {
      method,
      path: decodeURIComponent(url.pathname),
      query: url.searchParams,
      headers,
    };
    sent.push(one);
    const { status = 200, headers: given = {}, body = '' } = answer(one);
    response.writeHead(status, { 'content-type': 'text/xml', ...given }).end(body);
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  endpoint = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
beforeEach(() => void sent.splice(0));
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
});

function open(account?: string) {
  return awsBucket({
    bucket: 'ledger-bucket',
    region: 'us-east-1',
    endpoint,
    credentials,
    ...(account === undefined ? {} : { account }),
  });
}

/** Sets variables, for the SDK reads no other environment, until the returned function is called. */
function withEnvironment(variables: Readonly<Record<string, string | undefined>>): () => void {
  const set = (values: Readonly<Record<string, string | undefined>>): void => {
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
  const before = Object.fromEntries(
    Object.keys(variables).map((name) => [name, process.env[name]]),
  );
  set(variables);
  return () => set(before);
}

it('lists versions and markers together, in the order of the keys and the newest first', async () => {
  answer = () => ({
    body: `<ListVersionsResult><IsTruncated>true</IsTruncated><NextKeyMarker>ledger%2Fb</NextKeyMarker><NextVersionIdMarker>1</NextVersionIdMarker>
      <Version><Key>ledger%2Fa</Key><VersionId>1</VersionId><IsLatest>true</IsLatest><Size>7</Size><LastModified>2026-01-01T00:00:00.000Z</LastModified></Version>
      <Version><Key>ledger%2Fb</Key><VersionId>1</VersionId><IsLatest>false</IsLatest><Size>3</Size><LastModified>2026-01-01T00:00:00.000Z</LastModified></Version>
      <DeleteMarker><Key>ledger%2Fb</Key><VersionId>2</VersionId><IsLatest>true</IsLatest><LastModified>2026-01-02T00:00:00.000Z</LastModified></DeleteMarker></ListVersionsResult>`,
  });
  const page = await open('111122223333').listVersions('ledger/', {
    key: 'ledger/0 1',
    versionId: '9',
  });
  expect(
    page.versions.map(({ key, versionId, kind, latest, bytes }) => [
      key,
      versionId,
      kind,
      latest,
      bytes,
    ]),
  ).toEqual([
    ['ledger/a', '1', 'version', true, 7],
    ['ledger/b', '2', 'delete-marker', true, 0],
    ['ledger/b', '1', 'version', false, 3],
  ]);
  expect(page.next).toEqual({ key: 'ledger/b', versionId: '1' });
  expect(sent[0]).toMatchObject({ method: 'GET', path: '/ledger-bucket/' });
  expect(sent[0]?.headers['x-amz-expected-bucket-owner']).toBe('111122223333');
  expect(Object.fromEntries(sent[0]?.query ?? [])).toMatchObject({
    prefix: 'ledger/',
    'key-marker': 'ledger/0 1',
    'version-id-marker': '9',
    'encoding-type': 'url',
  });
});

it('fetches a version with its lock and its checksum', async () => {
  const hash = sha256(Buffer.from('bytes')).toString('base64');
  answer = () => ({
    headers: {
      'x-amz-checksum-sha256': hash,
      'x-amz-object-lock-mode': 'COMPLIANCE',
      'x-amz-object-lock-retain-until-date': '2032-01-01T00:00:00.000Z',
    },
    body: 'bytes',
  });
  expect(await open().fetch({ key: 'ledger/a', versionId: '1' })).toEqual({
    bytes: Buffer.from('bytes'),
    sha256: hash,
    lockMode: 'COMPLIANCE',
    retainUntil: new Date('2032-01-01T00:00:00Z'),
  });
  expect(sent).toMatchObject([{ method: 'GET', path: '/ledger-bucket/ledger/a' }]);
  expect(sent[0]?.query.get('versionId')).toBe('1');
  expect(sent[0]?.headers['x-amz-checksum-mode']).toBe('ENABLED');
});

it('asks for the lock when the answer has none: it may be hidden', async () => {
  answer = ({ query }) =>
    query.has('retention')
      ? {
          body: '<Retention><Mode>GOVERNANCE</Mode><RetainUntilDate>2026-01-10T00:00:00Z</RetainUntilDate></Retention>',
        }
      : {};
  expect(await open().describe({ key: 'ledger/a', versionId: '1' })).toEqual({
    sha256: undefined,
    lockMode: 'GOVERNANCE',
    retainUntil: new Date('2026-01-10T00:00:00Z'),
  });
  answer = ({ query }) =>
    query.has('retention')
      ? { status: 404, body: '<Error><Code>NoSuchObjectLockConfiguration</Code></Error>' }
      : {};
  expect(await open().describe({ key: 'ledger/a', versionId: '1' })).toMatchObject({
    lockMode: undefined,
  });
  answer = ({ query }) =>
    query.has('retention')
      ? { status: 403, body: '<Error><Code>AccessDenied</Code><Message>secret</Message></Error>' }
      : {};
  await expect(open().describe({ key: 'ledger/a', versionId: '1' })).rejects.toThrow(
    's3:GetObjectRetention',
  );
});

it.each([
  ['NoSuchBucket', 404, 'Check the name of the bucket'],
  ['AccessDenied', 403, 's3:ListBucketVersions'],
  ['ExpiredToken', 400, 'Log in first'],
])('says what to do about %s, without the words of S3', async (code, status, mend) => {
  answer = () => ({
    status,
    body: `<Error><Code>${code}</Code><Message>secret words</Message></Error>`,
  });
  const failing = open().listVersions('ledger/');
  await expect(failing).rejects.toThrow(mend);
  await expect(failing).rejects.not.toThrow('secret words');
});

it('reads the environment of the command, and no other', async () => {
  answer = () => ({ status: 404, body: '<Error><Code>NoSuchBucket</Code></Error>' });
  const to = mkdtempSync(join(tmpdir(), 'hlz-aws-'));
  const restore = withEnvironment({ AWS_ACCESS_KEY_ID: 'CALLER', AWS_SECRET_ACCESS_KEY: 'x' });
  try {
    const { io, printed } = fakeIo({
      env: { AWS_REGION: 'us-east-2', AWS_ENDPOINT_URL: endpoint },
    });
    const args = ['--bucket', 'ledger-bucket', '--to', to];
    expect(await ledgerExportCommand.run(args, io)).toBe(2);
    expect(printed.stderr).toContain('NoSuchBucket (bucket ledger-bucket)');
    expect(sent[0]?.path).toBe('/ledger-bucket/');
    expect(sent[0]?.headers['authorization']).toContain('/us-east-2/s3/');
    expect(readdirSync(to)).toEqual([]);
    await ledgerKeyCommand.run(
      ['--origin', 'mercy.hlz/444455556666/us-east-1', '--key-id', 'alias/x'],
      io,
    );
    expect(sent[1]?.headers['authorization']).toContain('/us-east-2/kms/');
  } finally {
    restore();
    rmSync(to, { recursive: true });
  }
});

it('says first what is missing when AWS was not called at all', async () => {
  // No profile and no file of settings has a Region.
  const restore = withEnvironment({
    AWS_REGION: undefined,
    AWS_DEFAULT_REGION: undefined,
    AWS_PROFILE: undefined,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  });
  await expect(getPublicKey('alias/x', undefined, { endpoint, credentials })).rejects.toThrow(
    /^GetPublicKey: Region is missing\. Check --key-id and --region/,
  );
  const lost = awsBucket({ bucket: 'ledger-bucket', endpoint, credentials });
  const failing = lost.listVersions('ledger/').finally(restore);
  await expect(failing).rejects.toThrow(
    /^ListObjectVersions could not be called \(bucket ledger-bucket\)\. Check that a Region/,
  );
});

it('reads the public key from KMS', async () => {
  const { publicKey } = generateKeyPairSync('ed25519');
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  answer = () => ({
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify({ PublicKey: spki.toString('base64') }),
  });
  expect(
    Buffer.from(await getPublicKey('alias/x', 'us-east-1', { endpoint, credentials })),
  ).toEqual(spki);
  expect(sent[0]?.headers['x-amz-target']).toBe('TrentService.GetPublicKey');
  answer = () => ({
    status: 400,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify({ __type: 'NotFoundException', message: 'Alias is not found.' }),
  });
  await expect(getPublicKey('alias/x', 'us-east-1', { endpoint, credentials })).rejects.toThrow(
    'NotFoundException: Alias is not found.. Check --key-id',
  );
});
