import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { acknowledge } from '../../compliance/acknowledge';
import { accountSettingsStatements } from './account-settings';
import type { ZoneFunctionProps } from '../functions/zone-function';
import { ZoneFunction } from '../functions/zone-function';

export type BaselineFunctionProps = Pick<
  ZoneFunctionProps,
  'config' | 'handlers' | 'logsKey' | 'messagingKey' | 'failureQueue'
> & {
  /** Key of EBS volumes. */
  readonly phiKey: IKey;
};

/** Answers the custom resources of account settings, and the default security group of the VPC. */
export class BaselineFunction extends ZoneFunction {
  constructor(scope: Construct, id: string, { phiKey, ...props }: BaselineFunctionProps) {
    super(scope, id, {
      ...props,
      name: 'baseline',
      network: 'outside',
      description: 'Answers custom resources for account settings',
      statements: accountSettingsStatements(phiKey),
      timeout: Duration.minutes(2),
    });
    acknowledge(this.function, {
      rules: ['HIPAA.Security-LambdaInsideVPC', 'NIST.800.53.R5-LambdaInsideVPC'],
      reason:
        'It runs before the VPC exists, and closes the default security group of that VPC. It reads and changes account settings only, and touches no PHI.',
      citation: '45 CFR 164.312(e)(1)',
      review: '2027-11-22',
    });
    acknowledge(this.policy, {
      rules: ['AwsSolutions-IAM5'],
      finding: 'Resource::*',
      reason:
        'Account settings and X-Ray have no resource to name, and the default security groups of other VPCs are not known beforehand. The actions are listed one by one.',
      citation:
        'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
      review: '2027-11-22',
    });
  }
}
