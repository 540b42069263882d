import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { AuditIntake } from '../archive/producer-access';
import { producerEnvironment, producerStatements } from '../archive/producer-access';
import { acknowledgeOutside } from '../functions/outside-network';
import type { FunctionSurroundings } from '../functions/zone-function';
import { ZoneFunction } from '../functions/zone-function';
import { deskSettings } from './breach-environment';
import type { BreachTables } from './breach-tables';

export type BreachClockProps = FunctionSurroundings & {
  readonly intake: AuditIntake;
  readonly tables: BreachTables;
};

/** Reminds of what is due (45 CFR 164.404(b), 164.406(b), 164.408, 164.410(b)). */
export class BreachClock extends ZoneFunction {
  constructor(scope: Construct, id: string, props: BreachClockProps) {
    const { config, intake, tables } = props;
    super(scope, id, {
      ...props,
      name: 'breach-clock',
      description: 'Reminds of what is due for incidents, and of duties that come again',
      environment: {
        ...producerEnvironment(intake),
        ...deskSettings(config),
        REGISTER_TABLE: tables.register.tableName,
      },
      statements: producerStatements(config, intake),
      tables: [tables.changesOfRegister({ indexes: ['byOpen'] })],
      timeout: Duration.minutes(5),
    });
    acknowledgeOutside(this, props.network);
  }
}
