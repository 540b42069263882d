import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IStream } from 'aws-cdk-lib/aws-kinesis';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnEventSourceMapping, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { SEGMENTS, SPOOL } from '../../../lambda/ledger/format/layout';
import { ledgerOrigin } from '../../names';
import { acknowledgeOutside } from '../functions/outside-network';
import type { FunctionSurroundings } from '../functions/zone-function';
import { ZoneFunction } from '../functions/zone-function';
import { ledgerStatements } from '../archive/ledger-access';

export type LedgerSealerProps = FunctionSurroundings & {
  readonly stream: IStream;
  readonly bucket: IBucket;
  /** Key of stream and bucket. */
  readonly auditKey: IKey;
};

/** Until a record expires in the stream: https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html */
const WITHOUT_END = -1;

/** Seals each batch of the audit stream into a segment of its shard's log. */
export class LedgerSealer extends ZoneFunction {
  constructor(scope: Construct, id: string, props: LedgerSealerProps) {
    const { config, stream, bucket, auditKey, failureQueue } = props;
    super(scope, id, {
      ...props,
      name: 'ledger-sealer',
      description: 'Seals audit events into the ledger',
      environment: { LEDGER_BUCKET: bucket.bucketName, LEDGER_ORIGIN: ledgerOrigin(config) },
      statements: ledgerStatements(
        { config, bucket, key: auditKey },
        { lists: [SEGMENTS, SPOOL], reads: ['segments', 'spool'], writes: ['segments'] },
      ),
      lambdaStatements: [
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
          resources: [auditKey.keyArn],
          conditions: {
            StringEquals: { 'kms:ViaService': `kinesis.${config.region}.amazonaws.com` },
          },
        }),
      ],
      timeout: Duration.minutes(2),
      memorySize: 512,
    });
    acknowledgeOutside(this, props.network);
    // The L2 construct has no word for "without end", and leaves a limit that was once set in place.
    new CfnEventSourceMapping(this, 'Records', {
      functionName: this.function.functionArn,
      eventSourceArn: stream.streamArn,
      // Also what came before the mapping was there.
      startingPosition: StartingPosition.TRIM_HORIZON,
      // One call a shard at a time: the order of the shard is the order of the log.
      parallelizationFactor: 1,
      batchSize: 10_000,
      maximumBatchingWindowInSeconds: 5,
      // The same batch again and again, until it is sealed: nothing is skipped.
      bisectBatchOnFunctionError: false,
      maximumRetryAttempts: WITHOUT_END,
      maximumRecordAgeInSeconds: WITHOUT_END,
      // Where it is told what the stream itself has dropped after its seven days.
      destinationConfig: { onFailure: { destination: failureQueue.queueArn } },
    });
  }
}
