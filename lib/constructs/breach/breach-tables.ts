import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { BREACH_TABLES } from '../../../lambda/breach/tables';
import type { ZoneConfig } from '../../config/schema';
import type { TableAccess } from '../base/table-access';
import { ZoneTable } from '../base/zone-table';

export interface BreachTablesProps {
  readonly config: ZoneConfig;
  /** They tell who did what to whose records: the key of PHI. */
  readonly key: IKey;
}

/** What an organization must be able to prove for six years (45 CFR 164.414(b)), and what the detector remembers. */
export class BreachTables extends Construct {
  /** Incidents and duties. Nobody takes an entry away; four functions add to it. */
  readonly register: ZoneTable;
  /** Windows of persons, positions in logs, sweeps. Only the detector writes it: an item of others would blind it. */
  readonly watches: ZoneTable;

  constructor(scope: Construct, id: string, props: BreachTablesProps) {
    super(scope, id);
    const { register, watches } = BREACH_TABLES;
    this.register = new ZoneTable(this, 'Register', {
      ...props,
      shape: register,
      onlyWriters: ['breach-api', 'breach-clock', 'breach-detector', 'breach-findings'],
      keepsEverything: true,
    });
    this.watches = new ZoneTable(this, 'Watches', {
      ...props,
      shape: watches,
      onlyWriters: ['breach-detector'],
    });
  }

  get all(): readonly ZoneTable[] {
    return [this.register, this.watches];
  }

  /**
   * What a function does with the register that changes it. Transactions need no right of their own.
   * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
   *
   * @param more whether it also reads histories; indexes that it queries
   */
  changesOfRegister(
    more: { readonly histories?: true; readonly indexes?: readonly string[] } = {},
  ): TableAccess {
    const { histories = false, indexes = [] } = more;
    return {
      table: this.register,
      uses: histories ? ['get', 'put', 'query'] : ['get', 'put'],
      indexes,
    };
  }
}
