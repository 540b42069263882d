import { CfnDetector } from 'aws-cdk-lib/aws-guardduty';
import type { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import { removalPolicy } from '../base/removal-policy';

/**
 * What GuardDuty looks at. https://docs.aws.amazon.com/guardduty/latest/APIReference/API_DetectorFeatureConfiguration.html
 *
 * - EKS_RUNTIME_MONITORING is part of RUNTIME_MONITORING; the API refuses a detector that names both.
 * - AI_ANALYST is not named, which leaves it off: a preview that has findings looked at by a model in
 *   another Region. https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-investigation.html
 * - AI_PROTECTION is not named: the zone calls no model, and not every Region knows it.
 */
const FEATURES = [
  'S3_DATA_EVENTS',
  'EKS_AUDIT_LOGS',
  'EBS_MALWARE_PROTECTION',
  'RDS_LOGIN_EVENTS',
  'LAMBDA_NETWORK_LOGS',
] as const;

/** Whose agent GuardDuty installs by itself. */
const RUNTIME_AGENTS = [
  'EKS_ADDON_MANAGEMENT',
  'ECS_FARGATE_AGENT_MANAGEMENT',
  'EC2_AGENT_MANAGEMENT',
] as const;

export interface GuardDutyProps {
  readonly config: ZoneConfig;
}

/** Looks for threats in what AWS sees of this account. */
export class GuardDuty extends CfnDetector {
  constructor(scope: Construct, id: string, { config }: GuardDutyProps) {
    super(scope, id, {
      enable: true,
      findingPublishingFrequency: 'FIFTEEN_MINUTES',
      features: [
        ...FEATURES.map(enabled),
        {
          ...enabled('RUNTIME_MONITORING'),
          additionalConfiguration: RUNTIME_AGENTS.map(enabled),
        },
      ],
    });
    this.applyRemovalPolicy(removalPolicy(config));
  }
}

function enabled(name: string): { readonly name: string; readonly status: string } {
  return { name, status: 'ENABLED' };
}
