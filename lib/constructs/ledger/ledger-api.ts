import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { CHECKPOINTS, SEGMENTS, ZONE_CHECKPOINTS } from '../../../lambda/ledger/format/layout';
import { ledgerOrigin } from '../../names';
import type { AccessTables } from '../access/access-tables';
import { deskAccess, deskEnvironment, makePseudonyms } from '../access/desk-access';
import { ledgerStatements } from '../archive/ledger-access';
import type { AuditIntake } from '../archive/producer-access';
import { producerEnvironment, producerStatements } from '../archive/producer-access';
import { acknowledgeOutside } from '../functions/outside-network';
import type { FunctionSurroundings } from '../functions/zone-function';
import { ZoneFunction } from '../functions/zone-function';
import type { Callers } from '../identity/callers';
import { callerAccess, callerEnvironment } from '../identity/callers';
import type { LedgerTables } from './ledger-tables';

export type LedgerApiProps = FunctionSurroundings & {
  readonly intake: AuditIntake;
  readonly callers: Callers;
  readonly accessTables: AccessTables;
  readonly tables: LedgerTables;
  readonly pseudonymKey: IKey;
  /** Its public half checks what is answered. */
  readonly checkpointKey: IKey;
};

/** Takes audit events, and answers who saw whose record, with proofs. */
export class LedgerApi extends ZoneFunction {
  constructor(scope: Construct, id: string, props: LedgerApiProps) {
    const { config, intake, callers, accessTables, tables, pseudonymKey, checkpointKey } = props;
    super(scope, id, {
      ...props,
      name: 'ledger-api',
      description: 'Audit events, access reports, disclosures, proofs',
      environment: {
        ...producerEnvironment(intake),
        ...callerEnvironment(config, callers),
        ...deskEnvironment(config, accessTables),
        LEDGER_ORIGIN: ledgerOrigin(config),
        INDEX_TABLE: tables.index.tableName,
        IDEMPOTENCY_TABLE: tables.idempotency.tableName,
        CHECKPOINT_KEY_ARN: checkpointKey.keyArn,
        PSEUDONYM_KEY: pseudonymKey.keyArn,
        INDEX_DAYS: String(config.access.indexDays),
        AUDIT_DAYS: String(config.retention.auditDays),
      },
      statements: [
        ...producerStatements(config, intake),
        ...ledgerStatements(
          { config, bucket: intake.bucket, key: intake.key },
          {
            lists: [SEGMENTS, CHECKPOINTS, ZONE_CHECKPOINTS],
            reads: ['segments', 'checkpoints', 'zone'],
            writes: [],
          },
        ),
        makePseudonyms(pseudonymKey),
        new PolicyStatement({
          sid: 'ReadThePublicKey',
          actions: ['kms:GetPublicKey'],
          resources: [checkpointKey.keyArn],
        }),
      ],
      tables: [
        ...callerAccess(callers),
        ...deskAccess(accessTables, { claims: false }),
        { table: tables.index, uses: ['get', 'query'] },
        { table: tables.idempotency, uses: ['put', 'update'] },
      ],
      // API Gateway waits for 29 seconds.
      timeout: Duration.seconds(29),
      memorySize: 1024,
    });
    acknowledgeOutside(this, props.network);
  }
}
