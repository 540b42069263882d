import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { AccessAnalyzers } from '../constructs/governance/access-analyzers';
import { ConfigRecorder } from '../constructs/governance/config-recorder';
import { HipaaConformancePack } from '../constructs/governance/conformance-pack';
import { GuardDuty } from '../constructs/governance/guard-duty';
import { Macie } from '../constructs/governance/macie';
import { SecurityHub } from '../constructs/governance/security-hub';
import { TrailAlarms } from '../constructs/governance/trail-alarms';
import { ZoneTrail } from '../constructs/governance/zone-trail';
import type { ArchiveStack } from './archive-stack';
import type { BaselineStack } from './baseline-stack';
import type { KeysStack } from './keys-stack';
import type { ZoneStackProps } from './zone-stack';
import { ZoneStack } from './zone-stack';

export interface GovernanceStackProps extends ZoneStackProps {
  readonly keys: KeysStack;
  readonly archive: ArchiveStack;
  readonly baseline: BaselineStack;
}

/** What watches the account: each part unless somebody else has made it (`singletons`). */
export class GovernanceStack extends ZoneStack {
  /** Log group of the trail; undefined when there is none that alarms could read. */
  readonly trailLogGroup: ILogGroup | undefined;

  constructor(scope: Construct, id: string, props: GovernanceStackProps) {
    super(scope, id, props, {
      description: 'Trail, recorder, detection and alarms',
      stateful: true,
    });
    const { config, keys, archive, baseline } = props;
    const { singletons, governance } = config;
    // Makes the role with which AWS Config records.
    this.addStackDependency(baseline);
    this.trailLogGroup = this.trail(props);
    if (this.trailLogGroup !== undefined) {
      new TrailAlarms(this, 'Alarms', {
        config,
        logGroup: this.trailLogGroup,
        topic: baseline.securityTopic,
      });
    }
    const recorder =
      singletons.configRecorder === 'create'
        ? [new ConfigRecorder(this, 'Config', { config, landing: archive.landing, key: keys.logs })]
        : [];
    if (governance.conformancePack) {
      new HipaaConformancePack(this, 'Hipaa', { config }).node.addDependency(...recorder);
    }
    if (singletons.guardDuty === 'create') new GuardDuty(this, 'GuardDuty', { config });
    if (singletons.securityHub === 'create') {
      new SecurityHub(this, 'SecurityHub', { config }).node.addDependency(...recorder);
    }
    new AccessAnalyzers(this, 'Access', { config });
    if (singletons.macie === 'create') new Macie(this, 'Macie', { config });
  }

  private trail({ config, keys, archive }: GovernanceStackProps): ILogGroup | undefined {
    const { mode, logGroupName } = config.singletons.trail;
    if (mode === 'create') {
      const trail = new ZoneTrail(this, 'Trail', {
        config,
        archive: archive.archive,
        key: keys.audit,
        logsKey: keys.logs,
      });
      return trail.logGroup;
    }
    return logGroupName === undefined
      ? undefined
      : LogGroup.fromLogGroupName(this, 'TrailLogs', logGroupName);
  }
}
