import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { acknowledge } from '../../compliance/acknowledge';
import type { AccessTables } from '../access/access-tables';
import { deskAccess, deskEnvironment, makePseudonyms } from '../access/desk-access';
import type { AuditIntake } from '../archive/producer-access';
import { producerEnvironment, producerStatements } from '../archive/producer-access';
import { acknowledgeOutside } from '../functions/outside-network';
import type { FunctionSurroundings } from '../functions/zone-function';
import { ZoneFunction } from '../functions/zone-function';
import type { Callers } from '../identity/callers';
import { callerAccess, callerEnvironment } from '../identity/callers';
import type { DataKeyAccess } from './data-key-access';
import { phiEnvironment } from './phi-environment';
import type { PhiTables } from './phi-tables';

export type PhiApiProps = FunctionSurroundings & {
  readonly intake: AuditIntake;
  readonly callers: Callers;
  readonly accessTables: AccessTables;
  readonly phiTables: PhiTables;
  readonly dataKeys: DataKeyAccess;
  readonly phiKey: IKey;
  readonly pseudonymKey: IKey;
};

/** Encrypts and decrypts fields, finds identifiers in texts, takes them out. */
export class PhiApi extends ZoneFunction {
  constructor(scope: Construct, id: string, props: PhiApiProps) {
    const { config, intake, callers, accessTables, phiTables, dataKeys, phiKey, pseudonymKey } =
      props;
    const asksComprehend = config.phi.detector === 'comprehend-medical';
    super(scope, id, {
      ...props,
      name: 'phi-api',
      description: 'Encrypts, decrypts, classifies, redacts and de-identifies fields',
      environment: {
        ...producerEnvironment(intake),
        ...callerEnvironment(config, callers),
        ...deskEnvironment(config, accessTables),
        ...phiEnvironment(config, phiTables, phiKey),
        PSEUDONYM_KEY: pseudonymKey.keyArn,
      },
      statements: [
        ...producerStatements(config, intake),
        makePseudonyms(pseudonymKey),
        ...(asksComprehend ? [findWithComprehend()] : []),
      ],
      sharedPolicies: [dataKeys],
      // It uses approvals up.
      tables: [...callerAccess(callers), ...deskAccess(accessTables, { claims: true })],
      // API Gateway waits for 29 seconds.
      timeout: Duration.seconds(29),
      // A whole core: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
      memorySize: 1769,
    });
    acknowledgeOutside(this, props.network);
    if (asksComprehend) {
      acknowledge(this.policy, {
        rules: ['AwsSolutions-IAM5'],
        finding: 'Resource::*',
        reason:
          'Amazon Comprehend Medical has no resource to name. Texts go there through the endpoint of the VPC, since config says so (phi.detector).',
        citation:
          'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncomprehendmedical.html',
        review: '2027-11-26',
      });
    }
  }
}

function findWithComprehend(): PolicyStatement {
  return new PolicyStatement({
    sid: 'FindWithComprehendMedical',
    actions: ['comprehendmedical:DetectPHI'],
    resources: ['*'],
  });
}
