import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkExports, STAND_INS } from '../../lib/bundle/unused-modules';
import { ROOT } from '../support/root';
import { bundled, bundledWhole, runBundled } from './bundled';

const ENVIRONMENT = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'A',
  AWS_SECRET_ACCESS_KEY: 'made-up',
  AWS_SESSION_TOKEN: 'made-up-session',
};

/** Calls as functions make them, at one moment and with the same numbers, so that requests are the same bytes. */
const CALLS = `
  class Then extends Date {
    constructor(...given) {
      super(...(given.length === 0 ? [Then.now()] : given));
    }
    static now() {
      return Date.UTC(2026, 0, 1);
    }
  }
  globalThis.Date = Then;
  crypto.randomUUID = () => '00000000-0000-4000-8000-000000000000';

  export async function run() {
    const { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } =
      await import('@aws-sdk/client-s3');
    const { KinesisClient, PutRecordsCommand } = await import('@aws-sdk/client-kinesis');
    const { NodeHttpHandler } = await import('@smithy/node-http-handler');
    const s3 = new S3Client({ forcePathStyle: true });
    const at = { Bucket: 'made-up', Key: 'a/b' };
    const put = { ...at, Body: 'made up', IfNoneMatch: '*', ChecksumAlgorithm: 'SHA256' };
    await s3.send(new PutObjectCommand(put));
    await s3.send(new PutObjectCommand({ ...put, Body: Buffer.from('x'), ChecksumAlgorithm: undefined }));
    const { Body } = await s3.send(new GetObjectCommand(at));
    const text = await Body.transformToString();
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: 'made-up' }));
    const wrong = await s3.send(new GetObjectCommand({ ...at, Key: 'wrong' }))
      .then(({ Body }) => Body.transformToString())
      .catch((error) => error.message);
    const kinesis = new KinesisClient({ requestHandler: new NodeHttpHandler({}) });
    const records = [{ Data: Buffer.from('x'), PartitionKey: 'p' }];
    const { FailedRecordCount } = await kinesis.send(
      new PutRecordsCommand({ StreamName: 's', Records: records }),
    );
    return { text, Contents, wrong, FailedRecordCount };
  }
`;

/** SHA-256 of "made up". */
const CHECKSUM = 'SBaPqZy34BTnfb9K95/FsqUMqsjoIIg+pzJviLxxOsk=';
const LIST =
  '<ListBucketResult><Contents><Key>a/b</Key><Size>7</Size></Contents></ListBucketResult>';

