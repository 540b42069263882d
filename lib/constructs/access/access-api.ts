import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { acknowledgeOutside } from '../functions/outside-network';
import type { FunctionSurroundings } from '../functions/zone-function';
import { ZoneFunction } from '../functions/zone-function';
import type { Callers } from '../identity/callers';
import { callerEnvironment } from '../identity/callers';
import type { AuditIntake } from '../archive/producer-access';
import { producerEnvironment, producerStatements } from '../archive/producer-access';
import type { AccessTables } from './access-tables';
import { deskEnvironment, makePseudonyms } from './desk-access';

export type AccessApiProps = FunctionSurroundings & {
  readonly intake: AuditIntake;
  readonly callers: Callers;
  readonly tables: AccessTables;
  /** Encrypts what is written into the register of broken glasses. */
  readonly phiKey: IKey;
  readonly pseudonymKey: IKey;
};

/** Answers what is asked of sessions, accounts, care teams, approvals and broken glasses. */
export class AccessApi extends ZoneFunction {
  constructor(scope: Construct, id: string, props: AccessApiProps) {
    const { config, intake, callers, tables, phiKey, pseudonymKey } = props;
    super(scope, id, {
      ...props,
      name: 'access-api',
      description: 'Sessions, accounts, care teams, approvals, broken glasses',
      environment: {
        ...producerEnvironment(intake),
        ...callerEnvironment(config, callers),
        ...deskEnvironment(config, tables),
        PHI_KEY: phiKey.keyArn,
        PSEUDONYM_KEY: pseudonymKey.keyArn,
      },
      statements: [
        ...producerStatements(config, intake),
        makePseudonyms(pseudonymKey),
        sealJustifications(phiKey),
      ],
      // It is also where people, teams and approvals are changed.
      tables: [
        { table: callers.tables.directory, uses: ['get', 'put'], indexes: ['byTenant'] },
        { table: callers.tables.sessions, uses: ['get', 'put', 'update', 'delete'] },
        { table: callers.tables.publicKeys, uses: ['get'] },
        { table: tables.careTeams, uses: ['query', 'put', 'delete'] },
        {
          table: tables.approvals,
          uses: ['get', 'put', 'update'],
          indexes: ['byState', 'byRequester'],
        },
        { table: tables.restrictions, uses: ['query', 'put', 'delete'] },
        { table: tables.rates, uses: ['update'] },
        {
          table: tables.brokenGlass,
          uses: ['get', 'query', 'put', 'update'],
          indexes: ['byGlass', 'byReview'],
        },
      ],
      // API Gateway waits for 29 seconds.
      timeout: Duration.seconds(29),
      memorySize: 1024,
    });
    acknowledgeOutside(this, props.network);
  }
}

/** A text of the register of broken glasses, and nothing else under this key. */
function sealJustifications(phiKey: IKey): PolicyStatement {
  return new PolicyStatement({
    sid: 'SealJustifications',
    actions: ['kms:Encrypt', 'kms:Decrypt'],
    resources: [phiKey.keyArn],
    conditions: {
      StringEquals: { 'kms:EncryptionContext:purpose': 'break-glass' },
      'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['purpose', 'glass', 'tenant'] },
      Null: {
        'kms:EncryptionContext:glass': 'false',
        'kms:EncryptionContext:tenant': 'false',
      },
    },
  });
}
