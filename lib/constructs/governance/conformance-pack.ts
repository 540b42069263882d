import { CfnConformancePack } from 'aws-cdk-lib/aws-config';
import type { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import { HELD_RULES } from '../../conformance/rules';
import { conformancePackTemplate } from '../../conformance/template';

/** The same for every zone. */
const BODY = conformancePackTemplate(HELD_RULES);

export interface HipaaConformancePackProps {
  readonly config: ZoneConfig;
}

/**
 * AWS's HIPAA rules that mean something in a zone, as one pack of AWS Config.
 *
 * AWS Config refuses it before there is a recorder and a delivery channel: who makes those makes this
 * depend on them.
 */
export class HipaaConformancePack extends CfnConformancePack {
  constructor(scope: Construct, id: string, { config }: HipaaConformancePackProps) {
    super(scope, id, {
      conformancePackName: `hlz-${config.name}-hipaa`,
      templateBody: BODY,
    });
  }
}
