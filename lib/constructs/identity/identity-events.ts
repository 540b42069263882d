import { Duration } from 'aws-cdk-lib';
import { CfnEventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { tableStreamStatements } from '../base/table-access';
import { acknowledgeOutside } from '../functions/outside-network';
import { TableListener } from '../functions/table-listener';
import type { FunctionSurroundings } from '../functions/zone-function';
import { ZoneFunction } from '../functions/zone-function';
import type { AuditIntake } from '../archive/producer-access';
import { producerEnvironment, producerStatements } from '../archive/producer-access';
import { sessionLimits } from './callers';
import type { IdentityTables } from './identity-tables';

export type IdentityEventsProps = FunctionSurroundings & {
  readonly intake: AuditIntake;
  readonly tables: IdentityTables;
  readonly issuer: string;
};

/**
 * Writes down what is heard of people afterwards: failures and new passwords from the log of sign-ins,
 * second factors from the trail, sessions that timed out from their table. Counts failures, and locks.
 */
export class IdentityEvents extends ZoneFunction {
  constructor(scope: Construct, id: string, props: IdentityEventsProps) {
    const { config, intake, tables, issuer, failureQueue } = props;
    super(scope, id, {
      ...props,
      name: 'identity-events',
      description: 'Writes down what became of accounts and sessions',
      environment: {
        ...producerEnvironment(intake),
        DIRECTORY_TABLE: tables.directory.tableName,
        SESSION_LIMITS: sessionLimits(config),
        USER_POOL_ISSUER: issuer,
      },
      statements: producerStatements(config, intake),
      tables: [{ table: tables.directory, uses: ['get', 'put'] }],
      lambdaStatements: tableStreamStatements(config, tables.sessions),
      timeout: Duration.minutes(1),
    });
    acknowledgeOutside(this, props.network);
    new TableListener(this, 'Sessions', {
      table: tables.sessions,
      listener: this,
      // A session that began or went on is nobody's news.
      filterCriteria: { filters: [{ pattern: JSON.stringify({ eventName: ['REMOVE'] }) }] },
      batchSize: 100,
      failureQueue,
    });
    // The log of sign-ins and EventBridge call without waiting for an answer.
    new CfnEventInvokeConfig(this, 'Calls', {
      functionName: this.function.functionName,
      qualifier: '$LATEST',
      maximumRetryAttempts: 2,
      maximumEventAgeInSeconds: Duration.hours(6).toSeconds(),
      destinationConfig: { onFailure: { destination: failureQueue.queueArn } },
    });
  }
}
