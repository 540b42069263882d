import { Duration } from 'aws-cdk-lib';
import { CfnEventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { AuditIntake } from '../archive/producer-access';
import { producerEnvironment, producerStatements } from '../archive/producer-access';
import { acknowledgeOutside } from '../functions/outside-network';
import type { FunctionSurroundings } from '../functions/zone-function';
import { ZoneFunction } from '../functions/zone-function';
import { deskSettings } from './breach-environment';
import type { BreachTables } from './breach-tables';

export type BreachFindingsProps = FunctionSurroundings & {
  readonly intake: AuditIntake;
  readonly tables: BreachTables;
};

/** Makes incidents of what GuardDuty, Macie and Security Hub find. */
export class BreachFindings extends ZoneFunction {
  constructor(scope: Construct, id: string, props: BreachFindingsProps) {
    const { config, intake, tables, failureQueue } = props;
    super(scope, id, {
      ...props,
      name: 'breach-findings',
      description: 'Makes incidents of findings of AWS services',
      environment: {
        ...producerEnvironment(intake),
        ...deskSettings(config),
        REGISTER_TABLE: tables.register.tableName,
      },
      statements: producerStatements(config, intake),
      tables: [tables.changesOfRegister()],
      timeout: Duration.minutes(1),
    });
    acknowledgeOutside(this, props.network);
    // EventBridge calls without waiting for an answer.
    new CfnEventInvokeConfig(this, 'Calls', {
      functionName: this.function.functionName,
      qualifier: '$LATEST',
      maximumRetryAttempts: 2,
      maximumEventAgeInSeconds: Duration.hours(6).toSeconds(),
      destinationConfig: { onFailure: { destination: failureQueue.queueArn } },
    });
  }
}
