import type { Construct } from 'constructs';
import type { HandlerCode } from '../bundle/handler-bundle';
import type { FunctionNetwork } from '../constructs/functions/zone-function';
import { LedgerCheckpointer } from '../constructs/ledger/ledger-checkpointer';
import { LedgerMetrics } from '../constructs/ledger/ledger-metrics';
import { LedgerSchedules } from '../constructs/ledger/ledger-schedules';
import { LedgerSealer } from '../constructs/ledger/ledger-sealer';
import type { ArchiveStack } from './archive-stack';
import type { BaselineStack } from './baseline-stack';
import type { KeysStack } from './keys-stack';
import type { ZoneStackProps } from './zone-stack';
import { ZoneStack } from './zone-stack';

export interface LedgerStackProps extends ZoneStackProps {
  readonly keys: KeysStack;
  readonly archive: ArchiveStack;
  readonly baseline: BaselineStack;
  /** Where its functions stand. `outside` is for an emulator, which has no network. */
  readonly network: FunctionNetwork | 'outside';
  readonly handlers: HandlerCode;
}

/** Seals the audit stream into the ledger, and signs it. What it writes is in the Archive stack. */
export class LedgerStack extends ZoneStack {
  readonly sealer: LedgerSealer;
  readonly checkpointer: LedgerCheckpointer;
  readonly metrics: LedgerMetrics;

  constructor(scope: Construct, id: string, props: LedgerStackProps) {
    super(scope, id, props, {
      description: 'Seals and signs the audit ledger',
      // What is not sealed yet waits in the stream, seven days.
      stateful: false,
    });
    const { config, keys, archive, baseline, network, handlers } = props;
    const { failureQueue } = baseline;
    const common = {
      config,
      handlers,
      network,
      bucket: archive.ledger,
      auditKey: keys.audit,
      logsKey: keys.logs,
      messagingKey: keys.messaging,
      failureQueue,
    };
    this.sealer = new LedgerSealer(this, 'Sealer', { ...common, stream: archive.stream });
    this.checkpointer = new LedgerCheckpointer(this, 'Checkpointer', {
      ...common,
      checkpointKey: keys.checkpoint,
    });
    this.metrics = new LedgerMetrics(this, 'Metrics', {
      config,
      sealerLog: this.sealer.logGroup,
      checkpointerLog: this.checkpointer.logGroup,
    });
    new LedgerSchedules(this, 'Schedules', {
      config,
      failureQueue,
      messagingKey: keys.messaging,
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
      },
    });
  }
}
