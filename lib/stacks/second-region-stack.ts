import type { Construct } from 'constructs';
import { PhiReplica } from '../constructs/data/phi-replica';
import { inSecondRegion, replicaVaultName } from '../constructs/base/second-region';
import { ZoneKey } from '../constructs/base/zone-key';
import { ZoneVault } from '../constructs/base/zone-vault';
import type { ZoneStackProps } from './zone-stack';
import { ZoneStack } from './zone-stack';

/**
 * What survives the loss of the Region of the zone (45 CFR 164.308(a)(7)(ii)(B)). Its stacks know it
 * by name, so it is deployed before them.
 */
export class SecondRegionStack extends ZoneStack {
  readonly key: ZoneKey;
  readonly replica: PhiReplica;
  readonly vault: ZoneVault;

  constructor(scope: Construct, id: string, props: ZoneStackProps) {
    const config = inSecondRegion(props.config);
    super(scope, id, props, {
      description: 'Replicas and copies of PHI in a second Region',
      stateful: true,
      region: config.region,
    });
    this.key = new ZoneKey(this, 'Phi', {
      config,
      domain: 'phi',
      description: 'PHI of the second Region: replicas and copies of recovery points',
      workloadsOnly: true,
    });
    const { key } = this;
    this.replica = new PhiReplica(this, 'Replica', { config, key });
    this.vault = new ZoneVault(this, 'Vault', { config, key, name: replicaVaultName(config) });
  }
}
