import { Duration } from 'aws-cdk-lib';
import type { IStream } from 'aws-cdk-lib/aws-kinesis';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { SEGMENTS, SPOOL } from '../../../lambda/ledger/format/layout';
import { ledgerOrigin } from '../../names';
import { acknowledgeOutside } from '../functions/outside-network';
import type { FunctionSurroundings } from '../functions/zone-function';
import { ZoneFunction } from '../functions/zone-function';
import { ledgerStatements } from '../archive/ledger-access';
import { auditStreamStatements, StreamListener } from '../archive/stream-listener';

export type LedgerSealerProps = FunctionSurroundings & {
  readonly stream: IStream;
  readonly bucket: IBucket;
  /** Key of stream and bucket. */
  readonly auditKey: IKey;
};

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
      lambdaStatements: auditStreamStatements({ config, stream, key: auditKey }),
      timeout: Duration.minutes(2),
      memorySize: 512,
    });
    acknowledgeOutside(this, props.network);
    // The order of the shard is the order of the log.
    new StreamListener(this, 'Records', {
      stream,
      listener: this,
      batchSize: 10_000,
      maximumBatchingWindowInSeconds: 5,
      failureQueue,
    });
  }
}