test('calls are what they were, byte by byte, and so are answers', async () => {
  let requests: unknown[] = [];
  const server = createServer(({ method, url = '', rawHeaders }, response) => {
    requests.push({ method, url, rawHeaders });
    // From it the SDK would take the time.
    response.sendDate = false;
    // The first is tried again.
    if (requests.length === 1) response.writeHead(503);
    else if (url.includes('/a/b') || url.includes('/wrong')) {
      response.setHeader('x-amz-checksum-sha256', CHECKSUM);
    }
    if (method === 'PUT') response.end();
    else if (method === 'POST') response.end('{"FailedRecordCount":0,"Records":[]}');
    else if (url.includes('list-type=2')) response.end(LIST);
    else response.end(url.includes('wrong') ? 'else' : 'made up');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const endpoint = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const outcome = async (bundle: typeof bundledWhole): Promise<unknown> => {
    requests = [];
    const environment = { ...ENVIRONMENT, AWS_ENDPOINT_URL: endpoint };
    const returned = await runBundled(CALLS, environment, {}, bundle);
    return { returned, requests };
  };
  try {
    const now = await outcome(bundled);
    expect(now).toEqual(await outcome(bundledWhole));
    expect(now).toMatchObject({
      returned: {
        text: 'made up',
        Contents: [{ Key: 'a/b', Size: 7 }],
        wrong: expect.stringMatching(/^Checksum mismatch/),
        FailedRecordCount: 0,
      },
    });
    expect(requests).toHaveLength(7);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('leaves out what no function comes to', async () => {
  const source = `
    import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
    import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
    console.log(S3Client, PutObjectCommand, KinesisClient, PutRecordsCommand);
  `;
  const words = [
    'node:http2',
    'signature-v4-crt',
    'REFRESH_WINDOW_MS',
    'already finished HMAC',
    'measuredTxRate',
    'automatically buffering',
    'expect Blob or ReadableStream',
    '169.254.169.254',
    'AWS_SHARED_CREDENTIALS_FILE',
  ];
  const textOf = async (bundle: typeof bundledWhole): Promise<string> =>
    Buffer.from(await bundle(source)).toString('utf8');
  const [now, whole] = [await textOf(bundled), await textOf(bundledWhole)];
  expect(words.filter((word) => !whole.includes(word))).toEqual([]);
  expect(words.filter((word) => now.includes(word))).toEqual([]);
});

test('says so to whoever comes to it', async () => {
  const source = `
    import { S3Client, CreateSessionCommand, GetObjectCommand } from '@aws-sdk/client-s3';
    import { KinesisClient } from '@aws-sdk/client-kinesis';
    import { createBufferedReadable, sdkStreamMixin } from '@smithy/core/serde';
    import { Md5Js, Sha256Js } from '@smithy/core/checksum';

    const said = async (act) => {
      try {
        return await act();
      } catch (error) {
        return error.message;
      }
    };

    export async function run() {
      const at = { Bucket: 'made-up', Key: 'made-up' };
      const signerOf = async () => new S3Client({}).config.signer({
        name: 'sigv4', signingName: 's3', signingRegion: 'eu-central-1', properties: {},
      });
      const many = { signingRegion: '*' };
      return Promise.all([
        said(async () => new KinesisClient({})),
        said(async () => new S3Client({ retryMode: 'adaptive' }).send(new GetObjectCommand(at))),
        said(async () => new S3Client({}).config.s3ExpressIdentityProvider.getS3ExpressIdentity()),
        said(async () => new CreateSessionCommand(at)),
        said(async () => (await signerOf()).sign({ headers: {} }, many)),
        said(async () => (await signerOf()).presign({ headers: {} }, many)),
        said(async () => (await signerOf()).signWithCredentials({ headers: {} }, {})),
        said(async () => createBufferedReadable(new ReadableStream(), 8192)),
        said(async () => new Md5Js()),
        said(async () => new Sha256Js()),
      ]);
    }
  `;
  const all = await runBundled(source, ENVIRONMENT);
  expect(all).toEqual(
    Array(10).fill(expect.stringMatching(/ not bundled: check lib\/bundle\/unused-modules\.ts\.$/)),
  );
});

test('without a Region in the environment there is none', async () => {
  const source = `
    import { S3Client } from '@aws-sdk/client-s3';
    export const run = async () => new S3Client({}).config.region().catch(({ message }) => message);
  `;
  expect(
    await runBundled(source, { AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:1' }),
  ).toBe('Region is missing');
});

describe('the build', () => {
  test.each(Object.entries(STAND_INS))('knows %s', (file, source) => {
    const before = readFileSync(join(ROOT, 'node_modules', file), 'utf8');
    expect(() => {
      checkExports(file, before, source);
    }).not.toThrow();
    expect(source.length).toBeLessThan(before.length);
  });

  const file = '@smithy/core/dist-es/submodules/checksum/md5/Md5Js.js';

  test('fails for a file that has more than it had', async () => {
    const root = mkdtempSync(join(tmpdir(), 'unused-modules-'));
    const path = join(root, 'node_modules', file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, 'export class Md5Js {\n}\nexport const Md5Fast = 1;\n');
    try {
      await expect(bundled(`import './node_modules/${file}';`, 'js', root)).rejects.toThrow(
        /exports Md5Js, Md5Fast, what stands in for it Md5Js: check lib\/bundle/,
      );
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });

  test.each([
    ['another name', 'export class Md5 {}'],
    ['names in a way that we do not know', 'class Md5Js {}\nexport { Md5Js };'],
    ['nothing', ''],
  ])('fails for a file that exports %s', (_, before) => {
    expect(() => {
      checkExports(file, before, STAND_INS[file] ?? '');
    }).toThrow('check lib/bundle/unused-modules.ts');
  });
});
