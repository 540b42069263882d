import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { LEDGER_TABLES } from '../../../lambda/ledger/index/tables';
import { acknowledge } from '../../compliance/acknowledge';
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
    acknowledge(this.index, {
      rules: [
        'HIPAA.Security-DynamoDBInBackupPlan',
        'NIST.800.53.R5-DynamoDBInBackupPlan',
        'LandingZone-BackupSelected',
      ],
      reason:
        'It is made again from the ledger, which nobody can change or delete, and goes back to any second of 35 days. A backup of a table is a full copy each time: the plan would keep each event a hundred times.',
      citation: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/about-backup-plans.html',
      review: '2027-11-22',
    });
    this.idempotency = new ZoneTable(this, 'Idempotency', { ...props, shape: idempotency });
  }

  /** Those that are backed up. */
  get kept(): readonly ZoneTable[] {
    return [this.idempotency];
  }
}
