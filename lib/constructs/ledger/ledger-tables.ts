import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { LEDGER_TABLES } from '../../../lambda/ledger/index/tables';
import type { ZoneConfig } from '../../config/schema';
import { ZoneTable } from '../base/zone-table';

export interface LedgerTablesProps {
  readonly config: ZoneConfig;
  /** The index tells who saw whose record: the key of PHI. */
  readonly key: IKey;
}

/** Where in the ledger each event is, and which calls came before. The first can be made again from the ledger. */
export class LedgerTables extends Construct {
  readonly index: ZoneTable;
  readonly idempotency: ZoneTable;

  constructor(scope: Construct, id: string, props: LedgerTablesProps) {
    super(scope, id);
    const { index, idempotency } = LEDGER_TABLES;
    this.index = new ZoneTable(this, 'Index', { ...props, shape: index });
    this.idempotency = new ZoneTable(this, 'Idempotency', { ...props, shape: idempotency });
  }

  get all(): readonly ZoneTable[] {
    return [this.index, this.idempotency];
  }
}
