import { CfnSession } from 'aws-cdk-lib/aws-macie';
import type { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import { removalPolicy } from '../base/removal-policy';

export interface MacieProps {
  readonly config: ZoneConfig;
}

/** Looks for sensitive data, and for buckets that are open, in S3. */
export class Macie extends CfnSession {
  constructor(scope: Construct, id: string, { config }: MacieProps) {
    super(scope, id, {
      status: 'ENABLED',
      findingPublishingFrequency: 'FIFTEEN_MINUTES',
    });
    this.applyRemovalPolicy(removalPolicy(config));
  }
}
