import type { Construct } from 'constructs';
import type { TreatedSetting } from './compliance/check-ledger';
import type { ZoneConfig } from './config/schema';
import type { HandlerCode } from './bundle/handler-bundle';
import { ArchiveStack } from './stacks/archive-stack';
import { BaselineStack } from './stacks/baseline-stack';
import { KeysStack } from './stacks/keys-stack';
import { NetworkStack } from './stacks/network-stack';

export interface ZoneProps {
  readonly config: ZoneConfig;
  readonly handlers: HandlerCode;
}

/** Makes the stacks of a zone: those of `STACK_IDS`, in that order. */
export function buildZone(scope: Construct, { config, handlers }: ZoneProps): void {
  const keys = new KeysStack(scope, 'Keys', { config });
  const archive = new ArchiveStack(scope, 'Archive', { config, keys });
  const baseline = new BaselineStack(scope, 'Baseline', { config, keys, handlers });
  new NetworkStack(scope, 'Network', {
    config,
    landing: archive.landing,
    settingsToken: baseline.settingsToken,
  });
}

/** How the zone treats each account setting and singleton. */
export function treatedSettings(config: ZoneConfig): readonly TreatedSetting[] {
  const { apiGatewayLogRole, configServiceLinkedRole } = config.singletons;
  return Object.entries({
    ...config.accountSettings,
    apiGatewayLogRole: apiGatewayLogRole.mode,
    configServiceLinkedRole,
  }).map(([setting, mode]) => ({ setting, mode }));
}
