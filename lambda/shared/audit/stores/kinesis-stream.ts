import type { KinesisClient } from '@aws-sdk/client-kinesis';
import { PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AuditStream } from '../put-all';

/**
 * How the Kinesis client of a producer behaves. One attempt a call, since the trail itself puts again
 * what failed, and only that. HTTP/1.1 with connections that are kept: the client's own choice,
 * HTTP/2, puts all calls on one connection, and fails them together.
 */
export const kinesisClientDefaults = {
  maxAttempts: 1,
  requestHandler: new NodeHttpHandler({
    connectionTimeout: 1000,
    requestTimeout: 2000,
    throwOnRequestTimeout: true,
    httpAgent: { keepAlive: true },
    httpsAgent: { keepAlive: true },
  }),
} as const;

/** The audit stream of a zone. */
export function kinesisStream(client: KinesisClient, streamName: string): AuditStream {
  return {
    async put(records) {
      const { Records = [] } = await client.send(
        new PutRecordsCommand({
          StreamName: streamName,
          Records: records.map(({ bytes, partitionKey }) => ({
            Data: bytes,
            PartitionKey: partitionKey,
          })),
        }),
      );
      return records.map((_, at) => {
        const { ShardId, SequenceNumber, ErrorCode } = Records[at] ?? {};
        return ErrorCode === undefined && ShardId !== undefined && SequenceNumber !== undefined
          ? { shardId: ShardId, sequenceNumber: SequenceNumber }
          : { failure: ErrorCode ?? 'NoAnswer' };
      });
    },
  };
}
