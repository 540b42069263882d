import type { App } from 'aws-cdk-lib';
import type { ZoneConfig } from '../../lib/config/schema';
import { ArchiveStack } from '../../lib/stacks/archive-stack';
import { BaselineStack } from '../../lib/stacks/baseline-stack';
import { DataStack } from '../../lib/stacks/data-stack';
import { GovernanceStack } from '../../lib/stacks/governance-stack';
import { KeysStack } from '../../lib/stacks/keys-stack';
import { NetworkStack } from '../../lib/stacks/network-stack';
import type { FirstStack } from './templates';
import { bareApp, STUB_HANDLERS } from './zone';

/**
 * One of the first stacks of a zone, with no more than it stands on: for tests that make a zone for
 * each of many configs, of which the services are more than half. It has what it has in the zone,
 * but for what it exports to stacks that are not there.
 */
export function firstStack(config: ZoneConfig, id: FirstStack): App {
  const app = bareApp();
  const keys = new KeysStack(app, 'Keys', { config });
  const archive = new ArchiveStack(app, 'Archive', { config, keys });
  const baseline = new BaselineStack(app, 'Baseline', { config, keys, handlers: STUB_HANDLERS });
  if (id === 'Governance') new GovernanceStack(app, id, { config, keys, archive, baseline });
  if (id === 'Network' || id === 'Data') {
    const { landing } = archive;
    const { settingsToken } = baseline;
    const network = new NetworkStack(app, 'Network', { config, landing, settingsToken });
    if (id === 'Data') new DataStack(app, id, { config, keys, archive, network });
  }
  return app;
}
