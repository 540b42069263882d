import { Duration } from 'aws-cdk-lib';
import type { IManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledge } from '../../compliance/acknowledge';
import type { ZoneTable } from '../base/zone-table';
import { acknowledgeOutside } from '../functions/outside-network';
import type { FunctionSurroundings } from '../functions/zone-function';
import { ZoneFunction } from '../functions/zone-function';

export type IdentityKeysProps = FunctionSurroundings & {
  readonly issuer: string;
  readonly publicKeys: ZoneTable;
};

/** Copies the public keys of the user pool to where functions in the VPC can read them (ADR 0015). */
export class IdentityKeys extends ZoneFunction {
  constructor(scope: Construct, id: string, props: IdentityKeysProps) {
    const { issuer, publicKeys, network } = props;
    super(scope, id, {
      ...props,
      ...outside(network),
      name: 'identity-keys',
      description: 'Copies the public keys of the user pool',
      environment: {
        USER_POOL_ISSUER: issuer,
        JWKS_URL: `${issuer}/.well-known/jwks.json`,
        PUBLIC_KEYS_TABLE: publicKeys.tableName,
      },
      statements: [],
      tables: [{ table: publicKeys, uses: ['put'] }],
      timeout: Duration.seconds(30),
    });
    if (network === 'outside') {
      acknowledgeOutside(this, network);
      return;
    }
    acknowledge(this.function, {
      rules: ['HIPAA.Security-LambdaInsideVPC', 'NIST.800.53.R5-LambdaInsideVPC'],
      reason:
        'It reads the public keys of the user pool, which AWS serves on the Internet only: the VPC has no way there, and the interface endpoint of Cognito serves no user pool that has a domain, and of none promises the key set. It has no data of patients, and may write the one table of keys and nothing else (docs/adr/0015-public-keys.md).',
      citation: '45 CFR 164.312(e)(1)',
      review: '2027-11-22',
    });
  }
}

function outside(network: IdentityKeysProps['network']): {
  readonly network: 'outside';
  readonly runtime?: IManagedPolicy;
} {
  return network === 'outside'
    ? { network }
    : // Traces by the policy that is looked at once. What it says of network interfaces is for Lambda only.
      { network: 'outside', runtime: network.runtime };
}
