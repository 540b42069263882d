import { Duration, Tags } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Stream, StreamEncryption, StreamMode } from 'aws-cdk-lib/aws-kinesis';
import type { Construct } from 'constructs';
import { acknowledge } from '../../compliance/acknowledge';
import type { RetentionClass } from '../../compliance/reading/tags';
import { RETENTION_CLASS_TAG } from '../../compliance/reading/tags';
import type { ZoneConfig } from '../../config/schema';
import { removalPolicy } from '../base/removal-policy';

export interface AuditStreamProps {
  readonly config: ZoneConfig;
  readonly key: IKey;
}

/**
 * The intake of the audit ledger. Provisioned shards, since each shard is a log of its own; seven
 * days, in which every reader can be mended and replay.
 */
export class AuditStream extends Stream {
  constructor(scope: Construct, id: string, { config, key }: AuditStreamProps) {
    super(scope, id, {
      streamMode: StreamMode.PROVISIONED,
      shardCount: config.archive.streamShards,
      retentionPeriod: Duration.days(7),
      encryption: StreamEncryption.KMS,
      encryptionKey: key,
      removalPolicy: removalPolicy(config),
    });
    Tags.of(this).add(RETENTION_CLASS_TAG, 'audit' satisfies RetentionClass);
    acknowledge(this, {
      rules: ['AwsSolutions-KDS3'],
      reason:
        'The rule asks for the AWS managed key, to save cost. The audit stream carries who saw whose record, and its key policy and rotation are to be ours.',
      citation: '45 CFR 164.312(a)(2)(iv)',
      review: '2027-11-22',
    });
  }
}
