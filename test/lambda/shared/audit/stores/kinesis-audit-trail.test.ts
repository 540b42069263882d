import { KinesisClient } from '@aws-sdk/client-kinesis';
import { S3Client } from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { createAuditTrail } from '../../../../../lambda/shared/audit/create-audit-trail';
import { AuditUnavailableError } from '../../../../../lambda/shared/audit/errors';
import { kinesisAuditTrail } from '../../../../../lambda/shared/audit/stores/kinesis-audit-trail';
import { kinesisStream } from '../../../../../lambda/shared/audit/stores/kinesis-stream';
import { s3Spool, spoolClientDefaults } from '../../../../../lambda/shared/audit/stores/s3-spool';
import { errorChain } from '../../../../../lambda/shared/errors';
import { LOGIN, VIEW } from '../../../support/audit-events';
import { withFakeZone } from '../../../support/fake-zone';
import { quietly } from '../../../support/memory-audit-trail';

/** The real SDK clients over HTTP/1.1 on 127.0.0.1. */

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' };
const region = 'eu-central-1';

const environment = { ...process.env };
beforeEach(() => {
  jest.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  process.env = { ...environment };
  jest.restoreAllMocks();
});

function pointTo(origin: string): void {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: origin,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  });
}

const trail = () =>
  kinesisAuditTrail({ streamName: 'hlz-mercy-audit', ledgerBucket: 'ledger-example' });

const decode = (data: string | undefined): string =>
  Buffer.from(data ?? '', 'base64').toString('utf8');

test('puts events by the endpoint of the environment, again only what failed, on one connection', async () => {
  await withFakeZone(
    { kinesis: [[true, false, true], 'take'] },
    async ({ origin, calls, connections }) => {
      pointTo(origin);
      const zone = trail();
      const receipts = await zone.append([VIEW, LOGIN, VIEW]);
      for (let call = 0; call < 5; call += 1) await zone.append([VIEW]);
      expect(
        receipts.map((receipt) => 'sequenceNumber' in receipt && receipt.sequenceNumber),
      ).toEqual(['1', '3', '2']);
      expect(calls.map(({ Records }) => Records.length)).toEqual([3, 1, 1, 1, 1, 1, 1]);
      expect(calls[0]?.StreamName).toBe('hlz-mercy-audit');
      expect(calls[1]?.Records[0]).toEqual(calls[0]?.Records[1]);
      expect(decode(calls[0]?.Records[1]?.Data)).toContain(
        `"eventId":"${receipts[1]?.eventId ?? ''}"`,
      );
      expect(connections()).toBe(1);
    },
  );
});

test('takes a sign-in into the spool when the stream fails, and no view', async () => {
  await withFakeZone({ kinesis: ['fail'] }, async ({ origin, calls, objects }) => {
    pointTo(origin);
    const zone = trail();
    const error = await zone.append([VIEW, LOGIN]).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(AuditUnavailableError);
    expect(errorChain(error)).toMatch(
      /^AuditUnavailableError: 1 of 2 audit events were not accepted \(InternalFailureException\): .* <- InternalFailureException: made up$/,
    );
    const { accepted } = error as AuditUnavailableError;
    expect(accepted).toMatchObject([{ acceptedBy: 'spool' }]);
    // One attempt a call: the trail alone puts again.
    expect(calls).toHaveLength(4);
    // The view stands before the sign-in, so it leaves a hole.
    expect(objects.map(({ url }) => url).toSorted()).toEqual(
      [0, 1].map(
        (n) =>
          `/ledger-example/ledger/spool/${accepted[0]?.eventId.replace(/\d+$/, String(n)) ?? ''}?x-id=PutObject`,
      ),
    );
    expect(objects.map(({ headers }) => headers['if-none-match'])).toEqual(['*', '*']);
    expect(
      objects.every(({ headers }) => typeof headers['x-amz-checksum-sha256'] === 'string'),
    ).toBe(true);
    expect(objects.map(({ body }) => body).toSorted()).toEqual(
      (calls[0]?.Records ?? []).map(({ Data }) => decode(Data)).toSorted(),
    );
  });
});

test('puts the same bytes again when an answer never comes', async () => {
  await withFakeZone({ kinesis: ['hang', 'take'] }, async ({ origin, calls }) => {
    const client = new KinesisClient({
      region,
      credentials,
      endpoint: origin,
      maxAttempts: 1,
      requestHandler: new NodeHttpHandler({ requestTimeout: 300, throwOnRequestTimeout: true }),
    });
    const { dependencies } = quietly({
      stream: kinesisStream(client, 'audit'),
      spool: { put: async () => Promise.reject(new Error('not needed')) },
    });
    const [receipt] = await createAuditTrail(dependencies).append([VIEW]);
    expect(receipt).toMatchObject({ acceptedBy: 'stream' });
    expect(calls.length).toBeGreaterThan(1);
    expect(new Set(calls.map(({ Records }) => JSON.stringify(Records))).size).toBe(1);
  });
});

test('takes for accepted only what has a place in the stream and no error', async () => {
  const place = { ShardId: 'shardId-000000000000', SequenceNumber: '1' };
  const answer = { Records: [place, { ...place, ErrorCode: 'InternalFailure' }, {}] };
  const client = { send: async () => answer } as unknown as KinesisClient;
  const records = [0, 1, 2, 3].map((at) => ({
    eventId: String(at),
    bytes: new Uint8Array(1),
    leafHash: new Uint8Array(32),
    partitionKey: 'k',
    emergency: false,
  }));
  expect(await kinesisStream(client, 'audit').put(records)).toEqual([
    { shardId: 'shardId-000000000000', sequenceNumber: '1' },
    { failure: 'InternalFailure' },
    { failure: 'NoAnswer' },
    { failure: 'NoAnswer' },
  ]);
});

describe('the spool', () => {
  const spoolAt = (endpoint: string) =>
    s3Spool(
      new S3Client({ ...spoolClientDefaults, region, credentials, endpoint }),
      'ledger-example',
    );
  const bytes = Buffer.from('{}');

  test('counts an object that is there as written: its name has one content', async () => {
    await withFakeZone({ s3: [412] }, async ({ origin, objects }) => {
      await spoolAt(origin).put('ledger/spool/a-0', bytes);
      expect(objects).toHaveLength(1);
    });
  });

  test('tries again when another write of the same name is under way', async () => {
    await withFakeZone({ s3: [409, 412] }, async ({ origin, objects }) => {
      await spoolAt(origin).put('ledger/spool/a-0', bytes);
      expect(objects).toHaveLength(2);
    });
    await withFakeZone({ s3: [409] }, async ({ origin, objects }) => {
      await expect(spoolAt(origin).put('ledger/spool/a-0', bytes)).rejects.toMatchObject({
        name: 'ConditionalRequestConflict',
      });
      expect(objects).toHaveLength(3);
    });
  });

  test('throws when nobody knows whether it is there', async () => {
    await withFakeZone({ s3: [503] }, async ({ origin }) => {
      await expect(spoolAt(origin).put('ledger/spool/a-0', bytes)).rejects.toMatchObject({
        name: 'SlowDown',
      });
    });
  });
});
