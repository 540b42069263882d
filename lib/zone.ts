import { CfnResource } from 'aws-cdk-lib';
import type { IInterfaceVpcEndpoint } from 'aws-cdk-lib/aws-ec2';
import type { DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import type { Construct } from 'constructs';
import type { TreatedSetting } from './compliance/check-ledger';
import type { Expectations } from './compliance/expectations';
import { isEmulated } from './config/emulator';
import { profileDefaults } from './config/profiles';
import type { ZoneConfig } from './config/schema';
import { modeOf } from './config/settings';
import type { HandlerCode } from './bundle/handler-bundle';
import { needsSecondRegion } from './constructs/base/second-region';
import type { FunctionNetwork } from './constructs/functions/zone-function';
import { SERVICE_ROLE_PATH, WORKLOAD_ROLE_PATH, WORKLOAD_TAG } from './names';
import { AccessStack } from './stacks/access-stack';
import { ApiStack } from './stacks/api-stack';
import { ArchiveStack } from './stacks/archive-stack';
import { BaselineStack } from './stacks/baseline-stack';
import { BreachStack } from './stacks/breach-stack';
import { KeysStack } from './stacks/keys-stack';
import { NetworkStack } from './stacks/network-stack';
import { DataStack } from './stacks/data-stack';
import { GovernanceStack } from './stacks/governance-stack';
import { IdentityStack } from './stacks/identity-stack';
import { LedgerStack } from './stacks/ledger-stack';
import { OperationsStack } from './stacks/operations-stack';
import { PhiStack } from './stacks/phi-stack';
import { SecondRegionStack } from './stacks/second-region-stack';
import type { Services } from './stacks/services';

export interface ZoneProps {
  readonly config: ZoneConfig;
  readonly handlers: HandlerCode;
}

/** Makes the stacks of a zone: those of `STACK_IDS`, in that order, without what an emulator cannot hold. */
export function buildZone(scope: Construct, { config, handlers }: ZoneProps): void {
  const keys = new KeysStack(scope, 'Keys', { config });
  const second = needsSecondRegion(config)
    ? [new SecondRegionStack(scope, 'SecondRegion', { config })]
    : [];
  const archive = new ArchiveStack(scope, 'Archive', { config, keys });
  const baseline = new BaselineStack(scope, 'Baseline', { config, keys, handlers });
  const services = (
    network: FunctionNetwork | 'outside',
    endpoint?: IInterfaceVpcEndpoint,
    database?: DatabaseInstance,
  ): Services => {
    const common = { config, keys, archive, baseline, network, handlers };
    const identity = new IdentityStack(scope, 'Identity', common);
    const access = new AccessStack(scope, 'Access', { ...common, identity });
    const ledger = new LedgerStack(scope, 'Ledger', { ...common, identity, access });
    const phi = new PhiStack(scope, 'Phi', { ...common, identity, access, database });
    const breach = new BreachStack(scope, 'Breach', { ...common, identity, access, ledger });
    const api = new ApiStack(scope, 'Api', {
      config,
      keys,
      endpoint,
      userPoolArn: identity.userPool.pool.attrArn,
      functions: {
        'access-api': access.api.function,
        'breach-api': breach.api.function,
        'ledger-api': ledger.api.function,
        'phi-api': phi.api.function,
      },
    });
    // Without the role that Baseline gives API Gateway its logs are refused, and the stage with them.
    api.addStackDependency(baseline);
    return { identity, access, ledger, phi, breach, api };
  };
  const network = isEmulated(config)
    ? undefined
    : new NetworkStack(scope, 'Network', {
        config,
        landing: archive.landing,
        settingsToken: baseline.settingsToken,
      });
  const governance = new GovernanceStack(scope, 'Governance', { config, keys, archive, baseline });
  const data = network && new DataStack(scope, 'Data', { config, keys, archive, network });
  const made = services(network?.functions ?? 'outside', network?.apiEndpoint, data?.database);
  new OperationsStack(scope, 'Operations', {
    config,
    archive,
    baseline,
    governance,
    data,
    ...made,
  });
  // Where others watch the account nothing may be left to make, and CloudFormation takes no empty stack.
  if (governance.node.findAll().some((node) => CfnResource.isCfnResource(node))) {
    // No store of PHI stands before what watches it.
    for (const stack of [data, made.identity]) stack?.addStackDependency(governance);
  } else {
    scope.node.tryRemoveChild(governance.node.id);
  }
  // By name only, since no reference crosses Regions: the copies need a place to go.
  for (const stack of second) {
    archive.addStackDependency(stack);
    data?.addStackDependency(stack);
  }
}

/** What the rules of our own hold this zone to: the limits of its profile, and its choices. */
export function expectationsOf(config: ZoneConfig): Expectations {
  const { archive, backup, retention } = profileDefaults(config.profile);
  return {
    account: config.account,
    region: config.region,
    lockMode: archive.lockMode,
    auditDays: retention.auditDays,
    backupDays: backup.dailyRetentionDays,
    permanent: config.profile === 'production',
    egress: config.network.egress !== 'none',
    roles: {
      workloadPath: WORKLOAD_ROLE_PATH,
      workloadTag: WORKLOAD_TAG,
      servicePath: SERVICE_ROLE_PATH,
    },
    settings: treatedSettings(config),
  };
}

/** How the zone treats each account setting and singleton, and why where it leaves one alone. */
function treatedSettings({ accountSettings, singletons }: ZoneConfig): readonly TreatedSetting[] {
  return [accountSettings, singletons].flatMap(({ reasons, ...modes }) => {
    const reasonOf: Readonly<Record<string, string | undefined>> = reasons;
    return Object.entries(modes).map(([setting, value]) => {
      const mode = modeOf(value);
      const left = mode === 'off' || mode === 'existing';
      return { setting, mode, reason: (left ? reasonOf[setting] : undefined) ?? '' };
    });
  });
}
