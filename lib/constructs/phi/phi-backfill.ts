import { CfnOutput, Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import type { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import { zoneArn } from '../../names';
import { makePseudonyms } from '../access/desk-access';
import type { AuditIntake } from '../archive/producer-access';
import { producerEnvironment, producerStatements } from '../archive/producer-access';
import type { FunctionSurroundings } from '../functions/zone-function';
import { ZoneFunction } from '../functions/zone-function';
import type { DataKeyAccess } from './data-key-access';
import { phiEnvironment } from './phi-environment';
import type { PhiTables } from './phi-tables';

/** Who it is in the database. An operator makes him there: docs/runbooks/phi-api.md. */
const DATABASE_USER = 'hlz_backfill';
/**
 * Certificates of AWS, those of RDS among them, which Node does not trust by itself.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html#nodejs-certificate-loading
 */
const CERTIFICATES = '/var/runtime/ca-cert.pem';

export type PhiBackfillProps = FunctionSurroundings & {
  readonly intake: AuditIntake;
  readonly phiTables: PhiTables;
  readonly dataKeys: DataKeyAccess;
  readonly phiKey: IKey;
  readonly pseudonymKey: IKey;
  /** Holds what is to be encrypted. */
  readonly database: DatabaseInstance;
};

/** Encrypts a column of the database, which nobody reaches from outside. An operator calls it, slice by slice. */
export class PhiBackfill extends ZoneFunction {
  constructor(scope: Construct, id: string, props: PhiBackfillProps) {
    const { config, intake, phiTables, dataKeys, phiKey, pseudonymKey, database } = props;
    super(scope, id, {
      ...props,
      name: 'phi-backfill',
      description: 'Encrypts a column of the database, slice by slice',
      environment: {
        ...producerEnvironment(intake),
        ...phiEnvironment(config, phiTables, phiKey),
        PSEUDONYM_KEY: pseudonymKey.keyArn,
        DATABASE_HOST: database.dbInstanceEndpointAddress,
        DATABASE_PORT: database.dbInstanceEndpointPort,
        DATABASE_USER,
        NODE_EXTRA_CA_CERTS: CERTIFICATES,
      },
      statements: [...producerStatements(config, intake), makePseudonyms(pseudonymKey)],
      sharedPolicies: [dataKeys],
      lambdaStatements: [signIn(config, database)],
      timeout: Duration.minutes(15),
      // A whole core: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
      memorySize: 1769,
    });
    new CfnOutput(this, 'Name', {
      description: 'What `hlz phi backfill --function` calls',
      value: this.function.functionName,
    });
  }
}

/**
 * RDS asks IAM for it when the function signs in, and no call goes through an endpoint.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html
 *
 * @throws Error when CDK does not know the instance by its resource id
 */
function signIn(config: ZoneConfig, { instanceResourceId }: DatabaseInstance): PolicyStatement {
  if (instanceResourceId === undefined) throw new Error('a database without a resource id');
  return new PolicyStatement({
    sid: 'SignInToTheDatabase',
    actions: ['rds-db:connect'],
    resources: [zoneArn(config, 'rds-db', `dbuser:${instanceResourceId}/${DATABASE_USER}`)],
  });
}
