import { CfnOutput } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { PHI_TABLES } from '../../../lambda/phi/tables';
import type { ZoneConfig } from '../../config/schema';
import { ZoneTable } from '../base/zone-table';

export interface PhiTablesProps {
  readonly config: ZoneConfig;
  /** What is lost with its keys is PHI: the key of PHI. */
  readonly key: IKey;
}

/** Wrapped data keys of tenants. Nothing that they encrypted can be read without them: copies are write-once. */
export class PhiTables extends Construct {
  readonly dataKeys: ZoneTable;

  constructor(scope: Construct, id: string, props: PhiTablesProps) {
    super(scope, id);
    this.dataKeys = new ZoneTable(this, 'DataKeys', { ...props, shape: PHI_TABLES.dataKeys });
    new CfnOutput(this, 'DataKeysName', {
      description: 'What `hlz phi restore-keys --table` compares with the copies',
      value: this.dataKeys.tableName,
    });
  }

  get all(): readonly ZoneTable[] {
    return [this.dataKeys];
  }
}
