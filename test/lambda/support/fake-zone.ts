import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PutRecordsRequest {
  readonly StreamName: string;
  readonly Records: readonly { readonly Data: string; readonly PartitionKey: string }[];
}

export interface PutObject {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the stream does with one call: per record taken or throttled, no answer at all, or an error. */
export type KinesisStep = readonly boolean[] | 'take' | 'hang' | 'fail';
export type S3Step = 200 | 409 | 412 | 503;

/** The stream and the bucket of a zone, as one HTTP/1.1 server on 127.0.0.1 with a script for each. */
export async function withFakeZone(
  script: { readonly kinesis?: readonly KinesisStep[]; readonly s3?: readonly S3Step[] },
  use: (zone: {
    readonly origin: string;
    readonly calls: readonly PutRecordsRequest[];
    readonly objects: readonly PutObject[];
    readonly connections: () => number;
  }) => Promise<void>,
): Promise<void> {
  const calls: PutRecordsRequest[] = [];
  const objects: PutObject[] = [];
  let connections = 0;
  let taken = 0;

  const kinesis = (request: PutRecordsRequest): readonly [number, object] | undefined => {
    const step = nth(script.kinesis, calls.length) ?? 'take';
    calls.push(request);
    if (step === 'hang') return undefined;
    if (step === 'fail') {
      return [500, { __type: 'InternalFailureException', message: 'made up' }];
    }
    const records = request.Records.map((_, at) => {
      if (step !== 'take' && step[at] !== true) {
        return {
          ErrorCode: 'ProvisionedThroughputExceededException',
          ErrorMessage:
            'Rate exceeded for shard shardId-000000000000 in stream audit under account 111122223333.',
        };
      }
      taken += 1;
      return { ShardId: 'shardId-000000000000', SequenceNumber: String(taken) };
    });
    const FailedRecordCount = records.filter((record) => 'ErrorCode' in record).length;
    return [200, { FailedRecordCount, EncryptionType: 'KMS', Records: records }];
  };

  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString('utf8');
      if (request.headers['x-amz-target'] === 'Kinesis_20131202.PutRecords') {
        const answer = kinesis(JSON.parse(body) as PutRecordsRequest);
        if (answer === undefined) return;
        response.writeHead(answer[0], { 'content-type': 'application/x-amz-json-1.1' });
        response.end(JSON.stringify(answer[1]));
        return;
      }
      const status = nth(script.s3, objects.length) ?? 200;
      objects.push({ url: request.url ?? '', headers: request.headers, body });
      const code = {
        200: '',
        409: 'ConditionalRequestConflict',
        412: 'PreconditionFailed',
        503: 'SlowDown',
      }[status];
      response.writeHead(status, { 'content-type': 'application/xml' });
      response.end(
        status === 200 ? '' : `<Error><Code>${code}</Code><Message>made up</Message></Error>`,
      );
    });
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  try {
    const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    await use({ origin, calls, objects, connections: () => connections });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  }
}

/** The nth step; the last one stays. */
function nth<T>(steps: readonly T[] | undefined, at: number): T | undefined {
  return steps?.[Math.min(at, steps.length - 1)];
}
