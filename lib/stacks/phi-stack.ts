import type { DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import type { Construct } from 'constructs';
import { backUpTables } from '../constructs/archive/table-backup';
import { DataKeyAccess } from '../constructs/phi/data-key-access';
import { PhiApi } from '../constructs/phi/phi-api';
import { PhiBackfill } from '../constructs/phi/phi-backfill';
import { PhiMetrics } from '../constructs/phi/phi-metrics';
import { PhiTables } from '../constructs/phi/phi-tables';
import type { AccessStack } from './access-stack';
import type { FunctionStackProps } from './function-stack';
import { intakeOf, surroundingsOf } from './function-stack';
import type { IdentityStack } from './identity-stack';
import { ZoneStack } from './zone-stack';

export interface PhiStackProps extends FunctionStackProps {
  readonly identity: IdentityStack;
  readonly access: AccessStack;
  /** Undefined where the zone has none: nothing is there to be encrypted from inside. */
  readonly database: DatabaseInstance | undefined;
}

/** Encrypts fields of PHI, and finds identifiers in them. What it encrypts is with who asked. */
export class PhiStack extends ZoneStack {
  readonly api: PhiApi;
  readonly metrics: PhiMetrics;

  constructor(scope: Construct, id: string, props: PhiStackProps) {
    super(scope, id, props, { description: 'Encryption of fields, data keys', stateful: true });
    const { config, keys, archive, identity, access, database, network } = props;
    const tables = new PhiTables(this, 'Tables', { config, key: keys.phi });
    backUpTables(this, { config, backup: archive.backup, tables: tables.all });
    const dataKeys = new DataKeyAccess(this, 'DataKeyAccess', {
      config,
      network,
      tables,
      phiKey: keys.phi,
      bucket: archive.ledger,
    });
    const common = {
      ...surroundingsOf(props),
      intake: intakeOf(props),
      phiTables: tables,
      dataKeys,
      phiKey: keys.phi,
      pseudonymKey: keys.pseudonym,
    };
    this.api = new PhiApi(this, 'Api', {
      ...common,
      callers: identity.callers,
      accessTables: access.tables,
    });
    this.metrics = new PhiMetrics(this, 'Metrics', { config, apiLog: this.api.logGroup });
    if (database !== undefined) new PhiBackfill(this, 'Backfill', { ...common, database });
  }

  /** What alarms are about. */
  get watched() {
    return { api: this.api.function, metrics: this.metrics };
  }
}
