import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import { removalPolicy } from '../base/removal-policy';

export interface AccessAnalyzersProps {
  readonly config: ZoneConfig;
}

/** What others can reach from outside the account, and what nobody uses inside; each as its mode says. */
export class AccessAnalyzers extends Construct {
  constructor(scope: Construct, id: string, { config }: AccessAnalyzersProps) {
    super(scope, id);
    const { externalAccessAnalyzer, unusedAccessAnalyzer } = config.singletons;
    if (externalAccessAnalyzer === 'create') {
      new CfnAnalyzer(this, 'External', {
        analyzerName: `hlz-${config.name}-external`,
        type: 'ACCOUNT',
      }).applyRemovalPolicy(removalPolicy(config));
    }
    if (unusedAccessAnalyzer === 'create') {
      new CfnAnalyzer(this, 'Unused', {
        analyzerName: `hlz-${config.name}-unused`,
        type: 'ACCOUNT_UNUSED_ACCESS',
        analyzerConfiguration: {
          unusedAccessConfiguration: { unusedAccessAge: config.governance.unusedAccessDays },
        },
      }).applyRemovalPolicy(removalPolicy(config));
    }
  }
}
