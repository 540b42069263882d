import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { SEGMENTS } from '../../../lambda/ledger/format/layout';
import { ledgerOrigin } from '../../names';
import { ledgerStatements } from '../archive/ledger-access';
import type { AuditIntake } from '../archive/producer-access';
import { producerEnvironment, producerStatements } from '../archive/producer-access';
import { auditStreamStatements, StreamListener } from '../archive/stream-listener';
import type { ZoneTable } from '../base/zone-table';
import { acknowledgeOutside } from '../functions/outside-network';
import type { FunctionSurroundings } from '../functions/zone-function';
import { ZoneFunction } from '../functions/zone-function';
import { detectorSettings } from './breach-environment';
import type { BreachTables } from './breach-tables';

export type BreachDetectorProps = FunctionSurroundings & {
  readonly intake: AuditIntake;
  readonly tables: BreachTables;
  /** Who people are, and when they work. */
  readonly directory: ZoneTable;
  /** Where in the ledger the acts of a person are, for who left earlier than was known. */
  readonly index: ZoneTable;
};

/** Looks at every audit event once, and opens incidents (45 CFR 164.308(a)(1)(ii)(D)). */
export class BreachDetector extends ZoneFunction {
  constructor(scope: Construct, id: string, props: BreachDetectorProps) {
    const { config, intake, tables, directory, index, failureQueue } = props;
    const { stream, bucket, key } = intake;
    super(scope, id, {
      ...props,
      name: 'breach-detector',
      description: 'Looks for what may be a breach in audit events',
      environment: {
        ...producerEnvironment(intake),
        ...detectorSettings(config),
        LEDGER_ORIGIN: ledgerOrigin(config),
        REGISTER_TABLE: tables.register.tableName,
        WATCHES_TABLE: tables.watches.tableName,
        DIRECTORY_TABLE: directory.tableName,
        INDEX_TABLE: index.tableName,
      },
      statements: [
        ...producerStatements(config, intake),
        // What came while the stream was down, and what somebody did who had left.
        ...ledgerStatements(
          { config, bucket, key },
          { lists: [SEGMENTS], reads: ['segments'], writes: [] },
        ),
      ],
      tables: [
        tables.changesOfRegister(),
        { table: tables.watches, uses: ['get', 'put', 'update'], indexes: ['bySweep'] },
        { table: directory, uses: ['get'] },
        { table: index, uses: ['get', 'query'] },
      ],
      lambdaStatements: auditStreamStatements({ config, stream, key }),
      // No longer than until the next catch-up: the second would have to wait.
      timeout: Duration.minutes(1),
      memorySize: 512,
    });
    acknowledgeOutside(this, props.network);
    new StreamListener(this, 'Records', {
      stream,
      listener: this,
      batchSize: 1000,
      // An incident is told of within seconds.
      maximumBatchingWindowInSeconds: 1,
      failureQueue,
    });
  }
}
