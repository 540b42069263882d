import { CfnHub, CfnStandard } from 'aws-cdk-lib/aws-securityhub';
import { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import { partitionOf } from '../../names';
import { removalPolicy } from '../base/removal-policy';

/** https://docs.aws.amazon.com/securityhub/latest/userguide/standards-reference.html */
const STANDARDS = {
  BestPractices: 'aws-foundational-security-best-practices/v/1.0.0',
  Nist80053: 'nist-800-53/v/5.0.0',
} as const;

export interface SecurityHubProps {
  readonly config: ZoneConfig;
}

/** Holds the account to two standards, and gathers what the other services find. */
export class SecurityHub extends Construct {
  constructor(scope: Construct, id: string, { config }: SecurityHubProps) {
    super(scope, id);
    const hub = new CfnHub(this, 'Hub', {
      autoEnableControls: true,
      // One finding a control, also where both standards have it.
      controlFindingGenerator: 'SECURITY_CONTROL',
      // AWS's choice of standards would be none of ours to change: those below are.
      enableDefaultStandards: false,
    });
    const { region } = config;
    const standards = Object.entries(STANDARDS).map(([name, standard]) => {
      const resource = new CfnStandard(this, name, {
        standardsArn: `arn:${partitionOf(region)}:securityhub:${region}::standards/${standard}`,
      });
      resource.addResourceDependency(hub);
      return resource;
    });
    for (const kept of [hub, ...standards]) kept.applyRemovalPolicy(removalPolicy(config));
  }
}
