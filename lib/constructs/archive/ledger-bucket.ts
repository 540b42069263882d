import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { ZoneConfig } from '../../config/schema';
import {
  CHECKPOINTS,
  LEDGER_FOLDER,
  SEGMENTS,
  ZONE_CHECKPOINTS,
} from '../../../lambda/ledger/format/layout';
import { COPIES } from '../../../lambda/phi/keys/copy';
import type { ArchiveReplication } from './archive-replication';
import {
  denyConfigurationChange,
  denyCustomerProvidedKeys,
  denyDelete,
  denyOtherEncryption,
  denyPutByOthersThanWorkloads,
  denyPutExceptBy,
  denyReplicationInto,
  denyShorterRetention,
  denyUnconditionalPut,
} from './bucket-denials';
import { objectLock } from './object-lock';
import { ZoneBucket } from '../base/zone-bucket';
import { DATA_KEY_WORKLOADS } from '../base/zone-key';

export interface LedgerBucketProps {
  readonly config: ZoneConfig;
  readonly key: IKey;
  readonly accessLogs: IBucket;
  readonly replication: ArchiveReplication;
}

/** Its folders, each replicated: the ledger, and the copies of wrapped data keys. */
export const LEDGER_BUCKET_FOLDERS: readonly string[] = [LEDGER_FOLDER, COPIES.replace('/', '')];

/**
 * Write-once home of the audit ledger and of copies of wrapped data keys: every key is written once,
 * under a condition, by the functions whose it is.
 */
export class LedgerBucket extends ZoneBucket {
  constructor(scope: Construct, id: string, props: LedgerBucketProps) {
    const { config, key, accessLogs, replication } = props;
    super(scope, id, {
      config,
      retentionClass: 'audit',
      encryptionKey: key,
      accessLogs,
      objectLockDefaultRetention: objectLock(config),
      replicationRole: replication.role,
      replicationRules: replication.rules(LEDGER_BUCKET_FOLDERS, { encrypted: true }),
    });
    replication.allowSource(this);
    for (const statement of [
      denyDelete(this, config),
      denyConfigurationChange(this, config),
      denyShorterRetention(this, config),
      denyUnconditionalPut(this),
      denyReplicationInto(this),
      denyCustomerProvidedKeys(this),
      denyOtherEncryption(this, key),
      denyPutByOthersThanWorkloads(this, config),
      denyPutExceptBy(['ledger-sealer'], 'DenySegmentsByOthers', this, [SEGMENTS]),
      denyPutExceptBy(['ledger-checkpointer'], 'DenyCheckpointsByOthers', this, [
        CHECKPOINTS,
        ZONE_CHECKPOINTS,
      ]),
      denyPutExceptBy(DATA_KEY_WORKLOADS, 'DenyKeyCopiesByOthers', this, [COPIES]),
    ]) {
      this.addToResourcePolicy(statement);
    }
  }
}
