import type { Construct } from 'constructs';
import { backUpTables } from '../constructs/archive/table-backup';
import { ZoneSchedules } from '../constructs/functions/zone-schedules';
import { LedgerApi } from '../constructs/ledger/ledger-api';
import { LedgerCheckpointer } from '../constructs/ledger/ledger-checkpointer';
import { LedgerIndexer } from '../constructs/ledger/ledger-indexer';
import { LedgerMetrics } from '../constructs/ledger/ledger-metrics';
import { LedgerSealer } from '../constructs/ledger/ledger-sealer';
import { LedgerTables } from '../constructs/ledger/ledger-tables';
import type { AccessStack } from './access-stack';
import type { FunctionStackProps } from './function-stack';
import { intakeOf, surroundingsOf } from './function-stack';
import type { IdentityStack } from './identity-stack';
import { ZoneStack } from './zone-stack';

export interface LedgerStackProps extends FunctionStackProps {
  readonly identity: IdentityStack;
  readonly access: AccessStack;
}

/** Seals the audit stream into the ledger, signs it, and answers from it. What it writes is in the Archive stack. */
export class LedgerStack extends ZoneStack {
  readonly tables: LedgerTables;
  readonly sealer: LedgerSealer;
  readonly checkpointer: LedgerCheckpointer;
  readonly indexer: LedgerIndexer;
  readonly api: LedgerApi;
  readonly metrics: LedgerMetrics;

  constructor(scope: Construct, id: string, props: LedgerStackProps) {
    super(scope, id, props, {
      description: 'Seals, signs and indexes the audit ledger',
      // What is not sealed yet waits in the stream, seven days; the index is made again from the ledger.
      stateful: false,
    });
    const { config, keys, archive, identity, access } = props;
    this.tables = new LedgerTables(this, 'Tables', { config, key: keys.phi });
    const { tables } = this;
    backUpTables(this, { config, backup: archive.backup, tables: tables.kept });
    const common = { ...surroundingsOf(props), bucket: archive.ledger, auditKey: keys.audit };
    this.sealer = new LedgerSealer(this, 'Sealer', { ...common, stream: archive.stream });
    this.checkpointer = new LedgerCheckpointer(this, 'Checkpointer', {
      ...common,
      checkpointKey: keys.checkpoint,
    });
    this.indexer = new LedgerIndexer(this, 'Indexer', { ...common, index: tables.index });
    this.api = new LedgerApi(this, 'Api', {
      ...common,
      intake: intakeOf(props),
      callers: identity.callers,
      accessTables: access.tables,
      tables,
      pseudonymKey: keys.pseudonym,
      checkpointKey: keys.checkpoint,
    });
    this.metrics = new LedgerMetrics(this, 'Metrics', {
      config,
      sealerLog: this.sealer.logGroup,
      checkpointerLog: this.checkpointer.logGroup,
      indexerLog: this.indexer.logGroup,
    });
    new ZoneSchedules(this, 'Schedules', {
      config,
      of: 'ledger',
      failureQueue: common.failureQueue,
      messagingKey: common.messagingKey,
      schedules: {
        Spool: {
          function: this.sealer.function,
          everyMinutes: 5,
          input: { spool: true },
          description: 'Seals events that were accepted while the stream was down',
        },
        Checkpoint: {
          function: this.checkpointer.function,
          everyMinutes: 1,
          input: {},
          description: 'Signs what is new in the ledger',
        },
        Index: {
          function: this.indexer.function,
          everyMinutes: 1,
          input: {},
          description: 'Indexes what is new in the ledger',
        },
      },
    });
  }

  /** What alarms are about. */
  get watched() {
    return { sealer: this.sealer.function, metrics: this.metrics };
  }
}
