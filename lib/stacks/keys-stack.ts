import { KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { TeardownRole } from '../constructs/base/teardown-role';
import { ZoneKey } from '../constructs/base/zone-key';
import type { ZoneStackProps } from './zone-stack';
import { ZoneStack } from './zone-stack';

/** The keys, by what they protect; in a sandbox also the role that tears it down. */
export class KeysStack extends ZoneStack {
  readonly phi: ZoneKey;
  readonly audit: ZoneKey;
  readonly logs: ZoneKey;
  readonly messaging: ZoneKey;
  /** HMAC key under which patients get their pseudonyms. */
  readonly pseudonym: ZoneKey;
  /** Ed25519 key that signs checkpoints of the audit ledger. */
  readonly checkpoint: ZoneKey;

  constructor(scope: Construct, id: string, props: ZoneStackProps) {
    super(scope, id, props, { description: 'KMS keys by domain', stateful: true });
    const { config } = props;
    const { multiRegion } = config.keys;
    this.phi = new ZoneKey(this, 'Phi', {
      config,
      domain: 'phi',
      description: 'PHI: databases, PHI buckets, tenant data keys, backups, volumes',
      workloadsOnly: true,
      multiRegion,
    });
    this.audit = new ZoneKey(this, 'Audit', {
      config,
      domain: 'audit',
      description: 'Audit stream, ledger and archive',
    });
    this.logs = new ZoneKey(this, 'Logs', {
      config,
      domain: 'logs',
      description:
        'Log groups, environments of functions, and what AWS delivers into the landing bucket',
    });
    this.messaging = new ZoneKey(this, 'Messaging', {
      config,
      domain: 'messaging',
      description: 'Topics and queues',
    });
    this.pseudonym = new ZoneKey(this, 'Pseudonym', {
      config,
      domain: 'pseudonym',
      description: 'HMAC of patient identifiers',
      workloadsOnly: true,
      multiRegion,
      keySpec: KeySpec.HMAC_256,
      keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
    });
    this.checkpoint = new ZoneKey(this, 'Checkpoint', {
      config,
      domain: 'checkpoint',
      description: 'Ed25519 signatures of audit ledger checkpoints',
      workloadsOnly: true,
      multiRegion,
      keySpec: KeySpec.ECC_NIST_EDWARDS25519,
      keyUsage: KeyUsage.SIGN_VERIFY,
    });
    if (config.profile !== 'production') new TeardownRole(this, 'Teardown', { config });
  }
}
