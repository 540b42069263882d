import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { SEGMENTS } from '../../../lambda/ledger/format/layout';
import { ledgerOrigin } from '../../names';
import { ledgerStatements } from '../archive/ledger-access';
import type { ZoneTable } from '../base/zone-table';
import { acknowledgeOutside } from '../functions/outside-network';
import type { FunctionSurroundings } from '../functions/zone-function';
import { ZoneFunction } from '../functions/zone-function';

export type LedgerIndexerProps = FunctionSurroundings & {
  readonly bucket: IBucket;
  /** Key of the bucket. */
  readonly auditKey: IKey;
  readonly index: ZoneTable;
};

/** Writes down where in the ledger each event is: by patient, by actor, by its id. */
export class LedgerIndexer extends ZoneFunction {
  constructor(scope: Construct, id: string, props: LedgerIndexerProps) {
    const { config, bucket, auditKey, index } = props;
    super(scope, id, {
      ...props,
      name: 'ledger-indexer',
      description: 'Indexes the audit ledger',
      environment: {
        LEDGER_BUCKET: bucket.bucketName,
        LEDGER_ORIGIN: ledgerOrigin(config),
        INDEX_TABLE: index.tableName,
        INDEX_DAYS: String(config.access.indexDays),
        AUDIT_DAYS: String(config.retention.auditDays),
      },
      statements: ledgerStatements(
        { config, bucket, key: auditKey },
        { lists: [SEGMENTS], reads: ['segments'], writes: [] },
      ),
      tables: [{ table: index, uses: ['get', 'put', 'update', 'batch'] }],
      // No longer than until the next run: the second would have to wait.
      timeout: Duration.minutes(1),
      memorySize: 512,
    });
    acknowledgeOutside(this, props.network);
  }
}
