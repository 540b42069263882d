import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ZoneTable } from '../base/zone-table';
import { acknowledgeOutside } from '../functions/outside-network';
import type { FunctionSurroundings } from '../functions/zone-function';
import { ZoneFunction } from '../functions/zone-function';
import type { AuditIntake } from '../archive/producer-access';
import { producerEnvironment, producerStatements } from '../archive/producer-access';

export type IdentitySignInProps = FunctionSurroundings & {
  readonly intake: AuditIntake;
  readonly directory: ZoneTable;
};

/** Refuses who is locked out or gone, and writes each sign-in down before there are tokens. */
export class IdentitySignIn extends ZoneFunction {
  constructor(scope: Construct, id: string, props: IdentitySignInProps) {
    const { config, intake, directory } = props;
    super(scope, id, {
      ...props,
      name: 'identity-sign-in',
      description: 'Lets people sign in, and writes it down',
      environment: { ...producerEnvironment(intake), DIRECTORY_TABLE: directory.tableName },
      statements: producerStatements(config, intake),
      tables: [{ table: directory, uses: ['get', 'put'] }],
      // Cognito waits no longer.
      timeout: Duration.seconds(5),
      memorySize: 512,
    });
    acknowledgeOutside(this, props.network);
  }
}
