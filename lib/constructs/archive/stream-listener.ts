import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IStream } from 'aws-cdk-lib/aws-kinesis';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { CfnEventSourceMappingProps } from 'aws-cdk-lib/aws-lambda';
import { CfnEventSourceMapping, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import type { ZoneFunction } from '../functions/zone-function';

/** Until a record expires in the stream: https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html */
const WITHOUT_END = -1;

export type StreamListenerProps = Required<
  Pick<CfnEventSourceMappingProps, 'batchSize' | 'maximumBatchingWindowInSeconds'>
> & {
  /** The audit stream. */
  readonly stream: IStream;
  readonly listener: ZoneFunction;
  /** Where it is told what the stream itself has dropped after its seven days. */
  readonly failureQueue: IQueue;
};

/**
 * Hands the audit stream to a function: the same batch again and again, until it is done, and nothing
 * is skipped. The L2 construct has no word for "without end", and leaves a limit that was once set in place.
 */
export class StreamListener extends CfnEventSourceMapping {
  constructor(scope: Construct, id: string, props: StreamListenerProps) {
    const { stream, listener, failureQueue, ...rest } = props;
    super(scope, id, {
      ...rest,
      functionName: listener.function.functionArn,
      eventSourceArn: stream.streamArn,
      // Also what came before the mapping was there.
      startingPosition: StartingPosition.TRIM_HORIZON,
      // One call a shard at a time, in the order of the shard.
      parallelizationFactor: 1,
      bisectBatchOnFunctionError: false,
      maximumRetryAttempts: WITHOUT_END,
      maximumRecordAgeInSeconds: WITHOUT_END,
      destinationConfig: { onFailure: { destination: failureQueue.queueArn } },
    });
  }
}

export interface StreamStatementsProps {
  readonly config: Pick<ZoneConfig, 'region'>;
  readonly stream: IStream;
  /** Its key. */
  readonly key: IKey;
}

/** What Lambda does to read the audit stream for a function, from outside any VPC. */
export function auditStreamStatements({
  config,
  stream,
  key,
}: StreamStatementsProps): readonly PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'ReadTheStream',
      // https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html#stream-create-permissions
      actions: [
        'kinesis:DescribeStream',
        'kinesis:DescribeStreamSummary',
        'kinesis:GetRecords',
        'kinesis:GetShardIterator',
        'kinesis:ListShards',
      ],
      resources: [stream.streamArn],
    }),
    new PolicyStatement({
      sid: 'DecryptTheStream',
      actions: ['kms:Decrypt'],
      resources: [key.keyArn],
      conditions: {
        StringEquals: { 'kms:ViaService': `kinesis.${config.region}.amazonaws.com` },
      },
    }),
  ];
}
